/** The pages: built files beside the API, for everybody, and nothing but them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useApi } from '../support/api.ts';
import { aUser } from '../support/people.ts';

const outside = mkdtempSync(join(tmpdir(), 'pages-'));
const folder = join(outside, 'dist');
beforeAll(() => {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(outside, 'geheim.txt'), 'geheim');
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Desk</title>');
  writeFileSync(join(folder, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {};');
});
afterAll(() => rmSync(outside, { recursive: true }));

const HTML = { accept: 'text/html,application/xhtml+xml' };

describe('with built pages', () => {
  const api = useApi({ pages: folder });

  test('every address of the program is the one page, also for who is not signed in', async () => {
    await aUser(api, ['operator']);
    for (const url of ['/', '/ladders/zeven-stappen?tab=canvas', '/index.html', '/inbox']) {
      const { status, body, headers } = await api.get(url, HTML);
      expect({ url, status, body }).toEqual({ url, status: 200, body: '<!doctype html><title>Desk</title>' });
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers['content-type']).toMatch(/^text\/html/);
    }
  });

  test('files come with their type; what has its hash in its name is kept for good', async () => {
    const script = await api.get('/assets/main-abc123.js');
    expect(script.headers).toMatchObject({ 'cache-control': 'public, max-age=31536000, immutable' });
    expect(script.headers['content-type']).toMatch(/^text\/javascript|^application\/javascript/);
    const icon = await api.get('/icon.svg');
    expect(icon).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('image/svg+xml') } });
    expect(icon.headers['cache-control']).toBe('no-cache');
    const again = await api.get('/icon.svg', { 'if-none-match': String(icon.headers.etag) });
    expect(again.status).toBe(304);
  });

  test('nothing is loaded from elsewhere, and styles may stand at what is drawn', async () => {
    const policy = String((await api.get('/', HTML)).headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
    expect(policy).not.toContain('https:');
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
  });

  test('nothing outside the folder is named', async () => {
    for (const url of [
      '/../geheim.txt',
      '/..%2fgeheim.txt',
      '/%2e%2e/geheim.txt',
      '/assets/..%2f..%2fgeheim.txt',
      '/assets/%5c..%5cgeheim.txt',
      '//geheim.txt',
      `/${encodeURIComponent(join(outside, 'geheim.txt'))}`,
    ]) {
      const { body } = await api.get(url);
      expect({ url, told: JSON.stringify(body).includes('geheim"') }).toEqual({ url, told: false });
      expect(body).not.toBe('geheim');
    }
  });

  test('a missing script is no page, and an address of the API never is', async () => {
    expect(await api.get('/assets/oud-def456.js', { accept: '*/*' })).toMatchObject({ status: 404 });
    expect((await api.get('/icon.png', { accept: 'image/png' })).body).toMatchObject({ code: 'route_not_found' });
    expect((await api.get('/api/nergens', HTML)).body).toMatchObject({ code: 'route_not_found' });
    expect((await api.get('/api', HTML)).status).toBe(404);
    expect((await api.post('/inbox', {}, HTML)).status).toBe(404);
    await aUser(api, ['operator']);
    expect((await api.get('/api/nergens', HTML)).status).toBe(401);
    expect((await api.post('/inbox', {}, HTML)).status).toBe(401);
  });

  test('a HEAD tells what a GET would', async () => {
    const reply = await api.app.inject({ method: 'HEAD', url: '/', headers: HTML });
    expect([reply.statusCode, reply.body]).toEqual([200, '']);
  });
});

describe('without built pages', () => {
  const api = useApi({ pages: join(outside, 'nergens') });

  test('a page says how they are built, and the API works', async () => {
    const { status, body } = await api.get('/', HTML);
    expect(status).toBe(503);
    expect(body).toContain('npm run build');
    expect((await api.get('/healthz')).status).toBe(200);
    expect((await api.get('/nergens')).status).toBe(404);
  });
});
