import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import http, { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { officialDownload } from './download.ts';
import { usablePort } from './ports.ts';
import { isProgram } from './programs.ts';
import { fakeProgram, silent, temporaryFolder } from './testing.ts';

const crane = { artifact: 'crane', version: '1.2.3', program: 'crane', title: 'the crane' };

/** A download service that answers with `listener`; returns its URL. */
const service = (listener: RequestListener) => listening(createServer(listener));

async function listening(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('the program is taken out of the archive that the service names for this platform', async () => {
  const source = temporaryFolder();
  fakeProgram(join(source, 'inner', 'crane'), 'echo lifted');
  const archive = join(source, 'crane.tar.gz');
  execFileSync('tar', ['-czf', archive, '-C', source, 'inner/crane']);
  const questions: string[] = [];
  const url = await service((request, response) => {
    questions.push(request.url ?? '');
    if (request.url === '/archive') response.end(readFileSync(archive));
    else response.end(JSON.stringify({ archiveUrl: `${url}/archive`, fileToExtract: 'inner/crane' }));
  });
  const folder = temporaryFolder();
  await officialDownload(crane, {}, { url }).install(folder, silent);
  expect(questions[0]).toMatch(/^\/crane\/v1\.2\.3\?arch=(amd64|arm64)&platform=(linux|darwin)&format=tar\.gz$/);
  expect(await isProgram(join(folder, 'crane'))).toBe(true);
  expect(readdirSync(folder)).not.toContain('archive.tar.gz');
});

test('a service that has no such version is the reason', async () => {
  const url = await service((_, response) => response.writeHead(404).end());
  await expect(officialDownload(crane, {}, { url }).install(temporaryFolder(), silent)).rejects.toThrow(/^HTTP 404$/);
});

test('a network that swallows everything is given up on soon', async () => {
  const url = await service(() => undefined);
  const attempt = officialDownload(crane, {}, { url, answerMs: 50 }).install(temporaryFolder(), silent);
  await expect(attempt).rejects.toThrow('no network (no answer in time)');
});

test('a closed network is the reason', async () => {
  const url = `http://127.0.0.1:${await usablePort(0, 'nobody')}`;
  const attempt = officialDownload(crane, {}, { url }).install(temporaryFolder(), silent);
  await expect(attempt).rejects.toThrow(/^no network \(/);
});

test.skipIf(http.setGlobalProxyFromEnv === undefined)('a proxy that the environment names is used', async () => {
  const wanted: string[] = [];
  const proxy = await listening(
    createServer().on('connect', (request, socket) => {
      wanted.push(request.url ?? '');
      socket.end('HTTP/1.1 503 Not today\r\n\r\n');
    }),
  );
  const download = officialDownload(crane, { http_proxy: proxy }, { url: 'http://download.invalid' });
  await expect(download.install(temporaryFolder(), silent)).rejects.toThrow('no network');
  expect(wanted).toEqual(['download.invalid:80']);
});
