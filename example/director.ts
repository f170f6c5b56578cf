/** Puts the tales of the book on stage: when each deed comes, and which task or contact it answers. */
import { bankCalendar, officeCalendar, rollToOpen } from '../ladder/time/calendar.ts';
import {
  addDays,
  type CivilDate,
  dateOf,
  dayOf,
  type Instant,
  instantOf,
  localDate,
  MINUTE_MS,
} from '../ladder/time/civil.ts';
import type { Db } from '../store/database.ts';
import { contactsMade } from '../store/next-moves.ts';
import { listTasks } from '../store/tasks.ts';
import { CUSTOMERS } from './customers.ts';
import { type Deeds, eventIdOf, type Subject } from './deeds.ts';
import { drawn, idOf } from './ids.ts';
import type { Stage } from './stage.ts';
import { AT_ANY_TIME, type Happening, OF_THE_BANK, type Tale } from './tale.ts';

const OFFICE = officeCalendar({ worked: [], closed: [] });
const HOUR_MS = 60 * MINUTE_MS;
/** When the ERP brings the day's invoices, the bank its statement, and people begin with what they planned. */
const INVOICES_AT = 7 * HOUR_MS;
const BANK_AT = 7.5 * HOUR_MS;
const PEOPLE_AT = 10 * HOUR_MS;
/** The mail room begins before anything goes out that day. */
const PRINTED_AT = 8.75 * HOUR_MS;
const POSTED_AT = 16.5 * HOUR_MS;
/** Everybody does things at a minute of their own, within an hour. */
const SPREAD_MINUTES = 55;
const MOST_TASKS = 1_000;

/** An invoice of the book. */
interface Part extends Subject {
  tale: Tale;
  /** What is still to happen. */
  open: Happening[];
}

export class Director {
  readonly #db: Db;
  readonly #stage: Stage;
  readonly #deeds: Deeds;
  readonly #today: CivilDate;
  readonly #parts: Part[];
  readonly #answered = new Set<string>();

  constructor(db: Db, stage: Stage, deeds: Deeds, tales: readonly Tale[], today: CivilDate) {
    this.#db = db;
    this.#stage = stage;
    this.#deeds = deeds;
    this.#today = today;
    this.#parts = partsOf(tales, today);
  }

  /** Puts on the programme all whose day is known: the invoices, what has a day of its own, and the mail room. */
  prepare(): void {
    for (const part of this.#parts) {
      const { tale, issuedOn } = part;
      const on = addDays(issuedOn, tale.enteredAfter ?? 0);
      const at = instantOf(dayOf(on), INVOICES_AT) + drawn(SPREAD_MINUTES, tale.key) * MINUTE_MS;
      this.#stage.add({ at, play: () => this.#deeds.register(part) });
      for (const happening of part.open.filter(({ when }) => 'day' in when)) {
        const { day } = happening.when as { day: number };
        this.#plan(part, happening, instantOf(dayOf(addDays(part.dueOn, day)), PEOPLE_AT), true);
      }
    }
    this.#planPost();
  }

  get first(): Instant {
    const [first] = this.#parts.map(({ issuedOn, tale }) => addDays(issuedOn, tale.enteredAfter ?? 0)).toSorted();
    return instantOf(dayOf(first!), 0);
  }

