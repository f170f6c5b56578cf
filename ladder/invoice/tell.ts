/** Writes a fact into the timeline. What follows from it is worked out from the facts when the turn settles. */
import type { FactEvent } from '../events.ts';
import { holdUntil } from '../pauses.ts';
import type { Turn } from './turn.ts';

export function tell(turn: Turn, event: FactEvent): void {
  const currency = turn.facts.invoice.currency;
  switch (event.type) {
    case 'payment':
      return turn.record('payment', null, [
        { code: 'amount', amountCents: event.amountCents, currency, on: event.bookedOn },
      ]);
    case 'credit_note':
      return turn.record('credit_note', null, [
        { code: 'amount', amountCents: event.amountCents, currency, on: event.issuedOn, reference: event.number },
      ]);
    case 'reversal': {
      const payment = turn.facts.payments.find((candidate) => candidate.id === event.paymentId);
      const amountCents = event.amountCents ?? payment?.amountCents ?? 0;
      return turn.record('reversal', null, [
        { code: 'amount', amountCents, currency, on: event.on, reference: event.paymentId },
      ]);
    }
    case 'hold':
      return turn.record('hold', null, [
        { code: 'hold_began', owner: event.owner, reason: event.reason, until: holdUntil(event) },
      ]);
    case 'release':
      return turn.record('release', null, [{ code: 'hold_ended' }]);
    case 'promise':
      return turn.record('promise', null, [
        { code: 'promised', on: event.on, amountCents: event.amountCents ?? null, currency, by: event.by },
      ]);
    case 'dispute':
      return turn.record('dispute', null, [
        { code: 'disputed', amountCents: event.amountCents ?? null, currency, reason: event.reason },
      ]);
    case 'dispute_decided': {
      const { decision, amountCents = null, by, note } = event;
      return turn.record('dispute_decided', null, [
        { code: 'decided', decision, amountCents, currency, by, ...(note && { note }) },
      ]);
    }
    case 'return_announced': {
      const { expectedOn, note } = event;
      return turn.record('return_announced', null, [{ code: 'return_announced', expectedOn, ...(note && { note }) }]);
    }
    case 'reply':
      return turn.record('reply', null, [{ code: 'replied', note: event.summary }]);
    case 'arrangement_proposed':
    case 'arrangement_agreed':
    case 'arrangement_declined':
    case 'arrangement_kept':
    case 'arrangement_broken':
    case 'arrangement_replaced':
      return turn.record(event.type, null, [{ code: 'arrangement', arrangement: event.arrangementId }]);
    case 'invoice_corrected': {
      const { amountCents = null, dueOn = null, by, reason } = event;
      return turn.record('invoice_corrected', null, [{ code: 'corrected', amountCents, dueOn, currency, by, reason }]);
    }
    case 'invoice_sent_again': {
      const { on, dueOn = null, by } = event;
      return turn.record('invoice_sent_again', null, [{ code: 'sent_again', on, dueOn, by }]);
    }
    case 'debtor_changed': {
      const { status, by, note } = event;
      return turn.record('debtor_changed', null, [{ code: 'debtor_status', status, by, ...(note && { note }) }]);
    }
    case 'write_off':
      return turn.record('write_off', null, [{ code: 'written_off', by: event.by, reason: event.reason }]);
  }
}
