/** Mail without a mail server: each message becomes an `.eml` file that any mail program opens. */
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailOutcome, MailTransport, RawMail } from './transport.ts';

export class OutboxFolder implements MailTransport {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes the file whole or not at all; the same message a second time is the same file. */
  async send({ messageId, raw }: RawMail): Promise<MailOutcome> {
    const file = this.#file(messageId);
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(`${file}.part`, raw);
      await rename(`${file}.part`, file);
      return { status: 'accepted' };
    } catch (error) {
      return { status: 'deferred', problem: `the outbox folder cannot be written: ${(error as Error).message}` };
    }
  }

  async holds(messageId: string): Promise<boolean> {
    return access(this.#file(messageId)).then(
      () => true,
      () => false,
    );
  }

  #file(messageId: string): string {
    return join(this.#folder, `${messageId.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^-|-$/g, '')}.eml`);
  }
}
