import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { describe, expect, test } from 'vitest';
import type { Db } from '../store/database.ts';
import { STOPPED_CLOCK } from '../test/support/builders.ts';
import { ObedientMail } from '../test/support/case.ts';
import { POISON } from '../workflows/messages.ts';
import { createActivities } from './activities.ts';
import { UnderWay } from './deliver.ts';

/** What a worker reports of a turn in which the database fails so, at its first, second … attempt. */
async function reportOf(failure: Error, attempt: number): Promise<Error & { type?: string; nonRetryable?: boolean }> {
  const db = {
    transaction: () => {
      throw failure;
    },
  } as unknown as Db;
  const { advance } = createActivities(db, new ObedientMail(), { rehearsal: false });
  const input = { invoiceId: 'x', sequence: null, signals: [], now: 0, clock: STOPPED_CLOCK };
  return new MockActivityEnvironment({ attempt }, { logger: new DefaultLogger('ERROR', () => undefined) })
    .run(advance, input)
    .then(
      () => {
        throw new Error('It did not fail.');
      },
      (error) => error,
    );
}

describe('what fails in an activity', () => {
  const outage = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  const defect = new Error('There is no invoice x.');

  test.each([1, 3, 1_000])(
    'for want of the database is tried for as long as it takes (attempt %d)',
    async (attempt) => {
      expect(await reportOf(outage, attempt)).toBe(outage);
    },
  );

  test.each([1, 3, 1_000])(
    'for a text that is under way with another notice is asked again until that is known (attempt %d)',
    async (attempt) => {
      const underWay = new UnderWay('it leaves with another');
      expect(await reportOf(underWay, attempt)).toBe(underWay);
    },
  );

  test.each([1, 2])('for another reason is tried again (attempt %d)', async (attempt) => {
    expect(await reportOf(defect, attempt)).toBe(defect);
  });

  test.each([3, 4])(
    'for another reason is given up in the end, so that a person looks at it (attempt %d)',
    async (attempt) => {
      expect(await reportOf(defect, attempt)).toMatchObject({
        type: POISON,
        nonRetryable: true,
        message: 'There is no invoice x.',
        cause: defect,
      });
    },
  );
});
