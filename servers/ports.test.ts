import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { ServerStartFailed } from './errors.ts';
import { HOST, usablePort } from './ports.ts';

test('a free port lies below those of outgoing connections, drawn anew each time', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, () => usablePort(0, 'A server')));
  for (const port of ports) {
    expect(port).toBeGreaterThanOrEqual(10_000);
    expect(port).toBeLessThan(32_000);
  }
  expect(new Set(ports).size).toBeGreaterThan(1);
});

test('a port that was asked for and is taken is said, with what to do', async () => {
  const taken = createServer();
  const port = await usablePort(0, 'A server');
  await new Promise<void>((listening) => taken.listen(port, HOST, listening));
  const refusal = usablePort(port, 'The server');
  await expect(refusal).rejects.toThrow(ServerStartFailed);
  await expect(refusal).rejects.toThrow(`The server cannot have port ${port}: another program uses it. Choose another`);
  await new Promise((closed) => taken.close(closed));
});
