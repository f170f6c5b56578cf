import type { Instant } from '../ladder/time/civil.ts';
import { atInstant, type Db } from './database.ts';
import type { OpenWork } from './invoices.ts';

/** Arrangements with something left to do that got no signal since an instant of real time, a page at a time. */
export function openArrangements(
  db: Db,
  page: { after: string; limit: number; quietSince: Instant },
): Promise<OpenWork[]> {
  const ofThis = <T extends string>(table: T) => [`${table}.arrangement_id`, '=', 'arrangements.id'] as const;
  return db
    .selectFrom('arrangements')
    .leftJoin('arrangement_states', 'arrangement_states.arrangement_id', 'arrangements.id')
    .select((eb) => [
      'arrangements.id',
      'arrangement_states.wake_at',
      eb.fn
        .coalesce(
          eb
            .selectFrom('arrangement_facts')
            .select('arrangement_facts.id')
            .whereRef(...ofThis('arrangement_facts'))
            .where('applied_in', 'is', null)
            .limit(1),
          eb
            .selectFrom('arrangement_news')
            .select('fact_id')
            .whereRef(...ofThis('arrangement_news'))
            .where('applied_in', 'is', null)
            .limit(1),
        )
        .as('unapplied'),
    ])
    .where('arrangements.id', '>', page.after)
    .where((eb) =>
      eb.or([
        eb.exists(
          eb
            .selectFrom('arrangement_invoices')
            .select('invoice_id')
            .whereRef(...ofThis('arrangement_invoices'))
            .where('is_open', '=', true),
        ),
        eb.exists(
          eb
            .selectFrom('arrangement_facts')
            .select('arrangement_facts.id')
            .whereRef(...ofThis('arrangement_facts'))
            .where('applied_in', 'is', null),
        ),
        eb.exists(
          eb
            .selectFrom('arrangement_news')
            .select('fact_id')
            .whereRef(...ofThis('arrangement_news'))
            .where('applied_in', 'is', null),
        ),
        eb.exists(
          eb
            .selectFrom('dispatches')
            .innerJoin('arrangement_dispatches', 'arrangement_dispatches.dispatch_id', 'dispatches.id')
            .select('dispatches.id')
            .whereRef(...ofThis('arrangement_dispatches'))
            .where('dispatches.status', 'in', ['intended', 'sending']),
        ),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('signal_outbox')
            .select('signal_outbox.id')
            .whereRef(...ofThis('signal_outbox'))
            .where((inner) =>
              inner.or([
                inner('signal_outbox.sent_at', 'is', null),
                inner('signal_outbox.sent_at', '>', atInstant(page.quietSince)),
              ]),
            ),
        ),
      ),
    )
    .orderBy('arrangements.id')
    .limit(page.limit)
    .execute();
}
