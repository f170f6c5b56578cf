import { execFileSync } from 'node:child_process';
import { renameSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { findTestServer, mavenCentral } from './test-server.ts';
import { fails, fakeProgram, silent, temporaryFolder, works } from './testing.ts';

test('the server that TEMPORAL_TEST_SERVER names comes before everything else', async () => {
  const path = fakeProgram(join(temporaryFolder(), 'server'), 'true');
  await expect(findTestServer(silent, { env: { TEMPORAL_TEST_SERVER: path } })).resolves.toBe(path);
});

test('a TEMPORAL_TEST_SERVER that is no program is an error, not a reason to look further', async () => {
  const path = join(temporaryFolder(), 'nothing');
  await expect(findTestServer(silent, { env: { TEMPORAL_TEST_SERVER: path } })).rejects.toThrow(
    `TEMPORAL_TEST_SERVER names ${path}, which is not a program: correct it, or unset it to have one installed.`,
  );
});

test('the cache comes next, and is filled by the first way that works', async () => {
  const cache = temporaryFolder();
  const env = { INCASSOLADDER_CACHE: cache };
  const installers = [fails('official download', 'no network'), works('Maven Central', 'temporal-test-server')];
  const server = await findTestServer(silent, { env, installers });
  expect(server).toBe(join(cache, 'temporal-test-server-1.38.0', 'temporal-test-server'));
  await expect(findTestServer(silent, { env, installers: [] })).resolves.toBe(server);
});

test('without network and without Java, one sentence names the choices', async () => {
  const env = { PATH: '', INCASSOLADDER_CACHE: temporaryFolder() };
  const installers = [fails('official download', 'no network (ENOTFOUND)'), mavenCentral(env)];
  await expect(findTestServer(silent, { env, installers })).rejects.toThrow(
    "Temporal's test server could not be had (official download: no network (ENOTFOUND); Maven Central: Java is not " +
      'installed): install Java and Maven, or set TEMPORAL_TEST_SERVER to the path of a test server.',
  );
});

test('Java without Maven is not enough, and the reason says so', async () => {
  const folder = temporaryFolder();
  fakeProgram(join(folder, 'java'), 'true');
  await expect(mavenCentral({ PATH: folder }).install(folder, silent)).rejects.toThrow(/^Maven is not installed$/);
});

test('the launcher runs Java on the archives beside it, wherever the folder went', async () => {
  const root = temporaryFolder();
  const tools = join(root, 'tools');
  fakeProgram(join(tools, 'java'), 'echo "$@"');
  fakeProgram(join(tools, 'mvn'), 'true');
  const folder = join(root, 'partial');
  fakeProgram(join(folder, '.keep'), '');
  const env = { PATH: [tools, '/usr/bin', '/bin'].join(delimiter) };
  await mavenCentral(env).install(folder, silent);
  const moved = join(root, 'moved to');
  renameSync(folder, moved);
  const output = execFileSync(join(moved, 'temporal-test-server'), ['7233'], { env, encoding: 'utf8' });
  expect(output.trim()).toMatch(new RegExp(`-cp ${moved}/lib/\\* io.temporal.testserver.TestServer 7233$`));
});
