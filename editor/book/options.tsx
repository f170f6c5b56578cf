/** What is asked of the book: how far ahead it is told, and how invoices that run take the new version. */
import { Trans, useLingui } from '@lingui/react/macro';
import { getRouteApi } from '@tanstack/react-router';
import type { RunningChoice } from '../../ladder/change/event.ts';
import { DEFAULT_PER_DAY } from '../../ladder/change/preview.ts';
import { WholeNumber } from '../ui/number-fields.tsx';
import { Select } from '../ui/select.tsx';
import styles from './book.module.css';
import type { Order } from './report/comparison.ts';
import { HORIZONS } from './report/horizons.ts';
import { type BookSearch, MOST_PER_DAY } from './search.ts';

const route = getRouteApi('/ladders/$id/book');

export function Options({ as }: Pick<Order, 'as'>) {
  const { t } = useLingui();
  const { days = 30, choice = 'replan', per_day: perDay } = route.useSearch();
  const navigate = route.useNavigate();
  const set = (change: (now: BookSearch) => BookSearch) => void navigate({ search: change, replace: true });
  const choices: { id: RunningChoice; name: string }[] = [
    { id: 'replan', name: t`are planned anew` },
    { id: 'next_step', name: t`take it from their next step` },
  ];
  return (
    <div className={styles.options}>
      <Select
        label={t`How far ahead`}
        value={String(days)}
        options={HORIZONS.map((one) => ({ id: String(one), name: t`${one} days` }))}
        onChange={(chosen) => set((now) => ({ ...now, days: HORIZONS.find((one) => String(one) === chosen)! }))}
      />
      {as === 'change' && (
        <>
          <Select
            label={t`Running invoices`}
            value={choice}
            options={choices}
            onChange={(chosen) => set((now) => ({ ...now, choice: chosen }))}
          />
          <Select
            label={t`What is due at once`}
            value={perDay === undefined ? 'at_once' : 'spread'}
            options={[
              { id: 'at_once', name: t`all comes at once` },
              { id: 'spread', name: t`is spread over days` },
            ]}
            onChange={(chosen) =>
              set(({ per_day: _, ...now }) => (chosen === 'spread' ? { ...now, per_day: DEFAULT_PER_DAY } : now))
            }
          />
          {perDay !== undefined && (
            <WholeNumber
              label={t`Invoices a day`}
              least={1}
              most={MOST_PER_DAY}
              value={perDay}
              onChange={(chosen) => set((now) => ({ ...now, per_day: chosen }))}
            />
          )}
        </>
      )}
    </div>
  );
}

/** What is taken to be, for the run to be possible at all. */
export function Assumptions({ as, perDay }: Pick<Order, 'as' | 'perDay'>) {
  const isAtOnce = perDay === null;
  return (
    <details className={styles.assumed}>
      <summary>
        <Trans>What is assumed</Trans>
      </summary>
      <ul>
        <li>
          <Trans>
            Nobody pays, promises or answers. Calls and tasks run out; an approval is given on the day it is asked.
          </Trans>
        </li>
        <li>
          <Trans>What is under way leaves first; letters are posted on their day; bank data come in time.</Trans>
        </li>
        <li>
          <Trans>
            Holds, promises, disputes and arrangements that are in force end as they are known to end, or not.
          </Trans>
        </li>
        <li>
          <Trans>
            Invoices on other ladders go along as they are: customers are shared, and one is written to once a day at
            most.
          </Trans>
        </li>
        {as === 'change' && isAtOnce && (
          <li>
            <Trans>
              What would be due at once is shown as if all of it came at once; choose above to see it spread.
            </Trans>
          </li>
        )}
        {as === 'change' && (
          <li>
            <Trans>
              Invoices on every version of this ladder take the new one. Which of them do, and which step takes the
              place of a removed one, is chosen when it is published.
            </Trans>
          </li>
        )}
      </ul>
    </details>
  );
}
