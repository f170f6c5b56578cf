import { z } from 'zod';
import { compile } from '../../ladder/compiled.ts';
import { rowTaken } from '../../ladder/matching.ts';
import { condition, identifier } from '../../ladder/schema.ts';
import { climbing } from '../../store/climbing.ts';
import { waitingAt, waitingDays } from '../../store/ladder-counts.ts';
import { iso } from '../views.ts';
import { ladderParam } from './drafts.ts';
import { ladderOf, type Routes, typed } from './shared.ts';

/** Invoices that are looked at for one count: more of them say nothing more. */
const MAX_LOOKED_AT = 10_000;
/** Invoices that are read in one go: between two the server does other work. */
const PAGE = 200;
const MAX_ROWS = 50;
const MAX_CONDITIONS = 20;

const matchesBody = z.strictObject({
  rows: z.array(z.strictObject({ all: z.array(condition).max(MAX_CONDITIONS) })).max(MAX_ROWS),
  ladder: identifier.optional().describe('Invoices of this ladder alone'),
});
/** What stands on the ladders now, for the canvas and for conditions. */
export const ladderCountRoutes: Routes = async (app, settings) => {
  const { db, now } = settings;

  typed(app).get(
    '/ladders/:id/waiting',
    { schema: { summary: 'How many invoices wait at each step, and when they go on', params: ladderParam } },
    async (request) => {
      const { id } = request.params;
      const days = await waitingDays(db, id);
      const steps = Map.groupBy(await waitingAt(db, id), ({ version, step }) => `${version}/${step ?? ''}`);
      return {
        data: [...steps.values()].map((ways) => {
          const { version, step } = ways[0]!;
          const times = (which: 'first' | 'last') => ways.map((way) => way[which]).filter((at) => at !== null);
          const [firsts, lasts] = [times('first'), times('last')];
          return {
            version,
            step,
            count: ways.reduce((sum, { count }) => sum + count, 0),
            modes: Object.fromEntries(ways.flatMap(({ mode, count }) => (mode === null ? [] : [[mode, count]]))),
            first_at: iso(firsts.length > 0 ? Math.min(...firsts) : null),
            last_at: iso(lasts.length > 0 ? Math.max(...lasts) : null),
            days: days
              .filter((day) => day.version === version && day.step === step)
              .map(({ on, count }) => ({ on, count })),
          };
        }),
      };
    },
  );

  /** One count at a time: whoever types conditions asks often. */
  let counting: Promise<unknown> = Promise.resolve();
  typed(app).post(
    '/conditions/matches',
    { schema: { summary: 'How many open invoices would match conditions today', body: matchesBody } },
    async (request) => {
      const { rows, ladder } = request.body;
      const mine = counting.then(() => countMatches(rows, ladder));
      counting = mine.catch(() => undefined);
      return mine;
    },
  );

  async function countMatches(rows: z.output<typeof matchesBody>['rows'], ladderId: string | undefined) {
    const counts = rows.map(() => 0);
    let [looked, otherwise, more] = [0, 0, false];
    const at = now();
    for (let after = ''; ; ) {
      const page = await climbing(db, ladderId === undefined ? null : { id: ladderId }, { limit: PAGE, after });
      if (page.length === 0) break;
      if (looked + page.length > MAX_LOOKED_AT) {
        more = true;
        break;
      }
      after = page.at(-1)!.invoice.id;
      for (const { invoice, state, facts } of page) {
        if (state === null) continue;
        looked++;
        const { id: ladder_id, version: ladder_version } = invoice.ladder;
        const compiled = compile(await ladderOf(settings, { ladder_id, ladder_version }));
        const row = rowTaken(rows as Parameters<typeof rowTaken>[0], { compiled, state, facts }, at);
        if (row === null) otherwise++;
        else counts[row]!++;
      }
    }
    return { looked_at: looked, more, rows: counts, otherwise };
  }
};
