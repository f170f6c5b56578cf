import { describe, expect, test } from 'vitest';
import { check, errorsOf } from '../../ladder/check/check.ts';
import { compare } from '../../ladder/compare/compare.ts';
import { CHARGES, type Ladder, NOTICE_KINDS, type Step, type StepId } from '../../ladder/definition.ts';
import { type EdgeRef, edgesOf } from '../../ladder/edges.ts';
import { shipped } from '../../ladder/library/fixtures.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { renderNotice } from '../../ladder/texts.ts';
import type { Command, NewStep } from './command.ts';
import { type Edited, edit } from './edit.ts';
import { copySteps } from './paste.ts';

const SEVEN = shipped('zeven-stappen');

function made(ladder: Ladder, command: Command, taken?: ReadonlySet<StepId>): Edited {
  const result = edit(ladder, command, taken);
  if ('refused' in result) throw new Error(result.refused.en);
  return result;
}

function refused(ladder: Ladder, command: Command) {
  const result = edit(ladder, command);
  if (!('refused' in result)) throw new Error(`Not refused: ${result.label.en}`);
  return result;
}

function stepIn<K extends Step['kind']>(ladder: Ladder, id: StepId, kind: K): Extract<Step, { kind: K }> {
  return ladder.steps.find((step) => step.id === id && step.kind === kind) as Extract<Step, { kind: K }>;
}

const behind = (id: StepId): EdgeRef => ({ from: id, port: 'next' });

