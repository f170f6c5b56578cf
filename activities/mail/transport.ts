/** What happened to a mail that was handed to a mail server. */
export type MailOutcome =
  /** The server took responsibility for it. */
  | { status: 'accepted' }
  /** The server said no to this mail, for good. */
  | { status: 'refused'; problem: string }
  /** Nothing left; a later try may succeed. */
  | { status: 'deferred'; problem: string }
  /** The text left and no answer came: it may have arrived. */
  | { status: 'in_doubt'; problem: string };

/** A mail as it goes over the wire. */
export interface RawMail {
  messageId: string;
  /** What a list of mails shows: the day and the subject. */
  title: string;
  from: string;
  to: string;
  /** The whole message, RFC 5322. */
  raw: Buffer;
}

export interface MailTransport {
  /** Hands a mail over once. Never throws: what went wrong is the outcome. */
  send(mail: RawMail): Promise<MailOutcome>;
  /** True when the transport knows that it has this message; false when it does not, or cannot, know. */
  holds(messageId: string): Promise<boolean>;
}
