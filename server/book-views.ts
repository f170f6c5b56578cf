/** What the API shows of a simulated book. */
import type { BookCounts } from '../ladder/book/report.ts';
import { stayWords } from '../ladder/book/stays.ts';
import type { Counted, StepTally } from '../ladder/book/tally.ts';
import type { Ladder } from '../ladder/definition.ts';
import type { SimulatedBook } from './book.ts';

export function bookView(book: SimulatedBook, { from, to }: { from: Ladder; to: Ladder }) {
  const { atOnce, shifted, dropped, added, handovers, numbers } = book;
  const withNumber = <T extends { invoiceId: string }>({ invoiceId, ...rest }: T) => ({
    invoice_id: invoiceId,
    number: numbers.get(invoiceId) ?? null,
    ...rest,
  });
  const counted = <T extends { invoiceId: string }>({ count, examples }: Counted<T>) => ({
    count,
    examples: examples.map(withNumber),
  });
  const { earlier, later } = shifted;
  const { gone, come } = handovers;
  return {
    first_day: book.firstDay,
    last_day: book.lastDay,
    invoices: book.invoices,
    concerned: book.concerned,
    stayed: book.stayed.map(({ because, step, count }) => ({
      count,
      because,
      step,
      ...stayWords({ because, step }, { from, to }),
    })),
    totals: book.totals satisfies Record<'before' | 'after', BookCounts>,
    days: book.days,
    steps: book.steps.map((step) => stepView(step, from, to)),
    at_once: counted(atOnce),
    shifted: { ...counted(shifted), earlier, later },
    dropped: counted(dropped),
    added: counted(added),
    handovers: { ...counted(handovers), earlier: handovers.earlier, later: handovers.later, gone, come },
  };
}

function stepView({ step: id, atOnce, ...counts }: StepTally, from: Ladder, to: Ladder) {
  const step = [...to.steps, ...from.steps].find((one) => one.id === id);
  return { step: id, name: step?.name ?? null, at_once: atOnce, ...counts };
}