describe('days and fields', () => {
  test('days of a step change in its own anchor, and the label says from what to what', () => {
    const { ladder, label, inverse } = made(SEVEN, { type: 'set_days', step: 'ingebrekestelling', days: 35 });
    expect(stepIn(ladder, 'ingebrekestelling', 'send').when).toMatchObject({ days: 35, after: 'due', latest: 45 });
    expect(label).toEqual({ nl: 'Ingebrekestelling: dag 40 → dag 35', en: 'Notice of default: day 40 → day 35' });
    expect(made(ladder, inverse).ladder).toEqual(SEVEN);
    for (const [index, step] of SEVEN.steps.entries()) {
      if (step.id !== 'ingebrekestelling') expect(ladder.steps[index]).toBe(step);
    }
  });

  test('what is set to what it is changes nothing at all', () => {
    const same = made(SEVEN, { type: 'set_days', step: 'ingebrekestelling', days: 40 });
    expect(same.ladder).toBe(SEVEN);
    expect(same.label.nl).toBe('Niets gewijzigd');
  });

  test('an empty or impossible value is refused in words, never kept', () => {
    const days = (count: number) =>
      refused(SEVEN, { type: 'set_days', step: 'ingebrekestelling', days: count }).refused.nl;
    expect(days(Number.NaN)).toBe('Ingebrekestelling, dagen: vul iets in.');
    expect(days(2.5)).toBe('Ingebrekestelling, dagen: vul een heel getal in.');
    expect(days(5_000)).toBe('Ingebrekestelling, dagen: kies 1000 of minder.');
    const name: Command = { type: 'rename_step', step: 'ingebrekestelling', language: 'en', name: '' };
    expect(refused(SEVEN, name).refused.en).toBe('Notice of default, name: fill something in.');
    const text = { subject: 'x'.repeat(300), body: 'y' };
    expect(refused(SEVEN, { type: 'set_text', step: 'ingebrekestelling', language: 'nl', text }).refused.nl).toBe(
      'Ingebrekestelling, onderwerp: houd het bij 200 tekens.',
    );
  });

  test('a field that a kind of step does not have is refused, and so is taking out what it needs', () => {
    const command: Command = { type: 'set_field', step: 'overdragen', field: 'channel', value: 'letter' };
    expect(refused(SEVEN, command).refused.nl).toContain('‘Overdragen aan incasso’ is een ander soort stap');
    const call = SEVEN.steps.find(({ kind }) => kind === 'call')!;
    expect(refused(SEVEN, { type: 'set_field', step: call.id, field: 'deadline', value: null }).refused.nl).toContain(
      'kan hier niet zonder',
    );
    expect(refused(SEVEN, { type: 'set_days', step: 'weg', days: 1 }).refused.nl).toContain('‘weg’');
  });

  test('a note, a term and a deadline can be taken out again', () => {
    const noted = made(SEVEN, { type: 'set_field', step: 'ingebrekestelling', field: 'note', value: 'Let op' }).ladder;
    const gone = made(noted, { type: 'set_field', step: 'ingebrekestelling', field: 'note', value: null }).ladder;
    expect('note' in stepIn(gone, 'ingebrekestelling', 'send')).toBe(false);
    const task = SEVEN.steps.find((step) => step.kind === 'task' && step.deadline)!;
    const waits = made(SEVEN, { type: 'set_field', step: task.id, field: 'deadline', value: null }).ladder;
    expect(stepIn(waits, task.id, 'task').deadline).toBeUndefined();
    const limited = made(waits, {
      type: 'set_field',
      step: task.id,
      field: 'deadline',
      value: { days: 4, unit: 'days' },
    });
    expect(stepIn(limited.ladder, task.id, 'task').deadline).toMatchObject({ days: 4 });
  });

  test('an agreed rate goes with the interest that it was for', () => {
    const ladder = shipped('stappenplan');
    const interest = made(ladder, {
      type: 'set_field',
      step: 'incassokosten',
      field: 'charge',
      value: 'interest',
    }).ladder;
    const rated = made(interest, {
      type: 'set_field',
      step: 'incassokosten',
      field: 'contractualRate',
      value: 800,
    }).ladder;
    const costs = made(rated, {
      type: 'set_field',
      step: 'incassokosten',
      field: 'charge',
      value: 'collection-costs',
    }).ladder;
    expect(costs.steps).toEqual(ladder.steps);
  });

  test('several steps keep their places in one edit, told by the one that moved', () => {
    const when = (id: StepId, days: number) => ({ step: id, when: { ...stepIn(SEVEN, id, 'send').when, days } });
    const { label, ladder, inverse } = made(SEVEN, {
      type: 'set_timings',
      step: 'ingebrekestelling',
      timings: [when('tweede-herinnering', 28), when('ingebrekestelling', 38)],
    });
    expect(label.nl).toBe('Ingebrekestelling: dag 40 → dag 38 (en nog één wijziging)');
    expect(made(ladder, inverse).ladder).toEqual(SEVEN);
  });

  test('forms of events are set and go back to their defaults; a step that there is not is refused', () => {
    const set: Command = { type: 'set_event', event: 'reply', form: { pauseDays: 2 } };
    const { ladder, label } = made(SEVEN, set);
    expect(label.nl).toBe('Aanmaanschema: leestijd voor een reactie 5 werkdagen → 2 werkdagen');
    expect(made(ladder, { type: 'set_event', event: 'reply', form: null }).ladder).toEqual(SEVEN);
    const nowhere: Command = { type: 'set_event', event: 'dispute', form: { reentry: 'weg' } };
    expect(refused(SEVEN, nowhere).refused.en).toContain('‘weg’');
  });
});

