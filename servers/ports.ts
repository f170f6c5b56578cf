import { createServer, type Server } from 'node:net';
import { ServerStartFailed } from './errors.ts';

/** Every server that is started here listens on this computer only. */
export const HOST = '127.0.0.1';

/** The port to use: the one asked for, else one that nobody uses. Throws `ServerStartFailed` when it is taken. */
export async function usablePort(asked: number, title: string): Promise<number> {
  try {
    const server = await listen(asked);
    const address = server.address();
    await new Promise((closed) => server.close(closed));
    return typeof address === 'object' && address !== null ? address.port : asked;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another program uses it' : message;
    throw new ServerStartFailed(
      `${title} cannot have port ${asked}: ${why}. Choose another port, or stop that program.`,
    );
  }
}

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(server));
  });
}
