/**
 * The engine's sums against a model of the money that was written apart from them (`money-model.ts`), on arbitrary histories in
 * any order and with repetitions. The chaos runs hold the database against the same model.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contestedCents, demandableCents } from '../../../ladder/contested.ts';
import { type InvoiceEvent, SIGNALS } from '../../../ladder/events.ts';
import { type Facts, openCents, paidCents, withEvents } from '../../../ladder/facts.ts';
import { outsideForm } from '../../../ladder/outside-form.ts';
import { booksOf, type Told } from '../../support/money-model.ts';
import { histories, invoices } from '../invariants/generate.ts';

const RUNS = 5_000;

const signalOf = new Map(Object.entries(SIGNALS).map(([signal, type]) => [type as string, signal]));
const told = (event: InvoiceEvent): Told => ({
  id: event.id,
  what: signalOf.get(event.type)!,
  at: event.at,
  body: outsideForm(event),
});

/** An invoice, what happens to it, and the order in which that is heard: parts of it twice, or not yet. */
const heard = invoices.chain((facts) =>
  histories(facts).chain((script) => {
    const events = script.flatMap((scripted) => ('event' in scripted ? [scripted.event] : []));
    return fc
      .tuple(fc.shuffledSubarray(events), fc.subarray(events))
      .map(([some, again]) => ({ facts, events: [...some, ...again] }));
  }),
);

function always(property: (facts: Facts, books: ReturnType<typeof booksOf>) => void): void {
  fc.assert(
    fc.property(heard, ({ facts, events }) => {
      const books = booksOf(facts.registered.claimedCents, events.map(told));
      property(withEvents(facts, events), books);
    }),
    { numRuns: RUNS },
  );
}

describe('the engine counts as the model does', () => {
  test('what is open, and what of it was paid', () => {
    always((facts, books) => {
      expect(openCents(facts)).toBe(books.openCents);
      const kept = [...books.payments.values()].map(({ paidCents: paid, reversedCents }) => paid - reversedCents);
      expect(paidCents(facts)).toBe(kept.reduce((sum, cents) => sum + cents, 0));
    });
  });

  test('what nobody may ask for now: contested, or conceded and not yet credited', () => {
    always((facts, books) => {
      expect(contestedCents(facts)).toBe(books.contestedCents);
      expect(demandableCents(facts)).toBe(books.openCents - books.contestedCents);
    });
  });
});
