/** What the post room does: it prints what waits, posts it, and hears what comes back. */
import type { CivilDate } from '../../ladder/time/civil.ts';
import type { World } from './harness.ts';

interface Batch {
  id: string;
  letters: number;
  dated: CivilDate;
  post_by: CivilDate;
}

/** Prints the letters that wait, as one batch. */
export async function printLetters(world: World): Promise<Batch> {
  const batch = await world.call<Batch>('POST', '/api/letters/batches', {});
  await world.settled();
  return batch;
}

/** Confirms that a batch was posted, today or as stated; returns how many of its letters count as posted by that. */
export async function postLetters(world: World, batch: string, on?: CivilDate): Promise<number> {
  const body = { by: 'Sanne', ...(on && { on }) };
  const { posted } = await world.call<{ posted: number }>('POST', `/api/letters/batches/${batch}/posted`, body);
  await world.settled();
  return posted;
}

/** The letters that wait to be printed: "notice-of-default ingebrekestelling". */
export async function queue(world: World): Promise<string[]> {
  const { data } = await world.call<{ data: { kind: string; step: string }[] }>('GET', '/api/letters');
  return data.map(({ kind, step }) => `${kind} ${step}`);
}

/** The dispatch of a step that left last. */
export async function dispatchOf(world: World, invoice: string, step: string): Promise<string> {
  const { dispatch_id } = await world.db
    .selectFrom('dispatch_lines')
    .select('dispatch_id')
    .where('invoice_id', '=', invoice)
    .where('step', '=', step)
    .orderBy('round', 'desc')
    .executeTakeFirstOrThrow();
  return dispatch_id;
}

/** The pages of a batch. */
export async function pdfOf(world: World, batch: string): Promise<Buffer> {
  const { pdf } = await world.db
    .selectFrom('letter_batches')
    .select('pdf')
    .where('id', '=', batch)
    .executeTakeFirstOrThrow();
  return Buffer.from(pdf);
}
