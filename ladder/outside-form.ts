import type { OutsideArrangementEvent } from './arrangement/events.ts';
import type { InvoiceEvent, Jointly } from './events.ts';
import { decimalAmount } from './money.ts';

/** An event as signals carry it: the form that `readEvent` reads, with amounts as text. */
export function outsideForm(event: InvoiceEvent | OutsideArrangementEvent): Record<string, unknown> {
  const { type: _, at, ...members } = event;
  const form: Record<string, unknown> = { at: new Date(at).toISOString() };
  for (const [key, value] of Object.entries(members)) {
    const amount = /^(amount|costs|interest)Cents$/.exec(key)?.[1];
    if (amount) form[amount] = decimalAmount(value as number);
    else if (key === 'jointly') {
      const { principalsCents, place } = value as unknown as Jointly;
      form.jointly = { principals: principalsCents.map(decimalAmount), place };
    } else if (key === 'cutOffAt') form.cut_off_at = new Date(value as number).toISOString();
    else form[key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`)] = value;
  }
  return form;
}
