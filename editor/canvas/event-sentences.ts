/** One sentence for the form of each event: what the ladder does when it happens. */
import { useLingui } from '@lingui/react/macro';
import type { EventHandling } from '../../ladder/event-handling.ts';

/** Says what a form does; `target` is the name of the step to which the event leads. An event that is not known says nothing. */
export function useEventSentence(): (event: string, forms: EventHandling, target: string | null) => string {
  const { t } = useLingui();
  return (event, { promise, reply, partPayment, bounce }, target) => {
    switch (event) {
      case 'payment':
        return t`Counts at any time: what is paid in full goes no further.`;
      case 'promise':
        return target === null
          ? t`Waits for the promised day, at most ${promise.longestDays} days. Broken: on with the ladder.`
          : t`Waits for the promised day, at most ${promise.longestDays} days. Broken: to ‘${target}’.`;
      case 'reply':
        return reply.pauseDays === 0
          ? t`The ladder does not wait.`
          : t`The ladder waits until a colleague has read it.`;
      case 'dispute':
        return target === null
          ? t`Waits for the decision. Then: the notice of default again, if it had gone out.`
          : t`Waits for the decision. Then: to ‘${target}’, if a notice of default had gone out.`;
      case 'arrangement':
        return target === null
          ? t`Waits while it is kept. Broken: the notice of default again, or on from where it stood.`
          : t`Waits while it is kept. Broken: to ‘${target}’.`;
      case 'partPayment':
        return partPayment.restDays === 0
          ? t`Counts from ${partPayment.leastPercent}% of the invoice; the ladder goes on with the rest.`
          : t`From ${partPayment.leastPercent}% of the invoice on, nothing goes out for a while.`;
      case 'reversal':
        return target === null
          ? t`The bank takes back a payment: on from where it stood.`
          : t`The bank takes back a payment: to ‘${target}’.`;
      case 'bounce':
        switch (bounce.byLetter) {
          case 'always':
            return t`A letter follows; else a colleague is asked.`;
          case 'never':
            return t`A colleague is asked what to do.`;
          case 'where-allowed':
            return t`A letter follows where the step has one in its stead; else a colleague is asked.`;
        }
    }
    return '';
  };
}
