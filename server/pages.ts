/** The pages of the editor and desk: built files, served at every address that is not the API's. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Files under it have their content's hash in their name: one name never means two contents. */
const HASHED = 'assets/';
const YEAR = '365d';
/** Addresses that are the API's, also those that it does not have. */
const API = /^\/(api|healthz)(\/|$)/;

/** True for what asks for a page or a file of one, whoever asks: there is nothing in them but the program. */
export function asksForPage({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): boolean {
  return (method === 'GET' || method === 'HEAD') && !API.test(url.split('?', 1)[0]!);
}

/**
 * What answers requests for pages from a folder: a file, or the one page that the program draws all others in. Null where it
 * is neither. Only what is in the folder now can be named.
 */
export async function registerPages(app: FastifyInstance, folder: string | null) {
  const names = new Set(folder === null ? [] : filesIn(folder));
  if (names.size > 0) await app.register(fastifyStatic, { root: folder!, serve: false, preCompressed: true });

  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | null => {
    if (!asksForPage(request)) return null;
    const name = nameIn(request.url);
    if (name !== null && name !== 'index.html' && names.has(name)) {
      return name.startsWith(HASHED)
        ? reply.sendFile(name, { maxAge: YEAR, immutable: true })
        : reply.header('cache-control', 'no-cache').sendFile(name, { cacheControl: false });
    }
    // A file that is missing is no page: a program that was built anew must not be given HTML as its script.
    if (name === null || name.startsWith(HASHED) || !wantsHtml(request)) return null;
    if (!names.has('index.html')) return reply.status(503).type('text/html; charset=utf-8').send(NOT_BUILT);
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  };
}

function filesIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** The path of a URL without its first slash; null where it is none. */
function nameIn(url: string): string | null {
  try {
    return decodeURIComponent(url.split('?', 1)[0]!).slice(1);
  } catch {
    return null;
  }
}

const wantsHtml = ({ headers }: FastifyRequest) => /\btext\/html\b|\*\/\*/.test(headers.accept ?? '');

const NOT_BUILT = `<!doctype html>
<html lang="nl">
<meta charset="utf-8">
<title>Incassoladder</title>
<p>De schermen zijn nog niet gebouwd. Start het programma met <code>npm start</code>, of bouw ze met <code>npm run build</code> en start het opnieuw. De API werkt wel.</p>
<p lang="en">The screens have not been built yet. Start the program with <code>npm start</code>, or build them with <code>npm run build</code> and start it again. The API does work.</p>
</html>
`;
