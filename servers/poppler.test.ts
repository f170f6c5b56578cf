import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasPoppler, POPPLER_PROGRAMS } from './poppler.ts';
import { fakeProgram, temporaryFolder } from './testing.ts';

test('poppler-utils is there when all of its programs that the tests use are on the PATH', async () => {
  const folder = temporaryFolder();
  const [first, ...others] = POPPLER_PROGRAMS;
  fakeProgram(join(folder, first!), 'true');
  await expect(hasPoppler({ PATH: folder })).resolves.toBe(false);
  for (const name of others) fakeProgram(join(folder, name), 'true');
  await expect(hasPoppler({ PATH: folder })).resolves.toBe(true);
});
