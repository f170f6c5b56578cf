/** `npm run dev`: what `npm start` starts, with its options, and the editor with hot reload before it. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { readConfig } from '../server/config.ts';
import { runProgram } from './process.ts';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

await runProgram(async (started) => {
  const { port } = readConfig(process.env);
  const product = spawn(process.execPath, [file('start.ts'), ...process.argv.slice(2)], { stdio: 'inherit' });
  const ended = new Promise<void>((resolve) => product.once('exit', () => resolve()));
  // Ctrl-C reaches both; another signal is passed on.
  started.add(() => {
    product.kill('SIGTERM');
    return ended;
  });
  void ended.then(() => {
    if (!started.stopping) process.kill(process.pid, 'SIGTERM');
  });
  const vite = await createServer({
    configFile: file('../editor/vite.config.ts'),
    server: { host: '127.0.0.1', proxy: { '/api': `http://127.0.0.1:${port}` } },
  });
  started.add(() => vite.close());
  await vite.listen();
  console.log(`The editor, with hot reload: ${vite.resolvedUrls?.local[0] ?? ''}`);
});