describe('new steps', () => {
  const KINDS: NewStep[] = [
    ...NOTICE_KINDS.map((notice): NewStep => ({ kind: 'send', notice })),
    ...CHARGES.map((charge): NewStep => ({ kind: 'charge', charge })),
    { kind: 'deliveries', action: 'hold' },
    { kind: 'call' },
    { kind: 'task' },
    { kind: 'decide' },
    { kind: 'approve' },
  ];

  test('a new step of any kind stands on its edge, with texts in both languages, and brings no error', () => {
    for (const ladder of shippedLadders()) {
      const edge = edgesOf(ladder).find(({ from }) =>
        ladder.steps.some(({ id, kind }) => id === from && kind === 'send'),
      )!;
      const at: EdgeRef = { from: edge.from, port: edge.port };
      for (const step of KINDS) {
        const result = made(ladder, { type: 'insert_step', at, step });
        const [id] = result.added;
        expect(edgesOf(result.ladder)).toContainEqual({ ...at, to: id });
        // A broken promise that now passes a legal notice by is for the user to decide.
        const errors = errorsOf(result.ladder).filter(({ rule }) => rule !== 'event-passes-notice');
        expect(errors.map(({ rule }) => `${step.kind} ${rule}`)).toEqual([]);
        expect(made(result.ladder, result.inverse).ladder).toEqual(ladder);
      }
    }
  });

  test('between two days the new step comes halfway; a handover waits for the term of the notice before it', () => {
    const between: EdgeRef = { from: 'tweede-herinnering', port: 'next' };
    const letter = made(SEVEN, { type: 'insert_step', at: between, step: { kind: 'send', notice: 'demand' } });
    expect(letter.label.nl).toBe('Toegevoegd: ‘Aanmaning’ (aanmaning, dag 35), na ‘Tweede herinnering’');
    const branched = made(SEVEN, { type: 'add_branch', at: behind('ingebrekestelling'), all: [CONSUMER] });
    const row: EdgeRef = { from: branched.added[0]!, port: 'row:0' };
    const handed = made(branched.ladder, { type: 'insert_step', at: row, step: { kind: 'handover' } });
    expect(stepIn(handed.ladder, handed.added[0]!, 'handover').when).toEqual({
      days: 1,
      unit: 'workdays',
      after: 'deadline',
      ofStep: 'ingebrekestelling',
    });
  });

  test('default texts can be filled in, for one invoice and for several', () => {
    const values = NOTICE_VALUES;
    for (const notice of NOTICE_KINDS) {
      const { ladder, added } = made(SEVEN, {
        type: 'insert_step',
        at: behind('tweede-herinnering'),
        step: { kind: 'send', notice },
      });
      for (const language of ['nl', 'en'] as const) {
        const text = ladder.texts[language][added[0]!]!;
        const deadline = notice === 'fourteen-day-letter' ? null : '2026-05-01';
        expect(renderNotice(text, { ...values, language, deadline }).text).not.toContain('{{');
        const lines = [...values.lines, { ...values.lines[0]!, number: 'F-2' }];
        const many = { ...values, language, deadline, lines, ...SUMS };
        expect(renderNotice(text.several!, many).text).not.toContain('{{');
      }
    }
  });

  test('an id is made of the Dutch name, and none is used again, of this version or of one before', () => {
    const insert: Command = {
      type: 'insert_step',
      at: behind('tweede-herinnering'),
      step: { kind: 'send', notice: 'demand' },
    };
    expect(made(SEVEN, insert).added).toEqual(['aanmaning']);
    expect(made(made(SEVEN, insert).ladder, insert).added).toEqual(['aanmaning-2']);
    expect(made(SEVEN, insert, new Set(['aanmaning', 'aanmaning-2'])).added).toEqual(['aanmaning-3']);
    const named = { ...insert, name: { nl: 'Één vóór ál “dit”!', en: 'One' } } as Command;
    expect(made(SEVEN, named).added).toEqual(['een-voor-al-dit']);
    expect(made(SEVEN, { ...insert, name: { nl: 'constructor', en: 'x' } } as Command).added).toEqual([
      'constructor-2',
    ]);
    expect(made(SEVEN, { ...insert, name: { nl: '???', en: 'x' } } as Command).added).toEqual(['stap']);
  });

  test('an end on the only way is refused, with the steps that would be out of reach', () => {
    const { refused: sentence, choices } = refused(SEVEN, {
      type: 'insert_step',
      at: behind('ingebrekestelling'),
      step: { kind: 'end' },
    });
    expect(sentence.nl).toBe(
      'Dan leidt geen weg meer naar ‘Overdragen aan incasso’; verwijder of verplaats die stap eerst, of laat hem mee verdwijnen.',
    );
    expect(choices).toEqual({ of: 'orphans', steps: ['overdragen'] });
  });

  test('a branch for consumers gets a step of its own and joins the ladder again', () => {
    const { ladder, added, label } = made(SEVEN, {
      type: 'add_branch',
      at: behind('tweede-herinnering'),
      all: [CONSUMER],
      first: { kind: 'send', notice: 'fourteen-day-letter' },
    });
    const choice = stepIn(ladder, added[0]!, 'decide');
    const letter = stepIn(ladder, added[1]!, 'send');
    expect(choice.name.nl).toBe('Debiteur is consument?');
    expect(choice.rows).toEqual([{ all: [CONSUMER], next: letter.id }]);
    expect([choice.otherwise, letter.next]).toEqual(['ingebrekestelling', 'ingebrekestelling']);
    expect(label.nl).toBe(
      'Toegevoegd: ‘Debiteur is consument?’ (keuze), na ‘Tweede herinnering’ (en nog één wijziging)',
    );
    expect(errorsOf(ladder)).toEqual([]);
  });
});

