/** A mail server on this machine that behaves as a test wants. */
import type { AddressInfo, Server, Socket } from 'node:net';
import { type SMTPServerDataStream, type SMTPServerOptions, SMTPServer as Smtp } from 'smtp-server';
import { onTestFinished } from 'vitest';

const HOST = '127.0.0.1';

export interface SmtpServer {
  url: string;
  /** The texts that it took, whole. */
  taken: string[];
  /** Breaks all connections, as a cut line does. */
  dropLine(): void;
}

export interface SmtpBehaviour extends Omit<SMTPServerOptions, 'onData'> {
  /** What it answers when the whole text is there; nothing at all when left out. */
  answer?: (server: SmtpServer) => Error | 'accepted' | 'silence';
  /** Called once when the first of the text comes in. */
  onText?: (server: SmtpServer) => void;
}

/** Starts a server that takes every mail, unless told otherwise. It ends with the test. */
export async function aSmtpServer(behaviour: SmtpBehaviour = {}): Promise<SmtpServer> {
  const { answer = () => 'accepted', onText, ...options } = behaviour;
  const sockets = new Set<Socket>();
  const server: SmtpServer = {
    url: '',
    taken: [],
    dropLine() {
      for (const socket of sockets) socket.destroy();
    },
  };
  const smtp = new Smtp({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    ...options,
    onData(stream: SMTPServerDataStream, _session, callback) {
      const chunks: Buffer[] = [];
      stream.once('data', () => onText?.(server));
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const reply = answer(server);
        if (reply === 'silence') return;
        if (reply === 'accepted') server.taken.push(Buffer.concat(chunks).toString('latin1'));
        callback(reply === 'accepted' ? null : reply);
      });
    },
  });
  // A line that a test cuts, or a handshake that fails, is no defect of the server.
  smtp.on('error', () => undefined);
  const listener = smtp.server as Server;
  listener.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => smtp.listen(0, HOST, resolve));
  onTestFinished(async () => {
    server.dropLine();
    await new Promise<void>((resolve) => smtp.close(resolve));
  });
  server.url = `smtp://${HOST}:${(listener.address() as AddressInfo).port}`;
  return server;
}

/** An answer of a mail server, such as `said(550, 'no such mailbox')`. */
export function said(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