  /** Finds which deeds have their turn now that something may have changed. */
  async watch(): Promise<void> {
    const waiting = this.#parts.filter(({ open }) => open.length > 0);
    if (waiting.length === 0) return;
    const tasks = await listTasks(this.#db, { status: 'open', limit: MOST_TASKS });
    const contacts = await contactsMade(this.#db);
    for (const part of waiting) {
      for (const happening of [...part.open]) {
        const { when } = happening;
        if ('task' in when) {
          const named = ({ step, kind }: (typeof tasks)[number]) => step === when.task || kind === when.task;
          const own = tasks.filter(({ invoice_id, arrangement_id }) =>
            invoice_id === null ? part.arrangements.has(arrangement_id ?? '') : invoice_id === part.id,
          );
          const answers = happening.deed.do === 'answer' || happening.deed.do === 'decide breach';
          const task = own.find((one) => named(one) && !(answers && this.#answered.has(one.id)));
          if (!task) continue;
          if (answers) this.#answered.add(task.id);
          this.#plan(part, happening, this.#later(when.days ?? 0), (when.days ?? 0) > 0, task.id);
        } else if ('notice' in when) {
          const contact = contacts.find(({ invoice_id, step }) => invoice_id === part.id && step === when.notice);
          if (!contact || contact.status === 'printed') continue;
          this.#plan(part, happening, this.#later(when.days ?? 0), (when.days ?? 0) > 0, contact.id);
        }
      }
    }
  }

  #later(days: number): Instant {
    const { now } = this.#stage;
    return days === 0 ? now + 10 * MINUTE_MS : instantOf(dayOf(addDays(localDate(now), days)), PEOPLE_AT);
  }

  /** Puts a deed on the programme, on a day on which whoever does it is at work. */
  #plan(part: Part, happening: Happening, at: Instant, onDay: boolean, about: string | null = null): void {
    part.open.splice(part.open.indexOf(happening), 1);
    const { deed, name } = happening;
    const id = eventIdOf(part.tale, name ?? String(part.tale.happenings!.indexOf(happening) + 1));
    // The same for all of an invoice, so that what happens together happens in the order of the book.
    const minutes = drawn(SPREAD_MINUTES, part.tale.key) * MINUTE_MS;
    let moment = at + minutes;
    if (onDay && !AT_ANY_TIME.includes(deed.do)) {
      const ofBank = OF_THE_BANK.includes(deed.do);
      const day = rollToOpen(ofBank ? bankCalendar : OFFICE, dayOf(localDate(at)), 1);
      moment = instantOf(day, ofBank ? BANK_AT : PEOPLE_AT) + minutes;
    }
    this.#stage.add({
      at: moment,
      play: async () => {
        await this.#deeds.play(part, deed, { id, about });
        for (const next of part.open.filter(({ when }) => 'after' in when && when.after === name)) {
          const { days } = next.when as { days: number };
          this.#plan(part, next, this.#later(days), days > 0);
        }
      },
    });
  }

  /**
   * Every working day the letters that wait are printed and posted. On the last day before today they were printed, and
   * not yet posted; what was to go out since then waits to be printed.
   */
  #planPost(): void {
    const last = dayOf(workdaysBefore(this.#today, 1));
    for (let day = dayOf(localDate(this.first)); day <= last; day++) {
      if (OFFICE(day) !== null) continue;
      const play = async () => {
        const batch = await this.#deeds.print();
        if (batch === null || day === last) return;
        this.#stage.add({ at: instantOf(day, POSTED_AT), play: () => this.#deeds.post(batch) });
      };
      this.#stage.add({ at: instantOf(day, PRINTED_AT), play });
    }
  }
}

function workdaysBefore(date: CivilDate, count: number): CivilDate {
  return count === 0 ? date : workdaysBefore(dateOf(rollToOpen(OFFICE, dayOf(date) - 1, -1)), count - 1);
}

/** Numbers follow the days of issue, as in any bookkeeping. */
const FIRST_NUMBER = 20_101;

function partsOf(tales: readonly Tale[], today: CivilDate): Part[] {
  return tales
    .map((tale) => {
      const term = tale.term ?? USUAL_TERM;
      const issuedOn =
        typeof tale.age === 'number'
          ? addDays(today, -tale.age - term)
          : workdaysBefore(today, tale.age.issuedWorkdaysAgo);
      return { tale, dueOn: addDays(issuedOn, term), issuedOn };
    })
    .toSorted((a, b) => (a.issuedOn < b.issuedOn ? -1 : a.issuedOn > b.issuedOn ? 1 : 0))
    .map(({ tale, dueOn, issuedOn }, index) => ({
      tale,
      id: idOf('invoice', tale.key),
      number: String(FIRST_NUMBER + index),
      issuedOn,
      dueOn,
      debtorId: idOf('debtor', tale.customer),
      customer: CUSTOMERS[tale.customer],
      arrangements: new Set<string>(),
      open: [...(tale.happenings ?? [])],
    }));
}

const USUAL_TERM = 30;