const CONSUMER = { field: 'debtorKind' as const, in: ['consumer' as const] };

describe('steps that go or move', () => {
  test('what led to a deleted step leads on, and its texts go', () => {
    const { ladder, label } = made(SEVEN, { type: 'delete_step', step: 'tweede-herinnering' });
    expect(label.nl).toBe('Verwijderd: ‘Tweede herinnering’');
    expect(ladder.texts.nl).not.toHaveProperty('tweede-herinnering');
    expect(ladder.texts.en).not.toHaveProperty('tweede-herinnering');
    expect(edgesOf(ladder).filter(({ to }) => to === 'tweede-herinnering')).toEqual([]);
    expect(errorsOf(ladder)).toEqual([]);
  });

  test('what counted from a deleted notice counts from the one before it, else from the step before', () => {
    const ladder = shipped('onderhandelen');
    const { ladder: without, differences } = made(ladder, { type: 'delete_step', step: 'sommatie' });
    expect(stepIn(without, 'overdragen', 'handover').when).toMatchObject({
      after: 'deadline',
      ofStep: 'opschorting-aankondigen',
    });
    expect(differences.map(({ sentence }) => sentence.nl)).toContain('Verwijderd: ‘Sommatie’');
    const neither = made(without, { type: 'delete_step', step: 'opschorting-aankondigen' }).ladder;
    expect(stepIn(neither, 'overdragen', 'handover').when).toEqual({ days: 1, unit: 'workdays', after: 'previous' });
    // The reminder has no term: a wait for one is left out.
    const seven = made(SEVEN, { type: 'delete_step', step: 'ingebrekestelling' }).ladder;
    expect(stepIn(seven, 'overdragen', 'handover').when).toEqual({ days: 60, unit: 'days', after: 'due' });
  });

  test('a step that branches asks which way stays; steps of the others go with it', () => {
    const call = shipped('stappenplan').steps.find(({ id }) => id === 'bellen')!;
    const ladder = shipped('stappenplan');
    const { refused: sentence, choices } = refused(ladder, { type: 'delete_step', step: call.id });
    expect(sentence.nl).toContain('kies welke weg blijft');
    expect(choices).toMatchObject({ of: 'ports', ports: expect.arrayContaining(['next', 'outcome:dispute']) });
    const { ladder: without } = made(ladder, { type: 'delete_step', step: call.id, stays: 'next' });
    const gone = ladder.steps.filter(({ id }) => !without.steps.some((step) => step.id === id)).map(({ id }) => id);
    expect(gone).toEqual(['bellen', 'factuur-nogmaals-sturen', 'regeling-vastleggen', 'betwisting-behandelen']);
    expect(stepIn(without, 'herinnering', 'send').next).toBe('wanbetaler-vaststellen');
  });

  test('a handover only goes when another end takes its place', () => {
    const { choices } = refused(SEVEN, { type: 'delete_step', step: 'overdragen' });
    expect(choices).toMatchObject({ of: 'steps', steps: expect.arrayContaining(['einde']) });
    const { ladder } = made(SEVEN, { type: 'delete_step', step: 'overdragen', to: 'einde' });
    expect(stepIn(ladder, 'ingebrekestelling', 'send').next).toBe('einde');
    const only: Ladder = {
      ...SEVEN,
      start: 'einde',
      steps: SEVEN.steps.filter(({ id }) => id === 'einde'),
      texts: { nl: {}, en: {} },
    };
    expect(refused(only, { type: 'delete_step', step: 'einde' }).refused.nl).toContain('enige stap');
  });

  test('events that led to a deleted step lead to the one after it', () => {
    const ladder = shipped('onderhandelen');
    const { ladder: without } = made(ladder, { type: 'delete_step', step: 'opschorting-aankondigen' });
    expect(without.events?.promise?.broken).toBe('leveringen-opschorten');
  });

  test('a step moves to another edge and what was round it closes up', () => {
    const to = behind('eerste-herinnering');
    const { ladder, label, inverse } = made(SEVEN, { type: 'move_step', step: 'tweede-herinnering', to });
    expect(label.nl).toMatch(/^Verplaatst: ‘Tweede herinnering’, eerst na .*, nu na ‘Betalingsherinnering’$/);
    expect(stepIn(ladder, 'eerste-herinnering', 'send').next).toBe('tweede-herinnering');
    expect(made(ladder, inverse).ladder).toEqual(SEVEN);
    expect(
      made(ladder, { type: 'move_step', step: 'tweede-herinnering', to: behind('bellen-na-vervaldatum') }).ladder.steps,
    ).toBeDefined();
  });

  test('a step stays where it is, and does not move behind its own branches', () => {
    expect(
      refused(SEVEN, { type: 'move_step', step: 'ingebrekestelling', to: behind('tweede-herinnering') }).refused.nl,
    ).toContain('staat daar al');
    expect(
      refused(SEVEN, { type: 'move_step', step: 'overdragen', to: behind('eerste-herinnering') }).refused.nl,
    ).toContain('komt niets meer');
    const late: EdgeRef = { from: 'betwisting-behandelen', port: 'outcome:ongegrond' };
    expect(refused(SEVEN, { type: 'move_step', step: 'bellen-na-vervaldatum', to: late }).refused.nl).toContain(
      'gaat alleen vooruit',
    );
  });
});

