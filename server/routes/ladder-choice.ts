/** Which ladder an invoice gets: the choice of a creditor, its versions, and what it would choose. */
import { z } from 'zod';
import { type ChoiceProblem, choiceProblems, chooseLadder } from '../../ladder/choice.ts';
import { explainAll } from '../../ladder/explain/explain.ts';
import { country, debtorKind, identifier, ladderChoice, positiveAmount } from '../../ladder/schema.ts';
import type { Db, Tx } from '../../store/database.ts';
import { type ChoiceVersion, changeChoice, choiceVersions, currentChoice } from '../../store/ladder-choice.ts';
import { findLadder, ladderIds, latestVersion } from '../../store/ladders.ts';
import { DEFAULT_CREDITOR_ID, findCreditor, lockCreditor } from '../../store/parties.ts';
import { callerOf, nameOf } from '../caller.ts';
import { ApiError, notFound } from '../errors.ts';
import { DEFAULT_CHOICE } from '../register.ts';
import { iso } from '../views.ts';
import { type Routes, typed } from './shared.ts';

const MAX_VERSIONS_SHOWN = 100;
const MAX_TERM_DAYS = 1_000;

const ofCreditor = z.strictObject({ creditor: identifier.default(DEFAULT_CREDITOR_ID) });
const name = z.string().trim().min(1).max(100);
const tryQuery = ofCreditor.extend({
  debtor_kind: debtorKind,
  country: country.default('NL'),
  segment: name.optional(),
  relation: name.optional(),
  terms: name.optional(),
  amount: positiveAmount,
  term_days: z.coerce.number().int().min(0).max(MAX_TERM_DAYS),
});
const choiceBody = ladderChoice.extend({
  version: z.int().min(0).optional().describe('The version that this one replaces; refused when there is a newer one'),
});

export const ladderChoiceRoutes: Routes = async (app, { db, now }) => {
  typed(app).get(
    '/ladder-choice',
    { schema: { summary: 'Read which ladder an invoice gets', querystring: ofCreditor } },
    async (request) => {
      const { creditor } = request.query;
      await requireCreditor(db, creditor);
      return choiceView(creditor, await currentChoice(db, creditor));
    },
  );

  typed(app).get(
    '/ladder-choice/versions',
    { schema: { summary: 'List the versions of the choice, the newest first', querystring: ofCreditor } },
    async (request) => {
      const { creditor } = request.query;
      await requireCreditor(db, creditor);
      const versions = await choiceVersions(db, creditor, MAX_VERSIONS_SHOWN);
      return { data: versions.map((version) => choiceView(creditor, version)) };
    },
  );

  typed(app).get(
    '/ladder-choice/try',
    { schema: { summary: 'Which ladder an invoice would get, and why', querystring: tryQuery } },
    async (request) => {
      const { creditor, debtor_kind: kind, country: land, segment, relation, terms, amount, term_days } = request.query;
      await requireCreditor(db, creditor);
      const { choice } = (await currentChoice(db, creditor)) ?? { choice: DEFAULT_CHOICE };
      const { id, rule } = chooseLadder(choice, {
        debtor: {
          kind,
          country: land,
          ...(segment !== undefined && { segment }),
          ...(relation !== undefined && { relation }),
          ...(terms !== undefined && { terms }),
        },
        invoice: { amountCents: amount, termDays: term_days },
      });
      const version = (await latestVersion(db, id))!;
      const ladder = (await findLadder(db, { id, version }, db))!;
      const why = [{ code: 'ladder_chosen' as const, ladder: { id, version }, rule }];
      return {
        ladder: { id, version },
        rule,
        why: explainAll(why, { ladder, language: 'en' }),
        why_nl: explainAll(why, { ladder, language: 'nl' }),
      };
    },
  );

  typed(app).put(
    '/ladder-choice',
    { schema: { summary: 'Change which ladder an invoice gets', querystring: ofCreditor, body: choiceBody } },
    async (request) => {
      const { creditor } = request.query;
      const { version, ...choice } = request.body;
      return db.transaction().execute(async (tx) => {
        await requireCreditor(tx, creditor);
        await lockCreditor(tx, creditor);
        const latest = (await currentChoice(tx, creditor))?.version ?? 0;
        if (version !== undefined && version !== latest) {
          throw new ApiError(
            'conflict',
            'choice_changed',
            `The choice is at version ${latest}, not ${version}: somebody changed it; read it again first.`,
            'version',
          );
        }
        refuseWith(choiceProblems(choice, await ladderIds(tx)));
        await changeChoice(tx, creditor, choice, nameOf(callerOf(request)), now());
        return choiceView(creditor, await currentChoice(tx, creditor));
      });
    },
  );
};

async function requireCreditor(db: Db | Tx, id: string): Promise<void> {
  if (!(await findCreditor(db, id))) throw notFound('creditor', id);
}

function refuseWith(problems: readonly ChoiceProblem[]): void {
  const [first] = problems;
  if (!first) return;
  const told = problems.map(({ sentence, ...rest }) => ({ ...rest, sentence: sentence.en, sentence_nl: sentence.nl }));
  const place = first.pointer.slice(1).replaceAll('/', '.');
  throw new ApiError('invalid_request', `choice_${first.problem}`, first.sentence.en, place, told);
}

/** Before the first change it is version 0, which nobody made. */
function choiceView(creditor: string, given: ChoiceVersion | null) {
  const { rules, otherwise } = given?.choice ?? DEFAULT_CHOICE;
  return {
    creditor,
    version: given?.version ?? 0,
    changed_at: iso(given?.changedAt ?? null),
    changed_by: given?.changedBy ?? null,
    rules,
    otherwise,
  };
}
