/** What the screen and the worker that runs a book say to each other. */
import type { Instant } from '../../ladder/time/civil.ts';
import type { Order, Replaced } from './report/comparison.ts';
import type { Figure, Figures, Row } from './report/figures.ts';

/** What is asked of the worker. */
export type Asked =
  /** `reads`: the open invoices are read anew, and not taken as they were read before. */
  | { is: 'run'; order: Order; days: number; reads: boolean }
  | { is: 'tell'; days: number }
  | { is: 'rows'; id: number; figure: Figure; first: number; most: number };

/** Why a book could not be run. */
export type Failure =
  | { is: 'refused'; status: number; code: string; message: string }
  | { is: 'away' }
  | { is: 'too_large'; invoices: number; most: number }
  | { is: 'broken'; message: string };

/** What was found out. */
export interface Result {
  figures: Figures;
  replaced: Replaced[];
  now: Instant;
}

export interface Rows {
  total: number;
  rows: Row[];
}

/** What the worker tells. */
export type Told =
  | { is: 'reading'; done: number; total: number | null }
  /** `share` of the work is done, from 0 to 1. */
  | { is: 'running'; share: number }
  | ({ is: 'result' } & Result)
  | ({ is: 'rows'; id: number } & Rows)
  | { is: 'failed'; failure: Failure };
