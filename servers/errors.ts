/** Thrown when no way led to a program that is needed; the message says why each failed, and what to choose from. */
export class ProgramUnavailable extends Error {
  override name = 'ProgramUnavailable';
}

/** Thrown when a command ended with an error, or could not be run; the message quotes its last line. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
}

/** Thrown when a server ended before it served, or did not serve in time; the message quotes its last lines. */
export class ServerStartFailed extends Error {
  override name = 'ServerStartFailed';
}
