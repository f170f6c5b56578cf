/** All that a run left behind, read once: what was told, what broke, what the mail server took, and the database. */
import type { Selectable } from 'kysely';
import type { DispatchesTable, DispatchLinesTable } from '../../store/contact-tables.ts';
import type {
  CreditNotesTable,
  FactsTable,
  InvoiceStatesTable,
  PaymentAllocationsTable,
  PaymentsTable,
  SignalOutboxTable,
  TasksTable,
} from '../../store/tables.ts';
import { dispatchChanges, factCommits, type StatusChange } from './audit.ts';
import type { Faults } from './faults.ts';
import { type Heard, heardBy } from './heard.ts';
import type { MailTrip } from './mail-line.ts';
import type { TakenMail } from './mailbox.ts';
import type { KnownInvoice, Outside } from './outside.ts';
import type { Answer, People } from './people.ts';

/** A contact, with the Message-ID of the mail in which it leaves: its own, or that of another invoice. */
export type Dispatch = Selectable<DispatchesTable> & { mail: string };

export interface Evidence {
  invoices: readonly KnownInvoice[];
  answers: readonly Answer[];
  faults: Faults;
  mails: readonly TakenMail[];
  trips: readonly MailTrip[];
  /** By invoice. */
  facts: Map<string, Selectable<FactsTable>[]>;
  commits: Map<string, Map<string, { n: number; at: number }>>;
  states: Map<string, Selectable<InvoiceStatesTable>>;
  payments: Selectable<PaymentsTable>[];
  allocations: Selectable<PaymentAllocationsTable>[];
  creditNotes: Selectable<CreditNotesTable>[];
  dispatches: Dispatch[];
  lines: Selectable<DispatchLinesTable>[];
  tasks: Selectable<TasksTable>[];
  outbox: Selectable<SignalOutboxTable>[];
  /** By dispatch, in order. */
  changes: Map<string, StatusChange[]>;
  /** What Temporal has, by workflow. */
  heard: Map<string, Heard>;
}

export async function gather(outside: Outside, people: People, faults: Faults): Promise<Evidence> {
  const { db, mailbox, mailLine, client } = outside.world;
  const facts = await db.selectFrom('facts').selectAll().execute();
  const dispatches = await db.selectFrom('dispatches').selectAll().execute();
  const messageOf = new Map(dispatches.map(({ id, message_id }) => [id, message_id]));
  const states = await db.selectFrom('invoice_states').selectAll().execute();
  return {
    invoices: outside.invoices,
    answers: people.answers,
    faults,
    mails: mailbox.taken,
    trips: mailLine.trips,
    facts: Map.groupBy(facts, ({ invoice_id }) => invoice_id),
    commits: await factCommits(db),
    states: new Map(states.map((state) => [state.invoice_id, state])),
    payments: await db.selectFrom('payments').selectAll().execute(),
    allocations: await db.selectFrom('payment_allocations').selectAll().execute(),
    creditNotes: await db.selectFrom('credit_notes').selectAll().execute(),
    dispatches: dispatches.map((dispatch) => ({
      ...dispatch,
      mail: messageOf.get(dispatch.covered_by ?? dispatch.id)!,
    })),
    lines: await db.selectFrom('dispatch_lines').selectAll().execute(),
    tasks: await db.selectFrom('tasks').selectAll().execute(),
    outbox: await db.selectFrom('signal_outbox').selectAll().execute(),
    changes: await dispatchChanges(db),
    heard: await heardBy(client),
  };
}
