import { createHash, randomUUID } from 'node:crypto';
import type { Db, Tx } from './database.ts';

export interface DocumentInput {
  kind: 'pdf' | 'ubl';
  fileName: string;
  mimeType: string;
  content: Uint8Array;
}

export async function addDocument(tx: Tx, invoiceId: string, document: DocumentInput): Promise<void> {
  await tx
    .insertInto('invoice_documents')
    .values({
      id: randomUUID(),
      invoice_id: invoiceId,
      kind: document.kind,
      file_name: document.fileName,
      mime_type: document.mimeType,
      sha256: createHash('sha256').update(document.content).digest('hex'),
      content: Buffer.from(document.content),
    })
    .execute();
}

/** Puts a PDF in the place of the one that an invoice had. */
export async function replacePdf(tx: Tx, invoiceId: string, document: DocumentInput): Promise<void> {
  await tx.deleteFrom('invoice_documents').where('invoice_id', '=', invoiceId).where('kind', '=', 'pdf').execute();
  await addDocument(tx, invoiceId, document);
}

/** The invoice's own PDF, as uploaded or embedded in its UBL; null when there is none. */
export async function invoicePdf(
  db: Db | Tx,
  invoiceId: string,
): Promise<{ fileName: string; content: Buffer } | null> {
  const row = await db
    .selectFrom('invoice_documents')
    .select(['file_name', 'content'])
    .where('invoice_id', '=', invoiceId)
    .where('kind', '=', 'pdf')
    .orderBy('id')
    .executeTakeFirst();
  return row ? { fileName: row.file_name, content: Buffer.from(row.content) } : null;
}
