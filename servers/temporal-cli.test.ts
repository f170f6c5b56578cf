import { mkdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findTemporalCli, goInstall } from './temporal-cli.ts';
import { fails, fakeProgram, silent, temporaryFolder, works } from './testing.ts';

test('a `temporal` on the PATH comes before everything else', async () => {
  const root = temporaryFolder();
  const temporal = fakeProgram(join(root, 'bin', 'temporal'), 'true');
  const env = { PATH: join(root, 'bin'), INCASSOLADDER_CACHE: join(root, 'cache') };
  await expect(findTemporalCli(silent, { env, installers: [] })).resolves.toBe(temporal);
});

test('the cache comes next, and is filled by the first way that works', async () => {
  const cache = temporaryFolder();
  const env = { PATH: '', INCASSOLADDER_CACHE: cache };
  const installers = [fails('official download', 'no network'), works('go install', 'temporal')];
  const temporal = await findTemporalCli(silent, { env, installers });
  expect(temporal).toBe(join(cache, 'temporal-cli-1.5.1', 'temporal'));
  await expect(findTemporalCli(silent, { env, installers: [] })).resolves.toBe(temporal);
});

test('without network and without Go, one sentence names the choices', async () => {
  const env = { PATH: '', INCASSOLADDER_CACHE: temporaryFolder() };
  const installers = [fails('official download', 'no network (ENOTFOUND)'), goInstall(env)];
  await expect(findTemporalCli(silent, { env, installers })).rejects.toThrow(
    'The Temporal server could not be had (official download: no network (ENOTFOUND); go install: Go is not installed): ' +
      'put `temporal` on the PATH, install Go, or set TEMPORAL_ADDRESS to a server that runs.',
  );
});

test('Go builds the pinned version into the folder, and says that it will take a while', async () => {
  const folder = temporaryFolder();
  const go = fakeProgram(join(folder, 'bin', 'go'), 'echo "$@" > "$GOBIN/arguments"');
  const lines: string[] = [];
  const env = { PATH: `${dirname(go)}${delimiter}/bin` };
  await goInstall(env).install(folder, (line) => lines.push(line));
  expect(readFileSync(join(folder, 'arguments'), 'utf8').trim()).toMatch(
    / github.com\/temporalio\/cli\/cmd\/temporal@v1.5.1$/,
  );
  expect(lines).toEqual(['Building the Temporal server, about 5 minutes, once …']);
});

test('when Go fails, its last line is the reason', async () => {
  const folder = temporaryFolder();
  const go = fakeProgram(join(folder, 'bin', 'go'), 'echo "go: downloading" >&2; echo "go: no such host" >&2; exit 1');
  mkdirSync(join(folder, 'out'));
  const attempt = goInstall({ PATH: dirname(go) }).install(join(folder, 'out'), silent);
  await expect(attempt).rejects.toThrow(/^go: no such host$/);
});
