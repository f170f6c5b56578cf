/**
 * Letters as one file for the printer. Pages are copied from the PDFs, not rendered anew: what is printed is byte for
 * byte what was kept and hashed. That takes a library that reads PDF, which pdfmake does not: `@cantoo/pdf-lib`, the
 * maintained continuation of pdf-lib.
 */
import { PageSizes, PDFDocument } from '@cantoo/pdf-lib';
import { LetterError } from './content.ts';

/** Letters as one file. */
export interface Batch {
  pdf: Buffer;
  pages: number;
  /** Where each letter stands; pages are counted from 1. */
  letters: { firstPage: number; pages: number }[];
}

/** One batch; more is printed as several. */
export const MAX_BATCH_LETTERS = 1_000;

/**
 * One PDF with all letters in their order. With `duplex`, each letter starts on an odd page: a letter with an odd number
 * of pages is followed by an empty one. The same letters give the same bytes. Throws a LetterError without letters, with
 * more than `MAX_BATCH_LETTERS`, and for one that is no PDF.
 */
export async function mergeLetters(pdfs: readonly Buffer[], { duplex = false } = {}): Promise<Batch> {
  if (pdfs.length === 0) throw new LetterError('There are no letters to print.');
  if (pdfs.length > MAX_BATCH_LETTERS) {
    throw new LetterError(`A batch has at most ${MAX_BATCH_LETTERS} letters; this one has ${pdfs.length}.`);
  }
  const batch = await PDFDocument.create({ updateMetadata: false });
  const letters: Batch['letters'] = [];
  for (const [index, pdf] of pdfs.entries()) {
    if (duplex && batch.getPageCount() % 2 === 1) batch.addPage(PageSizes.A4);
    const letter = await PDFDocument.load(pdf, { updateMetadata: false }).catch((error: Error) => {
      throw new LetterError(`Letter ${index + 1} of the batch is no PDF: ${error.message}`);
    });
    letters.push({ firstPage: batch.getPageCount() + 1, pages: letter.getPageCount() });
    for (const page of await batch.copyPages(letter, letter.getPageIndices())) batch.addPage(page);
  }
  return { pdf: Buffer.from(await batch.save()), pages: batch.getPageCount(), letters };
}
