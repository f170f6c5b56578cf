/** `simulate`: an invoice on a ladder, on a clock of its own. */
import type { Ladder } from '../../ladder/definition.ts';
import { describe, explainAll } from '../../ladder/explain/explain.ts';
import { noFacts, openCents } from '../../ladder/facts.ts';
import type { Command, TaskIntent } from '../../ladder/invoice/commands.ts';
import { awaited, type InvoiceState } from '../../ladder/invoice/state.ts';
import { exampleFacts, registeredAt } from '../../ladder/schema.ts';
import { type Simulation, simulate } from '../../ladder/simulate.ts';
import { DAY_MS, daysBetween, type Instant, localDate } from '../../ladder/time/civil.ts';
import { endingOf } from './ending.ts';
import { soundLadder } from './ladder-file.ts';
import { localIso } from './local-iso.ts';
import { misused, readArguments } from './options.ts';
import { print, printError } from './output.ts';
import { type ExampleInvoice, readInvoice, readScript, type Script } from './simulation-files.ts';

const USAGE = 'npm run -s ladder -- simulate --ladder LADDER --invoice FILE [--events FILE]';

/** How long is run after the last event, when something could still happen: two years. */
const HORIZON_MS = 2 * 366 * DAY_MS;

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(USAGE, args, {
    ladder: { type: 'string' },
    invoice: { type: 'string' },
    events: { type: 'string' },
  });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  if (positionals.length > 0) throw misused(`"simulate" takes options only, not "${positionals[0]}"`, USAGE);
  if (values.ladder === undefined) throw misused('The option "--ladder" is missing', USAGE);
  if (values.invoice === undefined) throw misused('The option "--invoice" is missing', USAGE);

  const ladder = await soundLadder(values.ladder);
  const invoice = await readInvoice(values.invoice);
  const { id, currency } = exampleFacts(invoice).invoice;
  const script: Script =
    values.events === undefined
      ? { events: [], deliveries: [], warnings: [] }
      : await readScript(values.events, { ladder, invoiceId: id, currency });
  const { lines, warnings } = tell(ladder, invoice, script);
  for (const warning of [...script.warnings, ...warnings]) await printError(`Note: ${warning}`);
  await print(lines.map((line) => JSON.stringify(line)).join('\n'));
  return 0;
}

/** Runs the simulation and tells what happened, a line each, and in the end where the invoice stands. */
function tell(ladder: Ladder, invoice: ExampleInvoice, script: Script): { lines: object[]; warnings: string[] } {
  const example = exampleFacts(invoice);
  const from = registeredAt(invoice);
  const last = Math.max(from, ...script.events.map(({ at }) => at));
  const lines: object[] = [];
  const answered = new Set<string>();
  let ended = from;
  const simulation = simulate({
    ladder,
    facts: { ...noFacts(example.invoice, example.debtor), costsVat: example.costsVat },
    state: null,
    from,
    until: last + HORIZON_MS,
    events: script.events,
    deliveries: script.deliveries,
    watch: (_state, commands, now, facts) => {
      let task: TaskIntent | undefined;
      for (const command of commands) {
        if (command.type === 'open_task') task = command.task;
        if (command.type === 'end_task' && command.end === 'completed') answered.add(command.taskId);
        if (command.type !== 'record') continue;
        const place = { at: now, dueOn: invoice.due, openCents: openCents(facts) };
        lines.push(lineOf(ladder, command, place, task));
        task = undefined;
      }
      ended = now;
    },
  });
  lines.push(endLine(ladder, simulation, ended));
  return { lines, warnings: unheeded(script, simulation, answered) };
}

interface Place {
  at: Instant;
  dueOn: string;
  openCents: number;
}

function lineOf(
  ladder: Ladder,
  { what, step, why }: Extract<Command, { type: 'record' }>,
  place: Place,
  task: TaskIntent | undefined,
): object {
  const said = (language: 'nl' | 'en') => {
    const context = { ladder, language, step };
    const title = describe(what, step, context);
    return { title, why: explainAll(why, context) || `${title}.` };
  };
  const [en, nl] = [said('en'), said('nl')];
  return {
    at: localIso(place.at),
    day: daysBetween(place.dueOn, localDate(place.at)),
    step,
    action: what,
    why: en.why,
    why_nl: nl.why,
    title: en.title,
    title_nl: nl.title,
    reasons: why,
    open_cents: place.openCents,
    ...(task && {
      task: {
        id: task.id,
        kind: task.kind,
        cause: task.cause,
        outcomes: task.outcomes,
        until: task.until === null ? null : localIso(task.until),
      },
    }),
  };
}

/** Where the invoice stands when nothing more happens, or when the simulation stops looking. */
function endLine(ladder: Ladder, simulation: Simulation, at: Instant): object {
  const state = simulation.state as InvoiceState;
  const { facts } = simulation;
  return {
    at: localIso(at),
    day: daysBetween(facts.invoice.dueOn, localDate(at)),
    step: state.phase === 'climbing' ? (state.position?.step ?? null) : null,
    action: 'end',
    why: endingOf(ladder, state, 'en'),
    why_nl: endingOf(ladder, state, 'nl'),
    title: 'End of the simulation',
    title_nl: 'Einde van de simulatie',
    reasons: [],
    open_cents: openCents(facts),
    currency: facts.invoice.currency,
    phase: state.phase,
    awaiting: awaited(state),
    next_at: state.wakeAt === null ? null : localIso(state.wakeAt),
    paused: state.paused && { cause: state.paused.cause, until: state.paused.until },
    closed: state.closed,
    handed_over: state.handedOver && { on: state.handedOver.on, amount_cents: state.handedOver.amountCents },
    tasks: openTasks(state),
  };
}

function openTasks({ phase, position, sideTasks }: InvoiceState): string[] {
  const asked = phase === 'climbing' && (position?.mode === 'asking' || position?.mode === 'stuck') && position.open;
  return [...(asked ? [position.taskId] : []), ...sideTasks];
}

/** What of the script came to nothing, so that nobody takes it for tried. */
function unheeded({ events }: Script, { unused }: Simulation, answered: ReadonlySet<string>): string[] {
  const warnings = [];
  for (const event of events) {
    if (event.type === 'task_completed' && !answered.has(event.taskId)) {
      warnings.push(`"${event.id}" changed nothing: task "${event.taskId}" was not open on ${localDate(event.at)}.`);
    }
    if (event.type === 'reversal' && !events.some(({ type, id }) => type === 'payment' && id === event.paymentId)) {
      warnings.push(`"${event.id}" changed nothing: no payment has the id "${event.paymentId}".`);
    }
    if (event.type === 'release' && !events.some(({ type, id }) => type === 'hold' && id === event.holdId)) {
      warnings.push(`"${event.id}" changed nothing: no hold has the id "${event.holdId}".`);
    }
  }
  for (const { id, step, round } of unused) {
    warnings.push(`"${id}" changed nothing: step "${step}" did not send in round ${round}.`);
  }
  return warnings;
}
