import { z } from 'zod';
import { callerOf } from '../caller.ts';
import { Live } from '../live.ts';
import { type Routes, typed } from './shared.ts';

const headers = z.looseObject({ 'last-event-id': z.string().max(100).optional() });

export const liveRoutes: Routes = async (app, { db, realNow }) => {
  const live = new Live({ db, realNow, onProblem: (problem) => app.log.warn(problem) });
  app.addHook('onReady', async () => live.start());
  // Before the server waits for its connections to end.
  app.addHook('preClose', () => live.stop());

  typed(app).get(
    '/live',
    { exposeHeadRoute: false, schema: { summary: 'Hear what changes, as server-sent events', headers } },
    async (request, reply) => {
      const stream = await live.open(callerOf(request), request.headers['last-event-id'] ?? null);
      return (
        reply
          .header('content-type', 'text/event-stream; charset=utf-8')
          // Kept alive after its end, a connection would hold the server up while it stops.
          .header('connection', 'close')
          // Proxies that gather what they pass on would keep hints back.
          .header('x-accel-buffering', 'no')
          .send(stream)
      );
    },
  );
};
