/** Any sequence of edits, over the shipped ladders and generated ones, keeps the document whole and can be taken back. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { make, redo, settle, startDraft, undo } from '../../../editor/document/draft.ts';
import { edit } from '../../../editor/document/edit.ts';
import { asked } from '../../../editor/document/testing.ts';
import { check } from '../../../ladder/check/check.ts';
import { compare } from '../../../ladder/compare/compare.ts';
import type { Ladder } from '../../../ladder/definition.ts';
import { shippedLadders } from '../../../ladder/library/library.ts';
import { readLadder } from '../../../ladder/schema.ts';
import { ladders } from '../invariants/generate.ts';

const anyLadder: fc.Arbitrary<Ladder> = fc.oneof(fc.constantFrom(...shippedLadders()), ladders);
const anySequence = fc.array(asked, { minLength: 1, maxLength: 25 });

/** What no edit may bring: the document could not be worked with any more. */
const SHAPE = ['duplicate-step', 'duplicate-outcome', 'unknown-step', 'cycle', 'unreachable', 'unknown-text'];
const broken = (ladder: Ladder) =>
  check(ladder)
    .filter(({ rule }) => SHAPE.includes(rule))
    .map(({ rule, step }) => `${rule} ${step}`);

describe('edits of a ladder', () => {
  test('a sequence of edits, taken back one by one, gives the same document, and every one between is whole', () => {
    let made = 0;
    fc.assert(
      fc.property(anyLadder, anySequence, (start, sequence) => {
        const before = structuredClone(start);
        const had = new Set(broken(start));
        const states: Ladder[] = [start];
        const inverses = [];
        const known = new Set(start.steps.map(({ id }) => id));
        let replaced = false;
        for (const ask of sequence) {
          const ladder = states.at(-1)!;
          const command = ask(ladder);
          // Commands are data: they survive a journey as text.
          const result = edit(ladder, JSON.parse(JSON.stringify(command)), known);
          if ('refused' in result) {
            expect(result.refused.nl).toMatch(/[.]$/);
            expect(result.refused.en).toMatch(/[.]$/);
            continue;
          }
          if (result.ladder === ladder) {
            expect(result.differences).toEqual([]);
            continue;
          }
          made++;
          replaced ||= command.type === 'replace';
          expect(readLadder(result.ladder)).toMatchObject({ ok: true });
          if (!replaced) expect(broken(result.ladder).filter((problem) => !had.has(problem))).toEqual([]);
          for (const id of result.added) {
            if (command.type !== 'replace') expect(known.has(id)).toBe(false);
            known.add(id);
          }
          const back = edit(result.ladder, result.inverse);
          expect('refused' in back ? back.refused.en : back.ladder).toEqual(ladder);
          states.push(result.ladder);
          inverses.push(result.inverse);
        }
        for (const inverse of inverses.toReversed()) {
          const ladder = states.pop()!;
          const back = edit(ladder, inverse);
          if ('refused' in back) throw new Error(back.refused.en);
          const former = states.at(-1)!;
          expect(back.ladder).toEqual(former);
          // What an edit did not touch is the very same value, forth and back.
          for (const step of back.ladder.steps) {
            const there = ladder.steps.find(({ id }) => id === step.id);
            const same = former.steps.find(({ id }) => id === step.id);
            expect(step === same).toBe(true);
            if (there && JSON.stringify(there) === JSON.stringify(step)) expect(there === step).toBe(true);
          }
        }
        expect(states).toHaveLength(1);
        expect(start).toEqual(before);
      }),
      { numRuns: 300 },
    );
    expect(made).toBeGreaterThan(500);
  });

  test('an inverse that went as text to a file and came back still gives the same document', () => {
    fc.assert(
      fc.property(anyLadder, asked, (ladder, ask) => {
        const result = edit(ladder, ask(ladder));
        if ('refused' in result) return;
        const back = edit(result.ladder, JSON.parse(JSON.stringify(result.inverse)));
        expect('refused' in back ? back.refused : back.ladder).toEqual(ladder);
      }),
      { numRuns: 300 },
    );
  });

  test('a draft goes back to what is published and forth to what was made, whatever was done on it', () => {
    fc.assert(
      fc.property(anyLadder, anySequence, fc.array(fc.boolean(), { maxLength: 25 }), (base, sequence, leaves) => {
        let draft = startDraft(base);
        for (const [index, ask] of sequence.entries()) {
          const result = make(draft, ask(draft.present));
          if (!('refused' in result)) draft = result.draft;
          if (leaves[index]) draft = settle(draft);
        }
        const last = draft.present;
        const count = draft.done.length;
        for (let turn = 0; turn < count; turn++) draft = undo(draft);
        expect(draft.present).toEqual(base);
        expect(draft.done).toEqual([]);
        for (let turn = 0; turn < count; turn++) draft = redo(draft);
        expect(draft.present).toEqual(last);
      }),
      { numRuns: 100 },
    );
  });

  test('an edit that changes something says so, in both languages', () => {
    fc.assert(
      fc.property(anyLadder, asked, (ladder, ask) => {
        const command = ask(ladder);
        const result = edit(ladder, command);
        if ('refused' in result || result.ladder === ladder) return;
        for (const { sentence } of compare(ladder, result.ladder)) {
          expect(sentence.nl).not.toMatch(/undefined|null|NaN|\[object/);
          expect(sentence.en).not.toMatch(/undefined|null|NaN|\[object/);
        }
        // A default may be spelled out, or no longer; a template or a text may be the one that is there.
        const mayMeanTheSame = ['set_ladder_field', 'set_event', 'replace', 'set_timings'].includes(command.type);
        if (!mayMeanTheSame) expect(result.differences.length).toBeGreaterThan(0);
        expect(result.label.nl).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
