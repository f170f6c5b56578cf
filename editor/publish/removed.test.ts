import { describe, expect, test } from 'vitest';
import { shippedLadders } from '../../ladder/library/library.ts';
import type { Command } from '../document/command.ts';
import { edit } from '../document/edit.ts';
import { proposedMapping, removedSteps, standIns } from './removed.ts';

const old = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;

function ladderAfter(...commands: Command[]) {
  return commands.reduce((ladder, command) => {
    const edited = edit(ladder, command);
    if ('refused' in edited) throw new Error(edited.refused.en);
    return edited.ladder;
  }, old);
}

describe('steps that a new version has no more', () => {
  test('nothing is asked of a version that keeps all steps', () => {
    const later = ladderAfter({ type: 'set_days', step: 'eerste-herinnering', days: 3 });
    expect(removedSteps(old, later)).toEqual([]);
    expect(proposedMapping(old, later)).toEqual({});
  });

  test('invoices at a removed reminder are proposed to go on with the first step after it that stayed', () => {
    const later = ladderAfter({ type: 'delete_step', step: 'tweede-herinnering' });
    expect(proposedMapping(old, later)).toEqual({ 'tweede-herinnering': 'ingebrekestelling' });
  });

  test('where two steps in a row go, both are proposed to go on with the first that stayed', () => {
    const later = ladderAfter(
      { type: 'delete_step', step: 'tweede-herinnering' },
      { type: 'delete_step', step: 'bellen-na-vervaldatum', stays: 'next' },
    );
    expect(proposedMapping(old, later)).toMatchObject({
      'tweede-herinnering': 'ingebrekestelling',
      'bellen-na-vervaldatum': 'ingebrekestelling',
    });
  });

  test('a notice on which later steps rely in law is followed only by one of its sort', () => {
    const later = ladderAfter({ type: 'delete_step', step: 'ingebrekestelling' });
    const [removed] = removedSteps(old, later);
    const allowed = standIns(removed!, later);
    expect(allowed.length).toBeGreaterThan(0);
    for (const step of allowed) expect(step).toMatchObject({ kind: 'send' });
    expect(allowed.map(({ id }) => id)).not.toContain('overdragen');
    // Two could take its place: a person says which.
    expect(proposedMapping(old, later)).toEqual({});
  });
});
