/** Writes a fact into the timeline. What follows from it is worked out from the facts when the turn settles. */
import { holdUntil } from '../pauses.ts';
import type { ArrangementFact } from './events.ts';
import { invoiceNumber } from './facts.ts';
import type { Turn } from './turn.ts';

export function tell(turn: Turn, fact: ArrangementFact): void {
  const { currency } = turn.terms;
  const invoiceId = 'invoiceId' in fact ? fact.invoiceId : undefined;
  const invoice = invoiceId === undefined ? '' : invoiceNumber(turn.facts, invoiceId);
  switch (fact.type) {
    case 'signed':
      return turn.record('signed', null, [{ code: 'signature', on: fact.on, by: fact.by }]);
    case 'refused':
      return turn.record('refused', null, [{ code: 'refusal', by: fact.by, reason: fact.reason }]);
    case 'payment': {
      const { amountCents, bookedOn: on } = fact;
      return turn.record('payment', null, [{ code: 'amount', amountCents, currency, on, reference: invoice }]);
    }
    case 'credit_note': {
      const { amountCents, issuedOn: on, number } = fact;
      return turn.record('credit_note', null, [{ code: 'amount', amountCents, currency, on, reference: number }]);
    }
    case 'reversal': {
      const covered = turn.facts.invoices.find((one) => one.invoice.id === invoiceId);
      const payment = covered?.payments.find(({ id }) => id === fact.paymentId);
      const amountCents = fact.amountCents ?? payment?.amountCents ?? 0;
      return turn.record('reversal', null, [
        { code: 'amount', amountCents, currency, on: fact.on, reference: invoice },
      ]);
    }
    case 'hold':
      return turn.record('hold', null, [
        { code: 'hold_began', owner: fact.owner, reason: fact.reason, until: holdUntil(fact) },
      ]);
    case 'release':
      return turn.record('release', null, [{ code: 'hold_ended' }]);
    case 'dispute':
      return turn.record('dispute', null, [{ code: 'disputed', invoice, reason: fact.reason }]);
    case 'invoice_corrected':
      return turn.record('invoice_corrected', null, [{ code: 'corrected', invoice, by: fact.by, reason: fact.reason }]);
    case 'debtor_changed': {
      const { status, by, note } = fact;
      return turn.record('debtor_changed', null, [{ code: 'debtor_status', status, by, ...(note && { note }) }]);
    }
    case 'write_off':
      return turn.record('write_off', null, [{ code: 'written_off', by: fact.by, reason: fact.reason }]);
    default:
      // Promises, replies and the like belong to the invoice's own timeline.
      return;
  }
}
