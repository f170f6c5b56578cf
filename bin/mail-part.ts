import type { MailRules } from '../activities/mail/compose.ts';
import { OutboxFolder } from '../activities/mail/outbox-folder.ts';
import { SmtpTransport } from '../activities/mail/smtp.ts';
import type { MailTransport } from '../activities/mail/transport.ts';
import { type Config, isLoopback } from '../server/config.ts';
import { StartError } from './start-error.ts';

/** How mail leaves: by SMTP where it is set up, else into the outbox folder. A rehearsal writes to nobody. */
export function mailPart(
  config: Config,
  rehearsal: boolean,
): { transport: MailTransport; rules: MailRules; place: string } {
  if (config.smtpUrl === null) {
    const place = `mail goes to the folder ${config.outboxFolder} as .eml files`;
    return { transport: new OutboxFolder(config.outboxFolder), rules: { rehearsal }, place };
  }
  const { hostname, host } = new URL(config.smtpUrl);
  if (rehearsal && !isLoopback(hostname)) {
    throw new StartError(
      `This is a rehearsal, and SMTP_URL names ${host}: it must not write to real people. Leave out SMTP_URL, or let it name a mail catcher on this machine.`,
    );
  }
  return { transport: new SmtpTransport(config.smtpUrl), rules: { rehearsal }, place: `mail goes out by ${host}` };
}
