/** What Temporal has of every workflow: the runs, the signals that it heard, and what was under way when they came. */
import type { Client } from '@temporalio/client';

export interface Heard {
  runs: number;
  /** Runs whose history was cut, and that went on in a new one. */
  cuts: number;
  /** How often it heard each signal, by its name and the id that it carries. */
  signals: Map<string, number>;
  /** Signals that came while a contact was being delivered, and while a turn was tried again. */
  duringDelivery: number;
  duringTurn: number;
  /** Cuts that the server undid because a signal overtook them. */
  overtakenCuts: number;
  /** Real milliseconds at which a delivery was tried again because Temporal had given up on the try before: a slow machine. */
  retriedAfterTimeOut: number[];
}

const AT_ONCE = 10;
/** `WORKFLOW_TASK_FAILED_CAUSE_UNHANDLED_COMMAND`: a workflow would end its run, and something has come in. */
const UNHANDLED_COMMAND = 1;

export const signalKey = (name: string, id: unknown) => `${name} ${id ?? '-'}`;

/** By workflow. */
export async function heardBy(client: Client): Promise<Map<string, Heard>> {
  const heard = new Map<string, Heard>();
  const runs: { workflowId: string; runId: string }[] = [];
  for await (const { workflowId, runId } of client.workflow.list()) runs.push({ workflowId, runId });
  for (let start = 0; start < runs.length; start += AT_ONCE) {
    await Promise.all(
      runs.slice(start, start + AT_ONCE).map(async ({ workflowId, runId }) => {
        const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
        const known = heard.get(workflowId) ?? nothing();
        heard.set(workflowId, known);
        addRun(known, events ?? []);
      }),
    );
  }
  return heard;
}

const nothing = (): Heard => ({
  retriedAfterTimeOut: [],
  runs: 0,
  cuts: 0,
  signals: new Map(),
  duringDelivery: 0,
  duringTurn: 0,
  overtakenCuts: 0,
});

type History = Awaited<ReturnType<ReturnType<Client['workflow']['getHandle']>['fetchHistory']>>;
type HistoryEvent = NonNullable<History['events']>[number];

function addRun(heard: Heard, events: readonly HistoryEvent[]): void {
  /** Activities under way, by the event that scheduled them. */
  const open = new Map<string, string>();
  heard.runs++;
  for (const event of events) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled) open.set(String(event.eventId), scheduled.activityType!.name!);
    const started = event.activityTaskStartedEventAttributes;
    if (started?.lastFailure?.timeoutFailureInfo && open.get(String(started.scheduledEventId)) === 'deliver') {
      heard.retriedAfterTimeOut.push(Number(event.eventTime!.seconds) * 1_000 + Number(event.eventTime!.nanos) / 1e6);
    }
    const ended =
      event.activityTaskCompletedEventAttributes ??
      event.activityTaskFailedEventAttributes ??
      event.activityTaskTimedOutEventAttributes;
    if (ended) open.delete(String(ended.scheduledEventId));
    if (event.workflowExecutionContinuedAsNewEventAttributes) heard.cuts++;
    if (event.workflowTaskFailedEventAttributes?.cause === UNHANDLED_COMMAND) heard.overtakenCuts++;
    const signal = event.workflowExecutionSignaledEventAttributes;
    if (!signal) continue;
    const key = signalKey(signal.signalName!, idIn(signal.input?.payloads?.[0]?.data));
    heard.signals.set(key, (heard.signals.get(key) ?? 0) + 1);
    const under = [...open.values()];
    if (under.includes('deliver')) heard.duringDelivery++;
    if (under.includes('advance')) heard.duringTurn++;
  }
}

function idIn(data: Uint8Array | null | undefined): unknown {
  if (!data) return null;
  const payload = JSON.parse(Buffer.from(data).toString('utf8')) as { id?: unknown } | null;
  return payload?.id ?? null;
}
