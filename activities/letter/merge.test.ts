import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { describeLooking, pagesOf } from '../../test/support/poppler.ts';
import { invoices, letter, letterAbout, shippedText } from './fixtures.ts';
import { MAX_BATCH_LETTERS, mergeLetters } from './merge.ts';
import { renderLetter } from './render.ts';

const ONE_PAGE = await renderLetter(letter({ text: shippedText('eerste-herinnering') }));
const TWO_PAGES = await renderLetter(letterAbout(invoices(20)));

const merged = async (...[letters, options]: Parameters<typeof mergeLetters>) =>
  (await mergeLetters(letters, options)).pdf;
const pageCount = async (pdf: Buffer) => (await PDFDocument.load(pdf)).getPageCount();

test('a batch has the pages of its letters', async () => {
  expect(await pageCount(await merged([ONE_PAGE, TWO_PAGES, ONE_PAGE]))).toBe(4);
});

test('printed on both sides, each letter starts on a sheet of its own', async () => {
  expect(await pageCount(await merged([ONE_PAGE, TWO_PAGES, ONE_PAGE], { duplex: true }))).toBe(5);
  expect(await pageCount(await merged([ONE_PAGE, ONE_PAGE, TWO_PAGES], { duplex: true }))).toBe(6);
});

test('a batch says where each letter stands', async () => {
  const { pages, letters } = await mergeLetters([ONE_PAGE, TWO_PAGES, ONE_PAGE], { duplex: true });
  expect(pages).toBe(5);
  expect(letters).toEqual([
    { firstPage: 1, pages: 1 },
    { firstPage: 3, pages: 2 },
    { firstPage: 5, pages: 1 },
  ]);
});

test('the same letters are the same batch', async () => {
  const [first, second] = [await merged([ONE_PAGE, TWO_PAGES]), await merged([ONE_PAGE, TWO_PAGES])];
  expect(second.equals(first)).toBe(true);
});

test('a batch without letters, with too many, or with something else is refused', async () => {
  await expect(merged([])).rejects.toThrow('There are no letters to print.');
  await expect(merged(Array.from({ length: MAX_BATCH_LETTERS + 1 }, () => ONE_PAGE))).rejects.toThrow(
    'A batch has at most 1000 letters; this one has 1001.',
  );
  await expect(merged([ONE_PAGE, Buffer.from('geen brief')])).rejects.toThrow('Letter 2 of the batch is no PDF:');
});

describeLooking('a batch on paper', () => {
  test('shows each letter as it was, with an empty page where a sheet is not full', async () => {
    const pages = pagesOf(await merged([ONE_PAGE, TWO_PAGES, ONE_PAGE], { duplex: true }));
    expect(pages.map((page) => /Pagina \d van \d/.exec(page)?.[0] ?? '')).toEqual([
      'Pagina 1 van 1',
      '',
      'Pagina 1 van 2',
      'Pagina 2 van 2',
      'Pagina 1 van 1',
    ]);
    expect(pages[0]).toBe(pagesOf(ONE_PAGE)[0]);
  });
});