describe('ways, answers and rows', () => {
  const CALL = 'bellen-na-vervaldatum';

  test('an outcome of a call leads elsewhere, gets a way of its own, or goes on with the others again', () => {
    const edge: EdgeRef = { from: CALL, port: 'outcome:refuses' };
    const led = made(SEVEN, { type: 'lead_to', edge, to: 'ingebrekestelling' });
    expect(stepIn(led.ladder, CALL, 'call').outcomes).toMatchObject({ refuses: 'ingebrekestelling' });
    expect(led.label.nl).toContain('voortaan bij ‘Weigert te betalen’ naar ‘Ingebrekestelling’');
    expect(made(led.ladder, { type: 'lead_to', edge, to: null }).ladder).toEqual(SEVEN);
    const inserted = made(SEVEN, { type: 'insert_step', at: edge, step: { kind: 'task' } });
    expect(stepIn(inserted.ladder, CALL, 'call').outcomes).toMatchObject({ refuses: inserted.added[0] });
    expect(refused(SEVEN, { type: 'lead_to', edge: { from: CALL, port: 'row:0' }, to: 'einde' }).refused.nl).toContain(
      'de weg'.slice(3),
    );
  });

  test('a way does not lead back, nor leave steps behind unless they are to go', () => {
    const back: Command = { type: 'lead_to', edge: behind('tweede-herinnering'), to: 'eerste-herinnering' };
    expect(refused(SEVEN, back).refused.nl).toContain('gaat alleen vooruit');
    const edge: EdgeRef = { from: CALL, port: 'outcome:dispute' };
    const past: Command = { type: 'lead_to', edge, to: null };
    const { choices } = refused(SEVEN, past);
    expect(choices).toMatchObject({ of: 'orphans', steps: expect.arrayContaining(['betwisting-behandelen']) });
    const { ladder } = made(SEVEN, { ...past, orphans: 'remove' });
    expect(ladder.steps.map(({ id }) => id)).not.toContain('betwisting-behandelen');
    expect(errorsOf(ladder)).toEqual([]);
  });

  test('answers of a task are added, renamed, put in order and removed; the last one stays', () => {
    const task = 'betwisting-behandelen';
    const more = made(SEVEN, { type: 'add_outcome', step: task, name: { nl: 'Deels', en: 'Partly' } });
    expect(stepIn(more.ladder, task, 'task').outcomes.map(({ id }) => id)).toEqual(['gegrond', 'ongegrond', 'deels']);
    const first = made(more.ladder, { type: 'reorder_outcome', step: task, outcome: 'deels', place: 0 });
    expect(first.label.nl).toBe('Betwisting behandelen: volgorde van de antwoorden gewijzigd');
    const renamed = made(first.ladder, {
      type: 'rename_outcome',
      step: task,
      outcome: 'deels',
      language: 'nl',
      name: 'Half',
    });
    expect(renamed.label.nl).toBe('Betwisting behandelen: Nederlandse naam van een antwoord ‘Deels’ → ‘Half’');
    const less = made(renamed.ladder, { type: 'remove_outcome', step: task, outcome: 'deels' });
    expect(less.ladder).toEqual(SEVEN);
    const single = SEVEN.steps.find((step) => step.kind === 'task' && step.outcomes.length === 1)!;
    const [outcome] = stepIn(SEVEN, single.id, 'task').outcomes;
    expect(refused(SEVEN, { type: 'remove_outcome', step: single.id, outcome: outcome!.id }).refused.nl).toContain(
      'ten minste één antwoord',
    );
  });

  test('rows of a choice are added, changed, put in order and removed; the last one stays', () => {
    const ladder = shipped('stappenplan');
    const more = made(ladder, {
      type: 'add_row',
      step: 'welke-weg',
      all: [{ field: 'country', in: ['BE'] }],
      to: 'zonder-incasso',
    });
    expect(more.label.nl).toBe('Welke weg?: voortaan als land is BE (naar ‘Afwikkelen zonder incassobureau’)');
    const first = made(more.ladder, { type: 'reorder_row', step: 'welke-weg', row: 2, place: 0 }).ladder;
    const asked = made(first, {
      type: 'set_conditions',
      step: 'welke-weg',
      row: 0,
      all: [{ field: 'country', in: ['FR'] }],
    });
    expect(asked.label.nl).toBe('Welke weg?: als land is BE → land is FR');
    expect(made(asked.ladder, { type: 'remove_row', step: 'welke-weg', row: 0 }).ladder).toEqual(ladder);
    expect(refused(ladder, { type: 'set_conditions', step: 'welke-weg', row: 0, all: [] }).refused.nl).toBe(
      'Welke weg?, voorwaarden: vul iets in.',
    );
    const single = shipped('incassotraject');
    expect(refused(single, { type: 'remove_row', step: 'soort-klant', row: 0 }).refused.nl).toContain(
      'ten minste één regel',
    );
    expect(refused(single, { type: 'remove_row', step: 'soort-klant', row: 7 }).refused.nl).toContain('niet meer');
  });
});

