/** The mail server of the past: it takes every mail, unless the book says that it did not. */
import type { MailOutcome, MailTransport, RawMail } from '../activities/mail/transport.ts';
import type { Tale } from './tale.ts';

type Misfortune = NonNullable<Tale['mail']>[string];

const OUTCOMES: Record<Misfortune, Exclude<MailOutcome, { status: 'accepted' }>> = {
  refused: { status: 'refused', problem: '550 5.1.1 mailbox unavailable' },
  in_doubt: { status: 'in_doubt', problem: 'the connection was lost after the text, before the answer' },
  deferred: { status: 'deferred', problem: '451 4.7.1 greylisted, try again later' },
};

export class MailOfThePast implements MailTransport {
  readonly #transport: MailTransport;
  readonly #misfortunes = new Map<string, Misfortune>();
  #dispatchId = '';

  constructor(transport: MailTransport) {
    this.#transport = transport;
  }

  /** What happens to the first try of a dispatch. */
  foresee(dispatchId: string, misfortune: Misfortune): void {
    this.#misfortunes.set(dispatchId, misfortune);
  }

  /** Which dispatch is delivered now. */
  delivering(dispatchId: string): void {
    this.#dispatchId = dispatchId;
  }

  async send(mail: RawMail): Promise<MailOutcome> {
    const misfortune = this.#misfortunes.get(this.#dispatchId);
    if (misfortune === undefined) return this.#transport.send(mail);
    this.#misfortunes.delete(this.#dispatchId);
    return OUTCOMES[misfortune];
  }

  holds(messageId: string): Promise<boolean> {
    return this.#transport.holds(messageId);
  }
}
