/** docs/ladder-rules.md is true: it has a row for each rule, with its severity, and no other. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SEVERITY } from '../../ladder/check/findings.ts';

const page = readFileSync(new URL('../../docs/ladder-rules.md', import.meta.url), 'utf8');

test('every rule of check has its row, with its severity', () => {
  const rows = [...page.matchAll(/^\| `([\w-]+)` \| (error|warning) \|/gm)].map(([, rule, severity]) => [
    rule,
    severity,
  ]);
  expect(Object.fromEntries(rows)).toEqual(SEVERITY);
  expect(rows).toHaveLength(Object.keys(SEVERITY).length);
});
