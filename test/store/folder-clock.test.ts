/** The clock of a data folder, from one start of the program to the next. */
import { expect, test } from 'vitest';
import { folderClock } from '../../bin/data-folder.ts';
import { REAL_TIME } from '../../ladder/time/clock.ts';
import { anInvoice } from '../support/builders.ts';
import { onBothDatabases } from '../support/databases.ts';

onBothDatabases((store) => {
  test('a folder on the real time goes on with its invoices when it is started again, and takes no other clock', async () => {
    const { db } = store;
    expect(await folderClock(db, null, null)).toEqual(REAL_TIME);
    await anInvoice(db);
    expect(await folderClock(db, null, null)).toEqual(REAL_TIME);
    await expect(folderClock(db, '2026-03-02', null)).rejects.toThrow('run on the real time. Start without --clock');
  });
});
