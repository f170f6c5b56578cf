/** A line between two programs on this machine that a test can cut, slow down or take away. */
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { HOST } from '../../servers/ports.ts';

/** One connection through the line. */
export interface Link {
  readonly openedAt: number;
  closedAt: number | null;
  /** True when the line was cut under it, rather than closed by one of its ends. */
  cut: boolean;
  /** What flows is shown to the watcher before it is passed on; `cut` instead of passing it on breaks the link. */
  break(): void;
}

/** Sees what flows over a link. Returning `cut` breaks the link in place of passing the piece on. */
export type Watcher = (link: Link, from: 'client' | 'server', piece: Buffer) => 'pass' | 'cut';

export class Line {
  /** How long every piece is held up. */
  delayMs = 0;
  /** How many connections were cut or refused. */
  broken = 0;
  readonly #server: Server;
  readonly #links = new Set<Link>();
  #away = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async to(port: number, watch: Watcher = () => 'pass'): Promise<Line> {
    const server = createServer();
    const line = new Line(server);
    server.on('connection', (client) => line.#join(client, port, watch));
    await new Promise<void>((listening) => server.listen(0, HOST, listening));
    return line;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  /** True while a connection goes through it. */
  get isUsed(): boolean {
    return this.#links.size > 0;
  }

  /** Breaks every connection; new ones are taken. Returns how many it broke. */
  cut(): number {
    const links = [...this.#links];
    for (const link of links) link.break();
    return links.length;
  }

  /** From now on nobody is there: connections break, and new ones are refused. */
  goAway(): number {
    this.#away = true;
    return this.cut();
  }

  comeBack(): void {
    this.#away = false;
  }

  async close(): Promise<void> {
    this.goAway();
    await new Promise((closed) => this.#server.close(closed));
  }

  #join(client: Socket, port: number, watch: Watcher): void {
    client.on('error', () => undefined);
    if (this.#away) {
      this.broken++;
      client.resetAndDestroy();
      return;
    }
    const server = dial(port, HOST);
    server.on('error', () => undefined);
    const link: Link = {
      openedAt: Date.now(),
      closedAt: null,
      cut: false,
      break: () => {
        if (link.closedAt !== null) return;
        link.cut = true;
        this.broken++;
        client.resetAndDestroy();
        server.resetAndDestroy();
      },
    };
    this.#links.add(link);
    const close = () => {
      link.closedAt ??= Date.now();
      this.#links.delete(link);
    };
    const carry = (from: Socket, to: Socket, who: 'client' | 'server') => {
      from.setNoDelay(true);
      from.on('data', (piece) => {
        const pass = () => {
          if (link.closedAt !== null) return;
          if (watch(link, who, piece) === 'cut') link.break();
          else to.write(piece);
        };
        if (this.delayMs > 0) setTimeout(pass, this.delayMs);
        else pass();
      });
      // What is held up still goes out before the end does.
      from.on('close', () => {
        setTimeout(() => to.destroy(), this.delayMs);
        close();
      });
    };
    carry(client, server, 'client');
    carry(server, client, 'server');
  }
}
