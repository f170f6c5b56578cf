import { simpleParser } from 'mailparser';
import type { MailOutcome, MailTransport, RawMail } from '../../activities/mail/transport.ts';
import { type CivilDate, localDate } from '../../ladder/time/civil.ts';

/** A mail that left, as its reader sees it. */
export interface SentMail {
  on: CivilDate;
  to: string;
  subject: string;
  text: string;
  messageId: string;
}

/** What the mail server does with the next mail. `hang` keeps the line open until `letGo`; `throw` breaks the process. */
export type MailBehaviour = Exclude<MailOutcome['status'], 'accepted'> | 'hang' | 'throw' | 'throw_after_sending';

/** A mail server that records what it takes, and does as it is told. */
export class FakeMail implements MailTransport {
  readonly sent: SentMail[] = [];
  /** How often somebody tried to send. */
  attempts = 0;
  /** Nobody answers. */
  away = false;
  /** Runs before the server hears of a mail. */
  onSend: (() => Promise<void>) | null = null;
  readonly #next: MailBehaviour[] = [];
  #letGo: (() => void) | null = null;

  /** What happens to the next mails, in order; those after them are accepted. */
  next(...behaviours: MailBehaviour[]): void {
    this.#next.push(...behaviours);
  }

  /** True while a mail hangs. */
  get hanging(): boolean {
    return this.#letGo !== null;
  }

  letGo(): void {
    this.#letGo?.();
    this.#letGo = null;
  }

  reset(): void {
    this.letGo();
    this.sent.length = 0;
    this.#next.length = 0;
    this.attempts = 0;
    this.away = false;
    this.onSend = null;
  }

  async send(mail: RawMail): Promise<MailOutcome> {
    this.attempts++;
    await this.onSend?.();
    if (this.away) return { status: 'deferred', problem: 'connect ECONNREFUSED' };
    const behaviour = this.#next.shift();
    if (behaviour === 'refused') return { status: 'refused', problem: '550 5.1.1 no such mailbox' };
    if (behaviour === 'deferred') return { status: 'deferred', problem: '451 4.7.1 try again later' };
    if (behaviour === 'in_doubt') return { status: 'in_doubt', problem: 'the line broke after the text' };
    if (behaviour === 'throw') throw new Error('the process fell over');
    if (behaviour === 'hang') {
      await new Promise<void>((resolve) => {
        this.#letGo = resolve;
      });
    }
    const { date, subject, text } = await simpleParser(mail.raw);
    this.sent.push({
      on: localDate(date!.getTime()),
      to: mail.to,
      subject: subject ?? '',
      text: text ?? '',
      messageId: mail.messageId,
    });
    if (behaviour === 'throw_after_sending') throw new Error('the process fell over');
    return { status: 'accepted' };
  }

  async holds(messageId: string): Promise<boolean> {
    return this.sent.some((mail) => mail.messageId === messageId);
  }
}
