import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPostgresPrograms } from './postgres-programs.ts';
import { fakeProgram, temporaryFolder } from './testing.ts';

test('PostgreSQL on the PATH comes before the versions that Debian keeps elsewhere, of which the newest is taken', async () => {
  const root = temporaryFolder();
  for (const version of ['9', '15', '17']) fakeProgram(join(root, 'debian', version, 'bin', 'initdb'), 'true');
  // A client alone leaves a folder without a server.
  fakeProgram(join(root, 'debian', '18', 'bin', 'psql'), 'true');
  fakeProgram(join(root, 'bin', 'initdb'), 'true');
  const debian = join(root, 'debian');
  await expect(findPostgresPrograms({ PATH: join(root, 'bin') }, debian)).resolves.toBe(join(root, 'bin'));
  await expect(findPostgresPrograms({ PATH: '' }, debian)).resolves.toBe(join(debian, '17', 'bin'));
  await expect(findPostgresPrograms({ PATH: '' }, join(root, 'nothing'))).resolves.toBe(null);
});