describe('copies, whole documents and fixes', () => {
  test('copied steps come under new ids, with their texts and the ways between them', () => {
    const source = shipped('stappenplan');
    const copy = copySteps(source, ['welke-weg', 'veertiendagenbrief', 'incassokosten', 'zonder-incasso']);
    const { ladder, added, inverse } = made(SEVEN, { type: 'paste_steps', at: behind('tweede-herinnering'), ...copy });
    expect(added).toEqual([
      'welke-weg',
      'afwikkelen-zonder-incassobureau',
      'veertiendagenbrief',
      'incassokosten-in-rekening-brengen',
    ]);
    const choice = stepIn(ladder, 'welke-weg', 'decide');
    expect(choice.rows.map(({ next }) => next)).toEqual([added[1], added[2]]);
    // What led out of the copy leads on here.
    expect(stepIn(ladder, added[1]!, 'task').outcomes[0]!.next).toBe('ingebrekestelling');
    expect(ladder.texts.en.veertiendagenbrief).toEqual(source.texts.en.veertiendagenbrief);
    expect(errorsOf(ladder)).toEqual([]);
    expect(made(ladder, inverse).ladder).toEqual(SEVEN);
  });

  test('copied steps that do not belong together follow one another; what counts from afar counts from here', () => {
    const source = shipped('onderhandelen');
    const copy = copySteps(source, ['herinnering', 'leveringen-opschorten']);
    const { ladder, added } = made(SEVEN, { type: 'paste_steps', at: behind('tweede-herinnering'), ...copy });
    expect(stepIn(ladder, added[0]!, 'send').next).toBe(added[1]);
    expect(stepIn(ladder, added[1]!, 'deliveries').when).toMatchObject({ after: 'previous' });
    expect(stepIn(ladder, added[1]!, 'deliveries').next).toBe('ingebrekestelling');
    expect(
      refused(SEVEN, { type: 'paste_steps', at: behind('tweede-herinnering'), steps: [], texts: { nl: {}, en: {} } })
        .refused.nl,
    ).toContain('niets om te plakken');
  });

  test('a whole document takes the place of another under its id and version, and comes back', () => {
    const at4 = { ...SEVEN, version: 4 };
    const { ladder, label, inverse } = made(at4, {
      type: 'replace',
      ladder: shipped('stappenplan'),
      because: 'template',
    });
    expect(ladder).toMatchObject({ id: 'zeven-stappen', version: 4, name: { nl: 'Stappenplan' } });
    expect(label.nl).toBe('Begonnen met sjabloon ‘Stappenplan’');
    expect(made(ladder, inverse).ladder).toEqual(at4);
  });

  test('a document whose steps refer to nothing, to themselves, or stand twice is not taken', () => {
    const [first, ...rest] = SEVEN.steps;
    const twice = { ...SEVEN, steps: [first!, ...SEVEN.steps] };
    const missing = { ...SEVEN, steps: rest };
    const round = {
      ...SEVEN,
      steps: SEVEN.steps.map((step) =>
        step.id === 'ingebrekestelling' ? { ...step, next: 'eerste-herinnering' } : step,
      ),
    };
    for (const ladder of [twice, missing, round as Ladder]) {
      expect(refused(SEVEN, { type: 'replace', ladder, because: 'import' }).refused.nl).toMatch(/\.$/);
    }
  });

  test('a fix of a problem is an edit like any other', () => {
    const short = made(SEVEN, { type: 'set_field', step: 'ingebrekestelling', field: 'termDays', value: null }).ladder;
    const { fix } = check(short).find((problem) => problem.rule === 'notice-without-term')!;
    const { ladder, label, inverse } = made(short, { type: 'apply_fix', ...fix! });
    expect(ladder).toEqual(SEVEN);
    expect(label).toEqual(fix!.label);
    expect(made(ladder, inverse).ladder).toEqual(short);
    expect(
      refused(SEVEN, { type: 'apply_fix', operations: [{ op: 'remove', path: '/steps/99' }], label }).refused.nl,
    ).toContain('herlaad');
  });

  test('several edits are one, or none of them is made', () => {
    const commands: Command[] = [
      { type: 'delete_step', step: 'tweede-herinnering' },
      { type: 'set_days', step: 'ingebrekestelling', days: 30 },
    ];
    const { ladder, inverse } = made(SEVEN, { type: 'together', commands });
    expect(compare(SEVEN, ladder)).toHaveLength(2);
    expect(made(ladder, inverse).ladder).toEqual(SEVEN);
    const half: Command[] = [...commands, { type: 'set_days', step: 'weg', days: 1 }];
    expect(refused(SEVEN, { type: 'together', commands: half }).refused.nl).toContain('‘weg’');
  });

  test('an inverse that is given to another document is refused', () => {
    const { inverse } = made(SEVEN, { type: 'delete_step', step: 'tweede-herinnering' });
    expect(refused(shipped('stappenplan'), inverse).refused.nl).toContain('andere versie van het document');
  });
});

