import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startDevServer } from './dev-server.ts';
import { fakeProgram, silent, temporaryFolder } from './testing.ts';

/** Puts a `temporal` on the PATH that says how it was called, and ends. */
beforeEach(() => {
  const temporal = fakeProgram(join(temporaryFolder(), 'temporal'), 'echo "called: $@"; exit 1');
  vi.stubEnv('PATH', [dirname(temporal), '/usr/bin', '/bin'].join(delimiter));
  onTestFinished(() => void vi.unstubAllEnvs());
});

test('the server keeps its data in the data folder, with a write-ahead log', async () => {
  const dataFolder = join(temporaryFolder(), 'new', 'data');
  await expect(startDevServer({ dataFolder, progress: silent })).rejects.toThrow(
    `--db-filename ${dataFolder}/temporal.db --sqlite-pragma journal_mode=wal --sqlite-pragma synchronous=normal`,
  );
  expect(existsSync(dataFolder)).toBe(true);
});

test('without a data folder it keeps them in memory; it listens on this computer only', async () => {
  const start = startDevServer({ dataFolder: null, namespace: 'collection', progress: silent });
  await expect(start).rejects.toThrow(/start-dev --ip 127\.0\.0\.1 --port \d+ --namespace collection --headless$/);
});

test('settings of the server are handed on to it', async () => {
  const settings = { 'limit.historyCount.suggestContinueAsNew': 200 };
  await expect(startDevServer({ dataFolder: null, progress: silent, settings })).rejects.toThrow(
    /--dynamic-config-value limit\.historyCount\.suggestContinueAsNew=200$/,
  );
});

test('a port that is taken is named before anything starts', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void other.close());
  const port = (other.address() as { port: number }).port;
  const start = (ports: { port?: number; uiPort?: number }) =>
    startDevServer({ dataFolder: null, progress: silent, ...ports });
  const why = `cannot have port ${port}: another program uses it. Choose another port, or stop that program.`;
  await expect(start({ port })).rejects.toThrow(`The Temporal server ${why}`);
  await expect(start({ uiPort: port })).rejects.toThrow(`Temporal's user interface ${why}`);
});
