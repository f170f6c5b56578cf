/**
 * The example book: 60 invoices of 25 customers at all ages. Its past is not written but played, day by day, by the code
 * that runs in production; only what people did stands in `tales/`.
 */
import { randomUUID } from 'node:crypto';
import type { MailTransport } from '../activities/mail/transport.ts';
import type { LadderChoice } from '../ladder/choice.ts';
import { type Instant, localDate } from '../ladder/time/civil.ts';
import { buildApp } from '../server/app.ts';
import type { LetterPress } from '../server/letters/press.ts';
import { START } from '../server/relay.ts';
import { seed } from '../server/seed.ts';
import type { Db } from '../store/database.ts';
import { unfinished } from '../store/next-moves.ts';
import { DEFAULT_CREDITOR_ID, DEFAULT_TERM_DAYS, saveCreditor } from '../store/parties.ts';
import { queueSignal } from '../store/signal-outbox.ts';
import { type Api, Deeds } from './deeds.ts';
import { Director } from './director.ts';
import { MailOfThePast } from './mail.ts';
import { Stage } from './stage.ts';
import { TALES } from './tales/tales.ts';

export interface BookPlace {
  db: Db;
  /** The present, which the book leads up to. */
  now: Instant;
  /** Where mails of the past are kept: nobody is written to. */
  transport: MailTransport;
  press: LetterPress;
}

/** Plays the past up to the present in an empty store. What is unfinished then waits for the relay to start its workflow. */
export async function playBook({
  db,
  now,
  transport,
  press,
}: BookPlace): Promise<{ invoices: number; customers: number }> {
  const mail = new MailOfThePast(transport);
  const stage = new Stage(db, mail);
  const key = randomUUID();
  const app = await buildApp({ db, apiKey: key, now: () => stage.now, press, onAccepted: () => undefined });
  const api: Api = async (method, url, body) => {
    const headers = { authorization: `Bearer ${key}` };
    const reply = await app.inject({ method, url, headers, ...(body && { payload: body }) });
    if (reply.statusCode >= 300) {
      throw new Error(`${localDate(stage.now)}: ${method} ${url} ${JSON.stringify(body)} was refused: ${reply.body}`);
    }
    return reply.json();
  };
  const director = new Director(db, stage, new Deeds(db, stage, mail, api), TALES, localDate(now));
  try {
    stage.begin(director.first);
    await seed(db, stage.now);
    await saveCreditor(db, CREDITOR);
    await api('PUT', '/api/ladder-choice', CHOICE);
    director.prepare();
    await stage.playUntil(now, () => director.watch());
  } finally {
    await app.close();
  }
  await db.transaction().execute(async (tx) => {
    for (const who of await unfinished(tx)) {
      await queueSignal(tx, { ...who, signal: START, payload: null }, Date.now());
    }
  });
  return { invoices: TALES.length, customers: new Set(TALES.map(({ customer }) => customer)).size };
}

/** Still the made-up creditor of a first start, which can write to nobody in earnest. */
const CREDITOR = {
  id: DEFAULT_CREDITOR_ID,
  name: 'De Vuurtoren B.V.',
  address_lines: JSON.stringify(['Vuurtorenplein 1', '3099 VT  Wilgendam']),
  email: 'debiteuren@devuurtoren.example',
  phone: '010 555 01 00',
  // The account that banks use in their own examples.
  iban: 'NL91ABNA0417164300',
  kvk: '00000100',
  vat_number: 'NL000000000B01',
  default_term_days: DEFAULT_TERM_DAYS,
  agency_name: 'Incassobureau Het Baken',
  agency_email: 'dossiers@hetbaken.example',
  is_example: true,
};

const CHOICE: LadderChoice = {
  rules: [
    { name: 'Consumenten', all: [{ field: 'debtorKind', in: ['consumer'] }], ladder: 'incassotraject' },
    { name: 'Eenmanszaken', all: [{ field: 'debtorKind', in: ['sole-trader'] }], ladder: 'stappenplan' },
    { name: 'Klanten op rekening', all: [{ field: 'relation', in: ['op rekening'] }], ladder: 'onderhandelen' },
  ],
  otherwise: 'zeven-stappen',
};