const LINE = {
  number: 'F-1',
  issuedOn: '2026-03-02',
  dueOn: '2026-03-16',
  claimedCents: 10_000,
  paidCents: 0,
  creditedCents: 0,
  contestedCents: 0,
  costsCents: 0,
  interestCents: 0,
  openCents: 10_000,
};
const NOTICE_VALUES = {
  language: 'nl' as const,
  channel: 'letter' as const,
  today: '2026-04-16',
  creditor: {
    name: 'Bakkerij De Korst B.V.',
    addressLines: ['Dorpsstraat 1', '1234 AB Dorp'],
    email: 'administratie@example.nl',
    phone: '010-1234567',
    iban: 'NL91ABNA0417164300',
    kvk: null,
    vatNumber: null,
  },
  debtor: { name: 'Jansen', addressLines: ['Kade 2', '1234 AC Dorp'], kind: 'consumer' as const },
  invoice: { number: 'F-1', issuedOn: '2026-03-02', dueOn: '2026-03-16', claimedCents: 10_000, currency: 'EUR' },
  lines: [LINE],
  alsoOpen: [],
  openCents: 10_000,
  costsCents: 0,
  interestCents: 0,
  announcedCostsCents: 4_000,
  costsVat: false,
  announcedCostsVat: false,
  paidCents: 0,
  creditedCents: 0,
  contestedCents: 0,
  bankDate: '2026-04-15',
  lastNoticeOn: '2026-03-25',
  paymentReference: null,
};
const SUMS = {
  openCents: 20_000,
  invoice: { ...NOTICE_VALUES.invoice, claimedCents: 20_000 },
};
