/** What an installation has from its first start: the shipped ladders, and an example creditor to try things with. */
import type { Ladder } from '../ladder/definition.ts';
import { shippedLadders } from '../ladder/library/library.ts';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db } from '../store/database.ts';
import { addLadder, latestVersion } from '../store/ladders.ts';
import { DEFAULT_CREDITOR_ID, DEFAULT_TERM_DAYS, findCreditor, saveCreditor } from '../store/parties.ts';

/** Adds the shipped ladders that are missing, and the example creditor when there is none. */
export async function seed(db: Db, now: Instant): Promise<void> {
  for (const ladder of shippedLadders()) await addMissing(db, ladder, now);
  if (await findCreditor(db, DEFAULT_CREDITOR_ID)) return;
  await saveCreditor(db, {
    id: DEFAULT_CREDITOR_ID,
    name: 'Voorbeeld B.V.',
    address_lines: JSON.stringify(['Voorbeeldstraat 1', '1234 AB  Voorbeeldstad']),
    email: 'administratie@voorbeeld.example',
    phone: '020 555 01 00',
    iban: 'NL91ABNA0417164300',
    kvk: '00000000',
    vat_number: null,
    default_term_days: DEFAULT_TERM_DAYS,
    agency_name: null,
    agency_email: null,
    is_example: true,
  });
}

async function addMissing(db: Db, ladder: Ladder, now: Instant): Promise<void> {
  const latest = await latestVersion(db, ladder.id);
  if (latest === null || latest < ladder.version) await addLadder(db, ladder, 'incassoladder', now);
}
