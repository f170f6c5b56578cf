/** A mail server that keeps every mail it takes. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { HOST } from '../../servers/ports.ts';

export interface TakenMail {
  messageId: string;
  to: string;
  subject: string;
  at: number;
}

export class Mailbox {
  readonly taken: TakenMail[] = [];
  /** Sees each whole text before it is taken; `silence` leaves the sender without an answer and the mail untaken. */
  onText: (messageId: string) => Promise<'take' | 'silence'> = async () => 'take';
  readonly #smtp: SMTPServer;

  constructor() {
    this.#smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      disableReverseLookup: true,
      logger: false,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const text = Buffer.concat(chunks)
            .toString('latin1')
            .replaceAll(/\r\n[ \t]/g, ' ');
          const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(text)?.[1]?.trim() ?? '';
          const messageId = header('Message-ID');
          if ((await this.onText(messageId)) === 'silence') return;
          const to = session.envelope.rcptTo.map(({ address }) => address).join(', ');
          this.taken.push({ messageId, to, subject: header('Subject'), at: Date.now() });
          done();
        });
      },
    });
    // Workers that are killed and lines that are cut break off in the middle.
    this.#smtp.on('error', () => undefined);
  }

  async open(): Promise<number> {
    await new Promise<void>((listening) => this.#smtp.listen(0, HOST, listening));
    return (this.#smtp.server.address() as AddressInfo).port;
  }

  has(messageId: string): boolean {
    return this.taken.some((mail) => mail.messageId === messageId);
  }

  close(): Promise<void> {
    return new Promise((closed) => this.#smtp.close(closed));
  }
}
