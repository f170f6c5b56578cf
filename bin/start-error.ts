/** Thrown when a program cannot start, with the sentence that tells a person why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}
