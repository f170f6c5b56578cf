/** What the screens say of steps: their kinds, channels and ways in. */
import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import {
  Banknote,
  CircleStop,
  FileText,
  Gavel,
  GitFork,
  ListChecks,
  type LucideIcon,
  Mail,
  MailQuestion,
  Phone,
  Stamp,
  Truck,
} from 'lucide-react';
import type { Charge, Ladder, Language, SendStep, Step } from '../../ladder/definition.ts';
import { type Edge, edgesOf, outcomeOf, rowOf } from '../../ladder/edges.ts';
import { explainCondition, outcomeLabel } from '../../ladder/explain/explain.ts';

export const KIND_NAMES: Record<Step['kind'], MessageDescriptor> = {
  send: msg`Notice`,
  call: msg`Call`,
  task: msg`Task`,
  decide: msg`Choice`,
  charge: msg`Charge`,
  deliveries: msg`Deliveries`,
  approve: msg`Approval`,
  handover: msg`Handover`,
  end: msg`End`,
};

export const CHANNEL_NAMES: Record<SendStep['channel'], MessageDescriptor> = {
  email: msg`E-mail`,
  letter: msg`Letter`,
  'email-or-letter': msg`E-mail, else letter`,
};

export const CHARGE_NAMES: Record<Charge, MessageDescriptor> = {
  'collection-costs': msg`Collection costs`,
  interest: msg`Interest`,
};

const CHANNEL_ICONS: Record<SendStep['channel'], LucideIcon> = {
  email: Mail,
  letter: FileText,
  'email-or-letter': MailQuestion,
};

const KIND_ICONS: Record<Exclude<Step['kind'], 'send'>, LucideIcon> = {
  call: Phone,
  task: ListChecks,
  decide: GitFork,
  charge: Banknote,
  deliveries: Truck,
  approve: Stamp,
  handover: Gavel,
  end: CircleStop,
};

export function iconOf(step: Step): LucideIcon {
  return step.kind === 'send' ? CHANNEL_ICONS[step.channel] : KIND_ICONS[step.kind];
}

/** How a debtor is reached by a step; null for one that reaches nobody. */
export function channelOf(step: Step): MessageDescriptor | null {
  if (step.kind === 'send') return CHANNEL_NAMES[step.channel];
  return step.kind === 'call' ? msg`Telephone` : null;
}

/** Ways from one step into another that not every invoice takes, in words: "‘Bellen’: belooft te betalen". */
export interface WaysFrom {
  from: Step;
  words: string[];
}

const OTHERWISE: Record<Language, string> = { nl: 'anders', en: 'otherwise' };
const REFUSED: Record<Language, string> = { nl: 'niet akkoord', en: 'not approved' };
const UNANSWERED: Record<Language, string> = { nl: 'geen antwoord op tijd', en: 'no answer in time' };

/** What is said on an edge; null for the one way on. */
export function wayWords(ladder: Ladder, from: Step, { port }: Pick<Edge, 'port'>, language: Language): string | null {
  if (port === 'otherwise') return OTHERWISE[language];
  if (port === 'refused') return REFUSED[language];
  if (port === 'deadline') return UNANSWERED[language];
  const outcome = outcomeOf(port);
  if (outcome !== null) return outcomeLabel(outcome, { ladder, language, step: from.id });
  const row = rowOf(port);
  if (row !== null && from.kind === 'decide') {
    const conditions = from.rows[row]?.all ?? [];
    return conditions.map((condition) => explainCondition(condition, { language })).join(', ');
  }
  return null;
}

/** The ways into each step to which there is none that every invoice takes. */
export function waysIn(ladder: Ladder, language: Language): Map<string, WaysFrom[]> {
  const steps = new Map(ladder.steps.map((step) => [step.id, step]));
  const found = new Map<string, WaysFrom[]>();
  const forAll = new Set<string>();
  for (const edge of edgesOf(ladder)) {
    const from = edge.from === null ? undefined : steps.get(edge.from);
    const words = from && wayWords(ladder, from, edge, language);
    const ways = found.get(edge.to) ?? [];
    const known = ways.find((one) => one.from === from);
    if (!from || words === null || words === undefined) forAll.add(edge.to);
    else if (known) known.words.push(words);
    else found.set(edge.to, [...ways, { from, words: [words] }]);
  }
  return new Map([...found].filter(([id]) => !forAll.has(id)));
}
