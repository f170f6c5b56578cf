import { PDFDocument } from '@cantoo/pdf-lib';
import { expect, test } from 'vitest';
import { describeLooking, pagesOf } from '../../test/support/poppler.ts';
import { letter, shippedText } from './fixtures.ts';
import { MAX_BATCH_LETTERS, mergeLetters } from './merge.ts';
import { renderLetter } from './render.ts';

const ONE_PAGE = await renderLetter(letter({ text: shippedText('eerste-herinnering') }));
const TWO_PAGES = await renderLetter(letter());

const pageCount = async (pdf: Buffer) => (await PDFDocument.load(pdf)).getPageCount();

test('a batch has the pages of its letters', async () => {
  expect(await pageCount(await mergeLetters([ONE_PAGE, TWO_PAGES, ONE_PAGE]))).toBe(4);
});

test('printed on both sides, each letter starts on a sheet of its own', async () => {
  expect(await pageCount(await mergeLetters([ONE_PAGE, TWO_PAGES, ONE_PAGE], { duplex: true }))).toBe(5);
  expect(await pageCount(await mergeLetters([ONE_PAGE, ONE_PAGE, TWO_PAGES], { duplex: true }))).toBe(6);
});

test('the same letters are the same batch', async () => {
  const [first, second] = [await mergeLetters([ONE_PAGE, TWO_PAGES]), await mergeLetters([ONE_PAGE, TWO_PAGES])];
  expect(second.equals(first)).toBe(true);
});

test('a batch without letters, with too many, or with something else is refused', async () => {
  await expect(mergeLetters([])).rejects.toThrow('There are no letters to print.');
  await expect(mergeLetters(Array.from({ length: MAX_BATCH_LETTERS + 1 }, () => ONE_PAGE))).rejects.toThrow(
    'A batch has at most 1000 letters; this one has 1001.',
  );
  await expect(mergeLetters([ONE_PAGE, Buffer.from('geen brief')])).rejects.toThrow('Letter 2 of the batch is no PDF:');
});

describeLooking('a batch on paper', () => {
  test('shows each letter as it was, with an empty page where a sheet is not full', async () => {
    const pages = pagesOf(await mergeLetters([ONE_PAGE, TWO_PAGES, ONE_PAGE], { duplex: true }));
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
