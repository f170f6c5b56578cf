/** Sizes and limits of a worker, in one place. Each is per process; production scales by adding workers. */
import type { WorkerOptions } from '@temporalio/worker';

export const TASK_QUEUE = 'invoices';

export const TUNING = {
  /** Workflows kept in memory between turns; an invoice sleeps for weeks, so only the busy ones matter. */
  maxCachedWorkflows: 500,
  maxConcurrentWorkflowTaskExecutions: 40,
  /** Mail conversations at once. */
  maxConcurrentActivityTaskExecutions: 20,
  /** Transactions at once: a PostgreSQL pool has ten connections, PGlite has one and queues the rest. */
  maxConcurrentLocalActivityExecutions: 20,
  /** A stopping worker lets a mail conversation end; longer than the longest one. */
  shutdownGraceTime: '100 seconds',
} as const satisfies Partial<WorkerOptions>;
