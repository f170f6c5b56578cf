/** What happens to a book of invoices, drawn from a seed: the same seed tells the same story. */
import type { SignalName } from '../../ladder/events.ts';
import { decimalAmount } from '../../ladder/money.ts';
import { addDays, type CivilDate } from '../../ladder/time/civil.ts';
import type { Plan } from './plan.ts';
import type { Rng } from './random.ts';

/** By the API, or by a bare signal to the workflow, as a person with only Temporal's own client would. */
export type Way = 'api' | 'signal';

export interface Scripted {
  id: string;
  what: SignalName;
  /** Days after the beginning on which it is told first. */
  day: number;
  by: Way;
  /** It is told again, by the same way or the other. */
  again: { day: number; by: Way }[];
  /** The event that it names, without which the API does not take it. */
  names: string | null;
  body: (today: CivilDate) => Record<string, unknown>;
}

/** A signal that nobody can read; its invoice hears it as well. */
export interface Garbled {
  name: string;
  payload: unknown;
  day: number;
}

export interface ScriptedInvoice {
  number: string;
  debtor: number;
  amountCents: number;
  registeredOnDay: number;
  dueOnDay: number;
  events: Scripted[];
  garbled: Garbled[];
}

/** Due dates lie within so many days; the ladder's last step is about 25 days after, pauses apart. */
const DUE_WITHIN_DAYS = 12;
const BY = 'Anna';

const numberOf = (index: number) => `F-${index + 1}`;
/** The invoice that is paid by the cent. */
export const FLOODED = numberOf(0);

type Size = Pick<Plan, 'invoices' | 'lastDay' | 'flood'>;

/** Nothing is told after `lastDay`, repetitions apart: the book comes to rest. */
export function historyOf(rng: Rng, { invoices, lastDay, flood }: Size): ScriptedInvoice[] {
  const debtors = Math.max(1, Math.round(invoices / 2.5));
  return [...Array(invoices).keys()].map((index) => {
    const registeredOnDay = rng.between(0, 4);
    const draft: ScriptedInvoice = {
      number: numberOf(index),
      debtor: rng.int(1, debtors),
      amountCents: rng.int(5_000, 600_000),
      registeredOnDay,
      dueOnDay: Math.floor(registeredOnDay) + rng.int(1, DUE_WITHIN_DAYS - 4),
      events: [],
      garbled: rng.chance(0.04) ? [rng.pick(GARBLED)(rng.between(5, lastDay / 2))] : [],
    };
    const story = new Story(rng, draft, lastDay);
    // One customer pays by the cent.
    if (draft.number === FLOODED) story.flood(flood);
    return { ...draft, events: story.events };
  });
}

const GARBLED: ((day: number) => Garbled)[] = [
  (day) => ({ name: 'paymentReceived', payload: { id: 'veel', amount: 'veel' }, day }),
  (day) => ({ name: 'betaald', payload: { id: 'typefout' }, day }),
  (day) => ({ name: 'held', payload: null, day }),
];

/** The events of one invoice. */
class Story {
  readonly events: Scripted[] = [];
  readonly #rng: Rng;
  readonly #invoice: ScriptedInvoice;
  readonly #lastDay: number;

  constructor(rng: Rng, invoice: ScriptedInvoice, lastDay: number) {
    this.#rng = rng;
    this.#lastDay = lastDay;
    this.#invoice = invoice;
    this.#money();
    for (const [chance, happens] of BESIDE) if (rng.chance(chance)) happens(this);
  }

