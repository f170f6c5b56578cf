/** Which ladder an invoice gets, as the server keeps it. */
import { queryOptions } from '@tanstack/react-query';
import type { ChoiceRule, LadderChoice } from '../../ladder/choice.ts';
import { ask } from '../app/api.ts';

export interface ChoiceVersion {
  /** 0 before the first change. */
  version: number;
  changed_at: string | null;
  changed_by: string | null;
  rules: ChoiceRule[];
  otherwise: string;
}

export const choiceQuery = queryOptions({
  queryKey: ['ladder-choice'],
  queryFn: ({ signal }) => ask<ChoiceVersion>('/ladder-choice', { signal }),
});

/** Makes the next version; refused when there is a newer one than `version`. */
export const saveChoice = (choice: LadderChoice, version: number) =>
  ask<ChoiceVersion>('/ladder-choice', { method: 'PUT', body: { ...choice, version } });
