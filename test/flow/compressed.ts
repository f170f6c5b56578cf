import type { Ladder, Step } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';

/**
 * The seven steps for a clock on which a day takes less than a second: contacts may leave at any hour, and no step is
 * too late, so that a server that is away for weeks of such time holds nothing up.
 */
export function compressedLadder(): Ladder {
  const ladder = shippedLadders().find(({ id }) => id === 'zeven-stappen')!;
  return {
    ...ladder,
    id: 'rond-de-klok',
    version: 1,
    contact: { ...ladder.contact, window: { from: '00:00', to: '23:59' } },
    steps: ladder.steps.map(patient),
  };
}

function patient(step: Step): Step {
  if (!('when' in step)) return step;
  const { latest: _, ...when } = step.when;
  // Nobody is called at night, also in a test.
  return { ...step, when: step.kind === 'call' ? { ...when, window: { from: '07:00', to: '20:00' } } : when };
}