  /** A day on which the invoice is there, or later by so much. */
  day(from = this.#invoice.registeredOnDay + 0.5): number {
    return Math.min(this.#lastDay, this.#rng.between(from, Math.max(from + 1, this.#lastDay)));
  }

  soonAfter(day: number, days = 4): number {
    return Math.min(this.#lastDay, day + this.#rng.between(0.3, days));
  }

  add(what: SignalName, day: number, body: Scripted['body'], names: string | null = null): string {
    const rng = this.#rng;
    const id = `${what}-${this.#invoice.number}-${this.events.length + 1}`;
    const by = rng.chance(0.3) ? 'signal' : 'api';
    const again = rng.chance(0.35)
      ? [...Array(rng.int(1, 3))].map(() => ({
          day: day + rng.between(0, 1.5),
          by: rng.pick<Way>(['api', 'signal']),
        }))
      : [];
    this.events.push({ id, what, day, by, again, names, body });
    return id;
  }

  get rng(): Rng {
    return this.#rng;
  }

  part(low = 0.1, high = 0.6): string {
    return decimalAmount(Math.max(1, Math.round(this.#invoice.amountCents * this.#rng.between(low, high))));
  }

  #pay(cents: number, day: number): string {
    return this.add('paymentReceived', day, (today) => ({ amount: decimalAmount(cents), booked_on: today }));
  }

  /** So many payments of a cent that the workflow's history is cut, more than once. */
  flood(payments: number): void {
    for (let payment = 0; payment < payments; payment++) this.#pay(1, this.#rng.between(5, this.#lastDay - 8));
  }

  #money(): void {
    const rng = this.#rng;
    const { amountCents, dueOnDay } = this.#invoice;
    const day = Math.min(this.#lastDay - 6, dueOnDay + rng.between(-1, 22));
    const kind = rng.next();
    if (kind < 0.28) {
      this.#pay(amountCents, day);
    } else if (kind < 0.45) {
      // In parts, of which the last may stay away.
      const parts = rng.int(2, 5);
      const each = Math.floor(amountCents / parts);
      for (let part = 1; part <= parts; part++) {
        if (part < parts) this.#pay(each, this.soonAfter(day));
        else if (rng.chance(0.6)) this.#pay(amountCents - each * (parts - 1), this.soonAfter(day));
      }
    } else if (kind < 0.63) {
      // Paid, and taken back by the bank, of which we hear before or after; perhaps paid again.
      const payment = this.#pay(amountCents, day);
      const whole = rng.chance(0.6);
      const backOn = rng.chance(0.25) ? Math.max(dueOnDay - 1, day - 1) : this.soonAfter(day);
      const amount = this.part();
      this.add('paymentReversed', backOn, () => ({ payment_id: payment, ...(!whole && { amount }) }));
      if (rng.chance(0.4)) this.#pay(amountCents, this.soonAfter(day, 6));
    } else if (kind < 0.72) {
      const credited = Math.round(amountCents * rng.between(0.1, 1));
      this.#credit(credited, day);
      if (rng.chance(0.6) && credited < amountCents) this.#pay(amountCents - credited, this.soonAfter(day));
    } else if (kind < 0.77) {
      this.#pay(amountCents + rng.int(1, 20_000), day);
    }
  }

  #credit(cents: number, day: number): void {
    this.add('creditNoteIssued', day, () => ({ number: `C-${this.#invoice.number}`, amount: decimalAmount(cents) }));
  }
}

/** How often each thing happens to an invoice beside its money, and what it is. */
const BESIDE: [number, (story: Story) => void][] = [
  [
    0.12,
    (story) => {
      const day = story.day();
      const days = story.rng.int(1, 5);
      const held = (today: CivilDate) => ({ owner: BY, reason: 'navraag', until: addDays(today, days) });
      const hold = story.add('held', day, held);
      if (story.rng.chance(0.6)) story.add('released', story.soonAfter(day), () => ({ hold_id: hold, by: BY }), hold);
    },
  ],
  [
    0.15,
    (story) => {
      const days = story.rng.int(1, 4);
      story.add('promiseMade', story.day(), (today) => ({ on: addDays(today, days), by: BY }));
    },
  ],
  [
    0.16,
    (story) => {
      const { rng } = story;
      const day = story.day();
      const part = rng.chance(0.5) ? { amount: story.part() } : {};
      const dispute = story.add('disputeRaised', day, () => ({ reason: 'niet geleverd', ...part }));
      if (!rng.chance(0.8)) return;
      const decision = rng.pick(['rejected', 'upheld', 'partly']);
      const amount = decision === 'partly' ? { amount: story.part(0.05, 0.4) } : {};
      const decidedOn = story.soonAfter(day, 5);
      const decided = () => ({ dispute_id: dispute, decision, by: BY, ...amount });
      story.add('disputeDecided', decidedOn, decided, dispute);
      if (decision === 'rejected' || !rng.chance(0.6)) return;
      const credited = story.part();
      story.add('creditNoteIssued', story.soonAfter(decidedOn), () => ({ number: `CD-${dispute}`, amount: credited }));
    },
  ],
  [0.08, (story) => void story.add('replyReceived', story.day(), () => ({ summary: 'Wij kijken ernaar.' }))],
  [
    0.06,
    (story) => {
      const days = story.rng.int(1, 4);
      story.add('returnAnnounced', story.day(), (today) => ({ expected_on: addDays(today, days) }));
    },
  ],
  [
    0.08,
    (story) => {
      const day = story.day();
      const arrangement = { arrangement_id: `r-${Math.round(day * 1000)}` };
      story.add('arrangementAgreed', day, () => arrangement);
      const end = story.rng.pick(['arrangementKept', 'arrangementBroken', 'arrangementDeclined'] as const);
      if (story.rng.chance(0.85)) story.add(end, story.soonAfter(day, 6), () => arrangement);
    },
  ],
  [
    0.08,
    (story) => {
      const amount = story.part(0.3, 1.2);
      story.add('invoiceCorrected', story.day(), () => ({ amount, by: BY, reason: 'prijs' }));
    },
  ],
  [0.05, (story) => void story.add('invoiceSentAgain', story.day(), () => ({ by: BY }))],
  [
    0.05,
    (story) => {
      const day = story.day();
      const status = story.rng.pick(['debt-help', 'bankruptcy'] as const);
      story.add('debtorChanged', day, () => ({ status, by: BY }));
      story.add('debtorChanged', story.soonAfter(day, 5), () => ({ status: 'normal', by: BY }));
    },
  ],
  [0.05, (story) => void story.add('escalated', story.day(), () => ({ step: 'vrijgave', by: BY, reason: 'spoed' }))],
  [
    0.05,
    (story) => void story.add('stepLeftOut', story.day(), () => ({ step: 'bellen', by: BY, reason: 'gesproken' })),
  ],
  [0.04, (story) => void story.add('writtenOff', story.day(), () => ({ by: BY, reason: 'oninbaar' }))],
];
