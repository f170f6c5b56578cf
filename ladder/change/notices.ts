/** What a change of ladder makes of the notices that went out: their names in the new version, and which of them lie behind. */

import { compile, isAhead } from '../compiled.ts';
import { LEGAL_NOTICES, type StepId } from '../definition.ts';
import { type InvoiceState, type LadderChanged, type SentNotice, sentFor } from '../invoice/state.ts';
import { becameOf, goingOn, isLegalNotice, isOfSort, type Mapped, sameSort } from './mapping.ts';

/**
 * The name that notices of a step have after the change; their own where the step is gone. Of a legal notice it is that of
 * its counterpart of its sort, so that it can be made anew.
 */
export function noticeName(change: Mapped, id: StepId): StepId {
  const step = change.from.steps.find((one) => one.id === id);
  if (!step) return id;
  const target = change.to.steps.find((one) => one.id === change.mapping.get(id));
  const standsFor = target && isLegalNotice(step) && sameSort(step, target) ? target : null;
  return (becameOf(change, step) ?? standsFor)?.id ?? id;
}

/** The notices under the names of the new version, and what they tell of how they left. */
export function renamed(change: Mapped, { notices, changed: before }: InvoiceState): SentNotice[] {
  return notices.map((notice) => {
    const { mergedFrom: earlier, ...sent } = notice;
    const step = change.from.steps.find(({ id }) => id === sent.step);
    const termDays = sent.termDays ?? (step?.kind === 'send' ? step.termDays : undefined);
    const given = sent.deadline !== null && termDays !== undefined;
    const back = earlier?.find((id) => isBackFor(change, id, sent));
    const name = back ?? noticeName(change, sent.step);
    const merged = earlier !== undefined || (step !== undefined && name !== step.id && becameOf(change, step) === null);
    const mergedFrom = earlier ?? [sent.step, ...(before?.formerly[sent.step] ?? [])];
    const leftAs = sent.leftAs ?? sent.step;
    return {
      ...sent,
      step: name,
      ...(given && { termDays }),
      ...(leftAs !== name && { leftAs }),
      ...(merged && back === undefined && { mergedFrom }),
    };
  });
}

/**
 * A name under which a notice went out and that an earlier change took out, where the new version gives it to another sort of
 * notice, and the law asks for one of the two: both would count as sent.
 */
export function nameOfAnother({ from, to }: Mapped, { notices }: InvoiceState): StepId | null {
  for (const { step, leftAs = step, kind } of notices) {
    for (const id of [step, leftAs]) {
      const target = to.steps.find((one) => one.id === id);
      if (!target || from.steps.some((one) => one.id === id) || isOfSort(target, kind)) continue;
      if (isLegalNotice(target) || LEGAL_NOTICES.includes(kind)) return id;
    }
  }
  return null;
}

/** True for a step of before that the new version has again, for notices of its kind. */
function isBackFor({ from, to }: Mapped, id: StepId, { kind }: SentNotice): boolean {
  return to.steps.some((step) => step.id === id && isOfSort(step, kind)) && !from.steps.some((step) => step.id === id);
}

/** Which names steps had before, this change and earlier ones taken together. */
export function formerly(change: Mapped, { changed: before }: InvoiceState): LadderChanged['formerly'] {
  const names: LadderChanged['formerly'] = {};
  for (const { id } of change.from.steps) {
    const name = noticeName(change, id);
    const former = [...(before?.formerly[id] ?? []), ...(name === id ? [] : [id])];
    if (former.length > 0) names[name] = [...(names[name] ?? []), ...former];
  }
  return names;
}

/**
 * Notices of the new version that this invoice has behind it in the old one: they are not sent when the new version has
 * them ahead. Those that went out in this round are among them, and those that were left out or refused for good; also those
 * of a step that an earlier change took out, and that is back.
 */
export function behind(change: Mapped, state: InvoiceState, notices: readonly SentNotice[], there: StepId): StepId[] {
  const { round, changed: before } = state;
  const [from, to, at] = [compile(change.from), compile(change.to), state.position!.step];
  const isToCome = (id: StepId) => id === there || isAhead(to, there, id);
  const found = new Set<StepId>();
  for (const step of change.from.steps) {
    const target = becameOf(change, step);
    if (step.kind !== 'send' || !target) continue;
    const sent = sentFor(state, step.id);
    const earlier = before?.behind.includes(step.id) || sent.some((notice) => notice.round === round);
    const past = isAhead(from, step.id, at) && (sent.some((one) => !one.undelivered) || !isLegalNotice(step));
    if ((earlier || past) && isToCome(target.id)) found.add(target.id);
  }
  const goesOn = new Set(goingOn(change).values());
  const isBack = (id: StepId) =>
    change.to.steps.some((step) => step.id === id && step.kind === 'send') &&
    !change.from.steps.some((step) => step.id === id);
  for (const { step, leftAs = step, undelivered, mergedFrom, ...sent } of notices) {
    if (sent.round !== round && undelivered) continue;
    if (!mergedFrom && !goesOn.has(step) && isBack(step) && isToCome(step)) found.add(step);
    // Under its name no other contact of the round can leave.
    if (sent.round === round && isBack(leftAs) && isToCome(leftAs)) found.add(leftAs);
  }
  return [...found];
}
