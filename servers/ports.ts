import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { ServerStartFailed } from './errors.ts';

/** Every server that is started here listens on this computer only. */
export const HOST = '127.0.0.1';

/**
 * Free ports are drawn below those that the system hands to outgoing connections (32768 and up on Linux, 49152 on macOS): a
 * port that a server leaves for a moment, to be started again on it, is not taken by a passing connection.
 */
const DRAWN = { from: 10_000, below: 32_000 };
const DRAWS = 100;

/** The port to use: the one asked for; for 0 one that nobody uses. Throws `ServerStartFailed` when it is taken. */
export async function usablePort(asked: number, title: string): Promise<number> {
  for (let draw = 1; ; draw++) {
    const port = asked === 0 ? randomInt(DRAWN.from, DRAWN.below) : asked;
    try {
      await tryOut(port);
      return port;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const isTaken = code === 'EADDRINUSE';
      if (isTaken && asked === 0 && draw < DRAWS) continue;
      const why = isTaken ? 'another program uses it' : message;
      throw new ServerStartFailed(
        `${title} cannot have port ${port}: ${why}. Choose another port, or stop that program.`,
      );
    }
  }
}

/** Listens on a port, and leaves it again. */
async function tryOut(port: number): Promise<void> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, resolve);
  });
  await new Promise((closed) => server.close(closed));
}
