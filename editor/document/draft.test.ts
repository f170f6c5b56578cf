import { describe, expect, test } from 'vitest';
import { shipped } from '../../ladder/library/fixtures.ts';
import type { Command } from './command.ts';
import { changesSince, type Draft, make, redo, settle, startDraft, undo } from './draft.ts';

const SEVEN = shipped('zeven-stappen');

function doing(draft: Draft, ...commands: Command[]): Draft {
  return commands.reduce((state, command) => {
    const result = make(state, command);
    if ('refused' in result) throw new Error(result.refused.en);
    return result.draft;
  }, draft);
}

const days = (count: number): Command => ({ type: 'set_days', step: 'ingebrekestelling', days: count });
const body = (text: string): Command => ({
  type: 'set_text',
  step: 'ingebrekestelling',
  language: 'nl',
  text: { ...SEVEN.texts.nl.ingebrekestelling!, body: text },
});
const labels = ({ done }: Draft) => done.map(({ label }) => label.nl);

describe('a draft', () => {
  test('what was done can be undone and made again, each told by its label', () => {
    const draft = doing(startDraft(SEVEN), days(35), { type: 'delete_step', step: 'tweede-herinnering' });
    expect(labels(draft)).toEqual(['Ingebrekestelling: dag 40 → dag 35', 'Verwijderd: ‘Tweede herinnering’']);
    const back = undo(undo(draft));
    expect(back.present).toEqual(SEVEN);
    expect(undo(back)).toBe(back);
    const again = redo(redo(back));
    expect(again.present).toEqual(draft.present);
    expect(labels(again)).toEqual(labels(draft));
    expect(redo(again)).toBe(again);
  });

  test('dragging one step is one edit, from where it stood to where it was let go', () => {
    const draft = doing(startDraft(SEVEN), days(39), days(37), days(35));
    expect(labels(draft)).toEqual(['Ingebrekestelling: dag 40 → dag 35']);
    expect(undo(draft).present).toEqual(SEVEN);
  });

  test('a drag that ends where it began leaves nothing to undo', () => {
    const draft = doing(startDraft(SEVEN), days(39), days(40));
    expect(draft.done).toEqual([]);
    expect(draft.present).toEqual(SEVEN);
  });

  test('typing in one text is one edit until the user leaves it', () => {
    const typed = doing(startDraft(SEVEN), body('G'), body('Ge'), body('Geachte'));
    expect(labels(typed)).toEqual(['Ingebrekestelling: Nederlandse tekst gewijzigd']);
    const more = doing(settle(typed), body('Geachte heer'));
    expect(more.done).toHaveLength(2);
    expect(undo(more).present.texts.nl.ingebrekestelling!.body).toBe('Geachte');
  });

  test('edits on one control with another between them stay apart, and so do those before and after an undo', () => {
    const draft = doing(startDraft(SEVEN), days(39), body('Anders'), days(38));
    expect(draft.done).toHaveLength(3);
    expect(doing(undo(draft), body('Nog anders')).done).toHaveLength(3);
    expect(doing(redo(undo(doing(startDraft(SEVEN), days(39)))), days(38)).done).toHaveLength(2);
  });

  test('a new edit forgets what was undone; one that changes nothing, or is refused, forgets nothing', () => {
    const undone = undo(doing(startDraft(SEVEN), days(35)));
    expect(doing(undone, body('Anders')).undone).toEqual([]);
    expect(doing(undone, days(40))).toBe(undone);
    expect(make(undone, days(Number.NaN))).toMatchObject({ refused: { nl: 'Ingebrekestelling, dagen: vul iets in.' } });
  });

  test('the id of a step that was deleted, or published before, goes to no other step', () => {
    const insert: Command = {
      type: 'insert_step',
      at: { from: 'tweede-herinnering', port: 'next' },
      step: { kind: 'send', notice: 'demand' },
    };
    const draft = doing(startDraft(SEVEN, SEVEN, ['aanmaning']), insert);
    expect(draft.present.steps.map(({ id }) => id)).toContain('aanmaning-2');
    const again = doing(draft, { type: 'delete_step', step: 'aanmaning-2' }, insert);
    expect(again.present.steps.map(({ id }) => id)).toContain('aanmaning-3');
  });

  test('the ids of a document that was read in and discarded go to no other step either', () => {
    const template: Command = { type: 'replace', ladder: shipped('onderhandelen'), because: 'template' };
    const draft = doing(startDraft(SEVEN), template, { type: 'replace', ladder: SEVEN, because: 'discard' });
    expect(draft.taken).toContain('sommatie');
  });

  test('what changed since the published version is told', () => {
    const draft = doing(startDraft(SEVEN), days(35), body('Anders'));
    expect(changesSince(draft).map(({ sentence }) => sentence.nl)).toEqual([
      'Ingebrekestelling: dag 40 → dag 35',
      'Ingebrekestelling: Nederlandse tekst gewijzigd',
    ]);
    expect(changesSince(undo(undo(draft)))).toEqual([]);
  });

  test('a draft is a plain value: it survives a journey as text, with all that can be undone', () => {
    const draft = doing(startDraft(SEVEN), days(35), { type: 'delete_step', step: 'tweede-herinnering' });
    const read: Draft = JSON.parse(JSON.stringify(draft));
    expect(undo(undo(read)).present).toEqual(SEVEN);
  });
});
