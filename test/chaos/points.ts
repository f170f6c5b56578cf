/** Where a program of the chaos run may die: the moments at which something has happened that not everybody knows of yet. */

/** Of a worker. */
export const POINTS = {
  'first turn': 'a fresh worker takes up its first turn',
  uncommitted: 'a turn is written and not committed',
  advanced: 'a turn is committed, and Temporal has no answer yet',
  claimed: 'a contact is claimed, and nothing of it has left',
  'text sent': 'the mail server has the whole text and has not answered',
  accepted: 'the mail server took the mail, and no outcome is recorded',
  recorded: 'the outcome is recorded, and Temporal has no answer yet',
} as const;

export type Point = keyof typeof POINTS;
export const POINT_NAMES = Object.keys(POINTS) as Point[];

/** Points between a claim and its outcome: what dies there is in doubt. */
export const IN_THE_GAP: readonly Point[] = ['claimed', 'text sent', 'accepted'];

/** Of the server. */
export const SERVER_POINTS = {
  signalling: 'a signal is taken from the outbox, and Temporal does not have it',
  signalled: 'Temporal has a signal, and the outbox does not say so',
} as const;

export type ServerPoint = keyof typeof SERVER_POINTS;
export const SERVER_POINT_NAMES = Object.keys(SERVER_POINTS) as ServerPoint[];

/** What a worker leaves behind about its death. */
export interface LastWord {
  point: Point;
  /** For `text sent`: the mail that it is about to hand over. The mail server then kills it. */
  messageId?: string;
}
