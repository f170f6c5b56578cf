/** `--example`: a data folder whose invoices are those of the example book. */
import { letterPress } from '../activities/letter/press.ts';
import { OutboxFolder } from '../activities/mail/outbox-folder.ts';
import { playBook } from '../example/book.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Config } from '../server/config.ts';
import type { Db } from '../store/database.ts';
import { hasInvoices } from '../store/invoices.ts';
import { getSetting, setSetting } from '../store/settings.ts';
import { StartError } from './start-error.ts';

const EXAMPLE_SETTING = 'example';

interface StoredExample {
  /** The present that its past led up to. */
  playedTo: Instant;
  /** False while it is played, and for good when that was broken off. */
  whole: boolean;
}

/** True when the invoices here are those of the example book: nobody real is ever written to. */
export async function holdsExample(db: Db): Promise<boolean> {
  return (await getSetting<StoredExample>(db, EXAMPLE_SETTING)) !== null;
}

/** Throws unless the book can be played here, or was. Returns whether it is still to be played. */
export async function exampleIsDue(db: Db): Promise<boolean> {
  const known = await getSetting<StoredExample>(db, EXAMPLE_SETTING);
  if (known?.whole) return false;
  if (known) {
    throw new StartError(
      'The example book in this data folder was broken off before its past was whole. Remove the folder, or set DATA_FOLDER to a new one.',
    );
  }
  if (await hasInvoices(db)) {
    throw new StartError(
      'This data folder holds invoices that are not of the example book. Start without --example, or set DATA_FOLDER to a new folder.',
    );
  }
  return true;
}

/** Plays the past of the book up to `now`; its mails are kept in the outbox folder. */
export async function playExample(
  { outboxFolder }: Pick<Config, 'outboxFolder'>,
  db: Db,
  now: Instant,
  progress: (line: string) => void,
): Promise<void> {
  progress('Playing the past of the example book …');
  const began = performance.now();
  await setSetting(db, EXAMPLE_SETTING, { playedTo: now, whole: false } satisfies StoredExample);
  const { invoices, customers } = await playBook({
    db,
    now,
    transport: new OutboxFolder(outboxFolder),
    press: letterPress,
  });
  await setSetting(db, EXAMPLE_SETTING, { playedTo: now, whole: true } satisfies StoredExample);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  progress(`${invoices} invoices of ${customers} customers have a past now; that took ${seconds} s.`);
}
