import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cacheFolder, type Installer, installed } from './cache.ts';
import { fails, silent, temporaryFolder, works } from './testing.ts';

const wanted = (cache: string, installers: Installer[], progress: (line: string) => void = silent) => ({
  cache,
  entry: 'crane-1',
  title: 'The crane',
  installers,
  choices: 'buy one',
  progress,
});

test('the cache is where INCASSOLADDER_CACHE says, else in the cache folder of the user', () => {
  expect(cacheFolder({ INCASSOLADDER_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ INCASSOLADDER_CACHE: '', XDG_CACHE_HOME: '/b' })).toBe('/b/incassoladder');
  expect(cacheFolder({})).toBe(join(homedir(), '.cache', 'incassoladder'));
});

test('the first way that works fills the cache, and what a failed way left is gone', async () => {
  const cache = temporaryFolder();
  const folder = await installed(
    wanted(cache, [fails('crate', 'empty'), works('kit', 'crane'), works('shop', 'other')]),
  );
  expect(folder).toBe(join(cache, 'crane-1'));
  expect(readdirSync(folder)).toEqual(['crane']);
  expect(readdirSync(cache)).toEqual(['crane-1']);
});

test('what is in the cache is not installed again', async () => {
  const cache = temporaryFolder();
  await installed(wanted(cache, [works('kit', 'crane')]));
  await expect(installed(wanted(cache, [fails('crate', 'empty')]))).resolves.toBe(join(cache, 'crane-1'));
});

test('when every way fails, one sentence says why each did and what to choose from', async () => {
  const cache = temporaryFolder();
  const attempt = installed(wanted(cache, [fails('crate', 'empty'), fails('kit', 'a part is missing')]));
  await expect(attempt).rejects.toThrow('The crane could not be had (crate: empty; kit: a part is missing): buy one.');
  expect(readdirSync(cache)).toEqual([]);
});

test('of two at once, one installs and the other waits for it and is told so', async () => {
  const cache = temporaryFolder();
  const lines: string[] = [];
  let installs = 0;
  const slow: Installer = {
    name: 'slow',
    async install(folder) {
      installs++;
      await sleep(100);
      writeFileSync(join(folder, 'crane'), '');
    },
  };
  const both = [1, 2].map(() => installed(wanted(cache, [slow], (line) => lines.push(line))));
  expect(await Promise.all(both)).toEqual([join(cache, 'crane-1'), join(cache, 'crane-1')]);
  expect(installs).toBe(1);
  expect(lines).toEqual(['The crane is being installed by another process: waiting for it …']);
});

test('what an interrupted installation left is removed by the next one', async () => {
  const cache = temporaryFolder();
  mkdirSync(join(cache, 'crane-1.partial-abc123'));
  await installed(wanted(cache, [works('kit', 'crane')]));
  expect(readdirSync(cache)).toEqual(['crane-1']);
});

test('a cache that cannot be written is named, with the variable that moves it', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  const attempt = installed(wanted(join(file, 'cache'), [works('kit', 'crane')]));
  await expect(attempt).rejects.toThrow(/^The crane cannot be kept in .*: set INCASSOLADDER_CACHE to a folder/);
});
