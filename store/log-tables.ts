/** The tables of the log, which is only ever added to. */
import type { Happening } from '../ladder/invoice/commands.ts';
import type { InstantColumn, Json } from './tables.ts';

export interface LogTables {
  log: LogTable;
  log_texts: LogTextsTable;
}

export interface LogTable {
  chain: string;
  seq: number;
  at: InstantColumn;
  actor: string;
  what: Happening | string;
  step: string | null;
  /** Reasons with their personal text taken out. */
  data: Json<unknown>;
  previous_hash: string;
  hash: string;
}

/** Free text of the log, apart and salted, so that it can be erased without breaking the chain. */
export interface LogTextsTable {
  chain: string;
  seq: number;
  n: number;
  salt: string;
  text: string | null;
}
