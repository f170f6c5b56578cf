/** Thrown when a file is not a UBL invoice or credit note that can be registered. The message is for people. */
export class UblError extends Error {
  override readonly name = 'UblError';
}

/** Takes a sentence about something that was read but is doubtful. */
export type Warn = (sentence: string) => void;
