import { z } from 'zod';
import { civilDate, identifier } from '../../ladder/schema.ts';
import { localDate } from '../../ladder/time/civil.ts';
import { coverBankData, DEFAULT_CREDITOR_ID } from '../../store/parties.ts';
import { ApiError, notFound } from '../errors.ts';
import { type Routes, typed } from './shared.ts';

const coverageBody = z.strictObject({ until: civilDate, creditor: identifier.default(DEFAULT_CREDITOR_ID) });

export const bankDataRoutes: Routes = async (app, { db, now }) => {
  typed(app).post(
    '/bank-data/coverage',
    {
      schema: {
        summary: 'Say that all payments up to and including a day were given',
        description:
          'From then on costs, broken promises and handovers of this creditor wait until the day that matters is covered.',
        body: coverageBody,
      },
    },
    async (request) => {
      const { until, creditor } = request.body;
      const today = localDate(now());
      if (until > today) {
        const message = `Today is ${today}; payments up to ${until} cannot be known yet.`;
        throw new ApiError('invalid_request', 'date_impossible', message, 'until');
      }
      const covered = await coverBankData(db, creditor, until);
      if (covered === null) throw notFound('creditor', creditor);
      return { creditor, until: covered };
    },
  );
};
