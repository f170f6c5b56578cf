/** PostgreSQL conditions that pass: connection, resources, shutdown, and conflicts that a second try resolves. */
const PASSING_CLASSES = ['08', '53', '57', '58'];
const PASSING_CODES = ['25006', '40001', '40P01', '55P03'];
const NETWORK_CODES = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH'];
/** What `pg` says without a code when a connection breaks or none is to be had. */
const PASSING_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
];

/** True for an error of the database that will pass when the database is back. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isPassing);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    return (
      (PASSING_CLASSES.includes(code.slice(0, 2)) && code.length === 5) ||
      PASSING_CODES.includes(code) ||
      NETWORK_CODES.includes(code)
    );
  }
  return PASSING_MESSAGES.some((message) => error.message.includes(message));
}
