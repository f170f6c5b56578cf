/**
 * Mail by SMTP, with an exact answer to the one question that matters: can the text have left?
 *
 * nodemailer's high-level transport reports every broken connection alike, so its SMTP connection is driven directly. The
 * message is a stream that is first read when the server has accepted DATA: from then on, no answer means in doubt.
 */
import { Readable } from 'node:stream';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailOutcome, MailTransport, RawMail } from './transport.ts';

const CONNECT_TIMEOUT_MS = 15_000;
const GREETING_TIMEOUT_MS = 15_000;
/** The longest silence of the server during a conversation. */
const SOCKET_TIMEOUT_MS = 45_000;
/** All of one mail; less than the activity's own time-out, so that its outcome is always recorded. */
export const WHOLE_TIMEOUT_MS = 90_000;

/** What nodemailer adds to an error. */
interface SmtpError extends Error {
  code?: string;
  command?: string;
  response?: string;
  responseCode?: number;
}

export class SmtpTransport implements MailTransport {
  readonly #url: string;
  readonly #wholeTimeoutMs: number;

  constructor(url: string, wholeTimeoutMs = WHOLE_TIMEOUT_MS) {
    this.#url = url;
    this.#wholeTimeoutMs = wholeTimeoutMs;
  }

  /** A mail server does not tell what it has taken. */
  async holds(): Promise<boolean> {
    return false;
  }

  async send(mail: RawMail): Promise<MailOutcome> {
    const { auth, ...options } = parseConnectionUrl(this.#url) as { auth?: { user: string; pass: string } };
    const connection = new SMTPConnection({
      ...options,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: GREETING_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
    });
    let textLeft = false;
    const message = new Readable({
      read() {
        textLeft = true;
        this.push(mail.raw);
        this.push(null);
      },
    });

    return new Promise<MailOutcome>((resolve) => {
      const settle = (outcome: MailOutcome) => {
        clearTimeout(timeout);
        resolve(outcome);
        connection.close();
      };
      const fail = (error: SmtpError) => settle(outcomeOf(error, textLeft));
      const timeout = setTimeout(() => fail(new Error('the mail server took too long')), this.#wholeTimeoutMs);
      const send = () =>
        connection.send({ from: mail.from, to: [mail.to], size: mail.raw.length }, message, (error) => {
          if (error) fail(error);
          else settle({ status: 'accepted' });
        });
      connection.on('error', fail);
      connection.connect((error) => {
        if (error) fail(error);
        else if (auth) connection.login(auth, (refused) => (refused ? fail(refused) : send()));
        else send();
      });
    });
  }
}

/** Commands by which a server judges this mail, rather than this sender's connection. */
const ABOUT_THIS_MAIL: readonly (string | undefined)[] = ['MAIL FROM', 'RCPT TO', 'DATA'];
/** Answers about the login (RFC 4954), whatever the command: no other mail would fare better. */
const ABOUT_THE_LOGIN: readonly number[] = [530, 534, 535, 538];
/** What nodemailer itself refuses to send: an address that is none, a mail larger than the server takes. */
const OWN_REFUSALS: readonly (string | undefined)[] = ['EENVELOPE', 'EMESSAGE'];

function outcomeOf(error: SmtpError, textLeft: boolean): MailOutcome {
  const problem = error.response ?? error.message;
  const code = error.responseCode;
  // An answer of the server is certain, before and after the text.
  if (code !== undefined && code >= 500 && ABOUT_THIS_MAIL.includes(error.command) && !ABOUT_THE_LOGIN.includes(code))
    return { status: 'refused', problem };
  if (code !== undefined && error.command !== 'CONN') return { status: 'deferred', problem };
  if (textLeft) return { status: 'in_doubt', problem };
  if (code === undefined && OWN_REFUSALS.includes(error.code)) return { status: 'refused', problem };
  return { status: 'deferred', problem };
}
