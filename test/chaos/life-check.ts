/** Every open invoice awaits something and its workflow runs; the agency knows what it should; no chain of the log is broken. */
import { awaited } from '../../ladder/invoice/state.ts';
import { brokenAt } from '../../store/log.ts';
import { invoiceWorkflowId } from '../../workflows/messages.ts';
import type { Evidence } from './evidence.ts';
import type { World } from './world.ts';

export async function checkLife(world: World, evidence: Evidence): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, number } of evidence.invoices) {
    const row = evidence.states.get(id);
    if (!row) {
      wrong.push(`${number}: has no state`);
      continue;
    }
    if (row.phase === 'closed') continue;
    const awaits = awaited(row.state);
    const asked = evidence.tasks.some(({ invoice_id, status }) => invoice_id === id && status === 'open');
    if (awaits === 'delivery' || awaits === 'nothing') wrong.push(`${number}: awaits ${awaits} in the quiet`);
    if (awaits === 'person' && !asked && row.state.paused === null)
      wrong.push(`${number}: awaits a person, and nobody is asked`);
    const { status } = await world.client.workflow.getHandle(invoiceWorkflowId(id)).describe();
    if (status.name !== 'RUNNING') wrong.push(`${number}: is ${row.phase}, and its workflow ${status.name}`);
  }
  for (const id of evidence.states.keys()) {
    if (!evidence.invoices.some((invoice) => invoice.id === id))
      wrong.push(`${id}: was registered, and nobody was told`);
  }
  const parked = evidence.tasks.filter(({ kind }) => kind === 'parked');
  for (const { id } of parked) wrong.push(`${id}: an outage was taken for a defect`);
  return [...wrong, ...checkAgency(evidence), ...(await checkLog(world, evidence))];
}

/** What the agency must hear of once a case is in its hands. */
const NEWS = [
  'paymentReceived',
  'paymentReversed',
  'creditNoteIssued',
  'invoiceCorrected',
  'disputeRaised',
  'disputeDecided',
  'writtenOff',
];

function checkAgency({ invoices, states, lines, dispatches, changes, commits }: Evidence): string[] {
  const wrong: string[] = [];
  const statusOf = new Map(dispatches.map(({ id, status }) => [id, status]));
  for (const { id, number, accepted } of invoices) {
    if (!states.get(id)?.state.handedOver) continue;
    const handover = lines.find(
      (line) =>
        line.invoice_id === id &&
        dispatches.find((sent) => sent.id === line.dispatch_id)!.kind === 'handover' &&
        statusOf.get(line.dispatch_id) === 'sent',
    );
    if (!handover) {
      wrong.push(`${number}: was handed over without a case that was sent`);
      continue;
    }
    const sent = changes.get(handover.dispatch_id)!.find(({ status }) => status === 'sent')!;
    for (const fact of accepted.filter(({ what }) => NEWS.includes(what))) {
      if (commits.get(id)!.get(fact.id)!.n < sent.n) continue;
      const told = lines.find((line) => line.invoice_id === id && line.step === `agency.${fact.id}`);
      if (!told || statusOf.get(told.dispatch_id) !== 'sent')
        wrong.push(`${number}: the agency was not told of ${fact.id}`);
    }
  }
  return wrong;
}

async function checkLog({ db }: World, { invoices }: Evidence): Promise<string[]> {
  const wrong: string[] = [];
  const chains = await db.selectFrom('log').select('chain').distinct().execute();
  for (const { chain } of chains) {
    const at = await brokenAt(db, chain);
    if (at !== null) wrong.push(`the chain ${chain} of the log is broken at ${at}`);
  }
  for (const { id, number } of invoices) {
    if (!chains.some(({ chain }) => chain === `invoice:${id}`)) wrong.push(`${number}: has no log`);
  }
  return wrong;
}
