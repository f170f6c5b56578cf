/** Reads files that people wrote: each fault is a sentence with its place. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { CliError } from './output.ts';

/** Thrown when there is no file of a name. */
export class NoSuchFile extends CliError {}

/** The bytes of a file. Throws a CliError when they cannot be read. */
export async function readBytes(file: string): Promise<Buffer<ArrayBuffer>> {
  try {
    return await readFile(userPath(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new NoSuchFile(`There is no file "${file}"; mend its name.`);
    if (code === 'EISDIR') throw new CliError(`"${file}" is a folder; name a file in it.`);
    if (code === 'EACCES' || code === 'EPERM') throw new CliError(`"${file}" may not be read; change its rights.`);
    throw new CliError(`"${file}" cannot be read: ${message}.`);
  }
}

/** npm starts its scripts in the project's folder; names of files are meant from the folder in which npm was called. */
function userPath(file: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: calledFrom } = process.env;
  return script === 'ladder' && calledFrom ? resolve(calledFrom, file) : resolve(file);
}

/** The value in a JSON file. Throws a CliError that names the line and column of the first fault. */
export async function readJson(file: string): Promise<unknown> {
  const text = decode(file, await readBytes(file));
  try {
    return JSON.parse(text);
  } catch (error) {
    if (text.trim() === '') throw new CliError(`"${file}" is empty; write JSON in it.`);
    const fault = firstFault(text);
    if (!fault) throw new CliError(`"${file}" is not JSON: ${(error as Error).message}.`);
    const before = text.slice(0, fault.at).split('\n');
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    throw new CliError(`"${file}" is not JSON: ${place}: expected ${fault.expected}, but ${found(text, fault.at)}.`);
  }
}

function decode(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new CliError(`"${file}" is not written in UTF-8; save it with that encoding.`);
  }
}

const LONGEST_EXCERPT = 20;

function found(text: string, at: number): string {
  if (at >= text.length) return 'the file ends there';
  if (text[at] === '"') return 'the text there is not closed, or holds a line end or backslash that JSON does not take';
  const [word = ''] = /^(?:[\p{L}\p{N}_.+-]+|.)/su.exec(text.slice(at, at + 200)) ?? [];
  return `found ${JSON.stringify(word.length > LONGEST_EXCERPT ? `${word.slice(0, LONGEST_EXCERPT)}…` : word)}`;
}

type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing';

const SPACE = /[ \t\n\r]*/y;
const KEY = /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;
const SCALAR = new RegExp(
  `${KEY.source}|-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?(?![\\w.])|(?:true|false|null)\\b`,
  'uy',
);

/** Where a text stops being JSON, and what should stand there; null when it is JSON. */
function firstFault(text: string): { at: number; expected: string } | null {
  const open: ('{' | '[')[] = [];
  let at = 0;
  let expected: Expected = 'value';
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const ended = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end');
  for (;;) {
    take(SPACE);
    const char = text[at];
    const close = open.at(-1) === '{' ? '}' : ']';
    if (expected === 'nothing' && char === undefined) return null;
    if (expected.endsWith('or end') && char === close) {
      at++;
      open.pop();
      expected = ended();
    } else if (expected === 'comma or end' && char === ',') {
      at++;
      expected = open.at(-1) === '{' ? 'key' : 'value';
    } else if (expected === 'colon' && char === ':') {
      at++;
      expected = 'value';
    } else if (expected.startsWith('key') && take(KEY)) {
      expected = 'colon';
    } else if (expected.startsWith('value') && (char === '{' || char === '[')) {
      at++;
      open.push(char);
      expected = char === '{' ? 'key or end' : 'value or end';
    } else if (expected.startsWith('value') && take(SCALAR)) {
      expected = ended();
    } else {
      return { at, expected: wanted(expected, close) };
    }
  }
}

function wanted(expected: Expected, close: string): string {
  switch (expected) {
    case 'value':
      return 'a value';
    case 'value or end':
      return `a value or "${close}"`;
    case 'key':
      return 'a name in double quotes';
    case 'key or end':
      return `a name in double quotes or "${close}"`;
    case 'colon':
      return '":"';
    case 'comma or end':
      return `"," or "${close}"`;
    case 'nothing':
      return 'the end of the file';
  }
}
