/** What all commands share: how they write, and how they refuse. */

/** Thrown when a command cannot be done: one sentence that says what, where, and how to mend it. Exit code 2. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

/** Writes text to standard output, ended by a line end, and waits until it was taken. */
export function print(text: string): Promise<void> {
  return write(process.stdout, text);
}

/** One JSON object on one line. */
export function printJson(value: unknown): Promise<void> {
  return print(JSON.stringify(value));
}

export function printError(text: string | undefined): Promise<void> {
  return write(process.stderr, text ?? 'Something went wrong.');
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text.endsWith('\n') ? text : `${text}\n`, () => resolve()));
}

/** A reader that has seen enough (`| head`) is no fault: the program ends without a word. */
export function outliveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
}
