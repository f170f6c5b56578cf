/** Reads the PDFs of tests as a person would: their text, where it stands, and what a camera sees. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import decodeQR from 'qr/decode.js';
import { describe } from 'vitest';
import { hasPoppler } from '../../servers/poppler.ts';

const HOW_TO_HAVE_IT =
  'Install it (Debian: apt-get install poppler-utils), or run the tests by `npm test`, which does.';
/** So fine that a module of a payment code is five dots wide. */
const CAMERA_DPI = 200;

const there = await hasPoppler();
if (!there) {
  const problem = `poppler-utils is not installed: the tests that look at letters are SKIPPED. ${HOW_TO_HAVE_IT}`;
  if (process.env.CI === 'true') throw new Error(problem.replace('SKIPPED', 'missing'));
  console.warn(`\n*** ${problem} ***\n`);
}

/** Tests that look at PDFs; skipped, said aloud, where poppler-utils is not installed. On a build server they fail. */
export const describeLooking = describe.skipIf(!there);

/** The text of each page, as it is laid out. */
export function pagesOf(pdf: Buffer): string[] {
  return onFile(pdf, (file) => execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' }))
    .split('\f')
    .slice(0, -1);
}

/** The text of all pages in reading order, white space folded. */
export function textOf(pdf: Buffer): string {
  return onFile(pdf, (file) => execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' })).replace(/\s+/g, ' ');
}

/** A word and where it stands on its page, in millimetres from the page's left and upper edge. */
export interface Word {
  text: string;
  /** Counted from 1. */
  page: number;
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export function wordsOf(pdf: Buffer): Word[] {
  const xml = onFile(pdf, (file) => execFileSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8' }));
  const millimetres = (points: string) => (Number(points) * 25.4) / 72;
  return xml.split('<page ').flatMap((page, index) =>
    [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)<\/word>/g)].map(
      ([, left, top, right, bottom, text]) => ({
        text: text!.replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'),
        page: index,
        left: millimetres(left!),
        top: millimetres(top!),
        right: millimetres(right!),
        bottom: millimetres(bottom!),
      }),
    ),
  );
}

/** What the QR code on a page says. Throws when there is none that can be read. */
export function scanned(pdf: Buffer, page: number): string {
  const at = String(page);
  const args = ['-r', String(CAMERA_DPI), '-f', at, '-l', at];
  const ppm = onFile(pdf, (file) => execFileSync('pdftoppm', [...args, file], { maxBuffer: 64 * 1024 * 1024 }));
  const [head, width, height] = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 40).toString('latin1'))!;
  const data = new Uint8Array(ppm.subarray(head.length));
  return decodeQR({ width: Number(width), height: Number(height), data }, { timeLimit: 10_000 });
}

function onFile<T>(pdf: Buffer, read: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'letter-'));
  try {
    const file = join(folder, 'letter.pdf');
    writeFileSync(file, pdf);
    return read(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The file as poppler's other programs see it, such as `pdffonts`. */
export function output(program: string, pdf: Buffer): string {
  return onFile(pdf, (file) => execFileSync(program, [file], { encoding: 'utf8' }));
}
