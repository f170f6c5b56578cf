/**
 * Loaded into a workflow's sandbox: reports every command that the workflow gives, in the order given. A replay compares
 * kinds of commands only; with this, durations and arguments can be compared as well.
 */
import { defaultPayloadConverter } from '@temporalio/common';
import { proxySinks, type Sinks, type WorkflowInterceptors } from '@temporalio/workflow';

export interface TraceSinks extends Sinks {
  trace: { command(command: object): void };
}

const { trace } = proxySinks<TraceSinks>();

export const interceptors = (): WorkflowInterceptors => ({
  internals: [
    {
      concludeActivation(input, next) {
        for (const command of input.commands) {
          // Answers to queries are no commands that a history keeps.
          if (!command.respondToQuery) trace.command(readable(command) as object);
        }
        return next(input);
      },
    },
  ],
});

/** Plain data: payloads are read, durations are milliseconds, and what is not set is left out. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(readable);
  if (value === null || typeof value !== 'object') return value;
  const members = value as Record<string, unknown>;
  if ('metadata' in members && 'data' in members) return defaultPayloadConverter.fromPayload(members as never);
  if ('seconds' in members) return `${Number(members.seconds) * 1_000 + Number(members.nanos ?? 0) / 1_000_000} ms`;
  return Object.fromEntries(
    Object.entries(members)
      // Each replay has a task queue of its own.
      .filter(([name, member]) => name !== 'taskQueue' && member !== null && member !== undefined && !isEmpty(member))
      .map(([name, member]) => [name, readable(member)]),
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
