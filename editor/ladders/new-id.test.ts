import { expect, test } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import { readLadder } from '../../ladder/schema.ts';
import { idFor } from './new-id.ts';

test.each([
  ['Zakelijk – groot', 'zakelijk-groot'],
  ['Crème brûlée BV', 'creme-brulee-bv'],
  ['60 dagen', 'ladder-60-dagen'],
  ['!!!', 'ladder'],
  ['Zeven stappen', 'zeven-stappen-3'],
])('the name "%s" gives the id %s', (name, id) => {
  expect(idFor(name, ['zeven-stappen', 'zeven-stappen-2'])).toBe(id);
  expect(readLadder({ ...shippedLadders()[0], id })).toMatchObject({ ok: true });
});
