/** Mail without a mail server: each message becomes an `.eml` file that any mail program opens. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailOutcome, MailTransport, RawMail } from './transport.ts';

/** File systems take names of 255 bytes; title and Message-ID share them. */
const MAX_TITLE_CHARS = 100;

export class OutboxFolder implements MailTransport {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Writes the file whole or not at all; the same message a second time is the same file. */
  async send({ messageId, title, raw }: RawMail): Promise<MailOutcome> {
    try {
      await mkdir(this.#folder, { recursive: true });
      const known = await this.#find(messageId);
      const file = join(this.#folder, known ?? `${plain(title).slice(0, MAX_TITLE_CHARS)}${endOf(messageId)}`);
      await writeFile(`${file}.part`, raw);
      await rename(`${file}.part`, file);
      return { status: 'accepted' };
    } catch (error) {
      return { status: 'deferred', problem: `the outbox folder cannot be written: ${(error as Error).message}` };
    }
  }

  async holds(messageId: string): Promise<boolean> {
    return (await this.#find(messageId).catch(() => undefined)) !== undefined;
  }

  /** The name of the file that holds a message. */
  async #find(messageId: string): Promise<string | undefined> {
    return (await readdir(this.#folder)).find((name) => name.endsWith(endOf(messageId)));
  }
}

/** Letters, digits and dashes, so that no name leads out of the folder. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

const endOf = (messageId: string) => `.${plain(messageId)}.eml`;
