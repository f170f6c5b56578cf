/** Every limit and waiting time of this folder. */

/** How long the official download service may take to answer before it counts as out of reach. */
export const DOWNLOAD_ANSWER_MS = 5_000;
/** A download that brings no byte for so long has stalled. */
export const DOWNLOAD_STALL_MS = 20_000;
/** Whoever waits hears something at least this often. */
export const PROGRESS_EVERY_MS = 15_000;

/** The holder of a lock shows this often that it lives. */
export const LOCK_BEAT_MS = 2_000;
/** A lock that showed no life for so long is taken over. */
export const LOCK_DEAD_MS = 15_000;
/** How often a waiting process looks at the lock. */
export const LOCK_POLL_MS = 200;

/** How long a server may take to serve: 1 s is usual, a crowded machine needs more. */
export const START_LIMIT_MS = 60_000;
/** How often a starting server is asked whether it serves. */
export const START_POLL_MS = 50;
/** How long one attempt to connect to a starting server may take. */
export const CONNECT_LIMIT_MS = 5_000;
/** How long a server may take to stop in order before it is killed. */
export const STOP_LIMIT_MS = 10_000;

/** How many of its last lines are kept of a program's output, for the message when it fails. */
export const LAST_LINES = 20;
/** The longest piece of a program's output that is quoted as a reason. */
export const REASON_CHARACTERS = 300;
