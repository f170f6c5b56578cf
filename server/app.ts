/** The HTTP API: routes, one error shape, who may come in, idempotency, OpenAPI. */
import helmet from '@fastify/helmet';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { Instant } from '../ladder/time/civil.ts';
import type { Db } from '../store/database.ts';
import { isPassing } from '../store/passing.ts';
import { getSetting } from '../store/settings.ts';
import { isStorable } from '../store/storable.ts';
import { registerCallers } from './caller.ts';
import { ApiError } from './errors.ts';
import { registerIdempotency } from './idempotency.ts';
import type { LetterPress } from './letters/press.ts';
import { description } from './openapi.ts';
import { registerPages } from './pages.ts';
import { Passwords } from './passwords.ts';
import { arrangementRoutes } from './routes/arrangements.ts';
import { bankDataRoutes } from './routes/bank-data.ts';
import { bookRoutes } from './routes/book.ts';
import { creditorRoutes } from './routes/creditors.ts';
import { draftRoutes } from './routes/drafts.ts';
import { eventRoutes } from './routes/events.ts';
import { invoiceRoutes } from './routes/invoices.ts';
import { keyRoutes } from './routes/keys.ts';
import { ladderChangeRoutes } from './routes/ladder-changes.ts';
import { ladderChoiceRoutes } from './routes/ladder-choice.ts';
import { ladderCountRoutes } from './routes/ladder-counts.ts';
import { ladderRoutes } from './routes/ladders.ts';
import { letterRoutes } from './routes/letters.ts';
import { liveRoutes } from './routes/live.ts';
import { noticePreviewRoutes } from './routes/notice-previews.ts';
import { publicationRoutes } from './routes/publications.ts';
import { sessionRoutes } from './routes/session.ts';
import { taskRoutes } from './routes/tasks.ts';
import { trialRoutes } from './routes/trials.ts';
import { userRoutes } from './routes/users.ts';
import { registerSignatures } from './signature.ts';
import { MAX_UBL_BYTES } from './ubl/ubl.ts';

export interface AppOptions {
  db: Db;
  /** Whoever has it may do everything. */
  apiKey: string | null;
  /** The clock on which invoices run. */
  now: () => Instant;
  /** The clock on which sessions and keys run out; this machine's, unless given. */
  realNow?: () => Instant;
  passwords?: Passwords;
  /** Prints the letters. */
  press: LetterPress;
  /** The folder with the built pages; null where there are none. */
  pages?: string | null;
  /** Called when something was accepted that a workflow should hear. */
  onAccepted: () => void;
  logger?: FastifyBaseLogger;
}
export type AppSettings = AppOptions & Required<Pick<AppOptions, 'realNow' | 'passwords'>>;

/** A JSON request larger than this is refused. */
const MAX_JSON_BYTES = 1024 * 1024;

/** Pages load nothing from elsewhere. React Flow places what it draws by style attributes; previews are shown from memory. */
const CONTENT_POLICY = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'frame-src': ["'self'", 'blob:'],
  'object-src': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'self'"],
};

export async function buildApp(options: AppOptions) {
  const settings: AppSettings = { realNow: Date.now, passwords: new Passwords(), ...options };
  const app = Fastify({
    bodyLimit: MAX_JSON_BYTES,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 300 },
    // What is wrong with a URL is found before there is a route.
    frameworkErrors: (_error, request, reply: FastifyReply) => void reply.status(404).send(noRoute(request).toJSON()),
    ...(settings.logger ? { loggerInstance: settings.logger } : { logger: false }),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  app.setErrorHandler((error: FastifyError, request, reply) => {
    const shaped = shapeOf(error);
    if (shaped.type === 'internal') request.log.error({ err: error }, 'request failed');
    return reply.status(statusOf(shaped, error)).send(shaped.toJSON());
  });

  await app.register(helmet, { contentSecurityPolicy: { useDefaults: false, directives: CONTENT_POLICY } });
  const page = await registerPages(app, settings.pages ?? null);
  app.setNotFoundHandler((request, reply) => page(request, reply) ?? reply.status(404).send(noRoute(request)));
  await app.register(swagger, description(settings.apiKey !== null));
  app.removeContentTypeParser('text/plain');
  for (const type of ['application/xml', 'text/xml', 'application/pdf']) {
    app.addContentTypeParser(type, { parseAs: 'buffer', bodyLimit: MAX_UBL_BYTES }, (_request, body, done) =>
      done(null, body),
    );
  }

  registerCallers(app, settings);
  app.addHook('preValidation', async (request) => checkContent(request));
  registerSignatures(app);
  registerIdempotency(app, settings.db);

  app.get('/healthz', { schema: { hide: true } }, async () => {
    await getSetting(settings.db, 'clock');
    return { status: 'ok' };
  });
  await app.register(
    async (api) => {
      await api.register(invoiceRoutes, settings);
      await api.register(eventRoutes, settings);
      await api.register(arrangementRoutes, settings);
      await api.register(taskRoutes, settings);
      await api.register(letterRoutes, settings);
      await api.register(ladderRoutes, settings);
      await api.register(ladderChangeRoutes, settings);
      await api.register(bookRoutes, settings);
      await api.register(ladderChoiceRoutes, settings);
      await api.register(draftRoutes, settings);
      await api.register(publicationRoutes, settings);
      await api.register(trialRoutes, settings);
      await api.register(ladderCountRoutes, settings);
      await api.register(noticePreviewRoutes, settings);
      await api.register(liveRoutes, settings);
      await api.register(creditorRoutes, settings);
      await api.register(bankDataRoutes, settings);
      await api.register(sessionRoutes, settings);
      await api.register(userRoutes, settings);
      await api.register(keyRoutes, settings);
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    },
    { prefix: '/api' },
  );
  return app;
}

/** Files go where files are taken; what the database cannot keep goes nowhere. */
function checkContent({ body, params, query, routeOptions }: FastifyRequest): void {
  if (Buffer.isBuffer(body)) {
    if (!routeOptions.schema?.consumes) throw mediaTypeUnknown();
  } else if (!isStorable(body)) {
    throw new ApiError('invalid_request', 'text_unstorable', 'A text holds a character that cannot be kept (U+0000).');
  }
  if (!isStorable([params, query])) {
    throw new ApiError('invalid_request', 'text_unstorable', 'The URL holds a character that no id has (U+0000).');
  }
}

const noRoute = ({ method, url }: Pick<FastifyRequest, 'method' | 'url'>) =>
  new ApiError('not_found', 'route_not_found', `There is no ${method} ${url}.`);

const mediaTypeUnknown = () =>
  new ApiError(
    'invalid_request',
    'media_type_unknown',
    'Send JSON, or XML or PDF where the address takes it, with its Content-Type.',
  );

/** What is wrong with a field, after its name: a checker's own words where they say more than types. */
function plainly(message: string): string {
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? [];
  const unknown = /^Unrecognized keys?: (.+)$/.exec(message)?.[1];
  if (unknown !== undefined) return ` has a field that is not known here: ${unknown}; see /api/openapi.json`;
  if (expected === undefined) return `: ${message}`;
  const form = `${/^[aeio]/.test(expected) ? 'an' : 'a'} ${expected}`;
  return received === 'undefined' ? ` is missing: give ${form}` : ` must be ${form}`;
}

function shapeOf(error: FastifyError | ApiError): ApiError {
  if (error instanceof ApiError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const [first] = error.validation;
    const path = first?.instancePath.split('/').filter(Boolean).join('.') || null;
    return new ApiError(
      'invalid_request',
      'invalid_field',
      `${path ?? 'The request'}${plainly(first?.message ?? error.message)}.`,
      path,
    );
  }
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new ApiError('too_large', 'body_too_large', 'The request is larger than this address takes.');
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return mediaTypeUnknown();
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new ApiError('invalid_request', 'json_malformed', `The body is not JSON: ${error.message}.`);
  }
  if (error instanceof SyntaxError && error.statusCode === 400) {
    return new ApiError('invalid_request', 'json_malformed', `The body is not JSON: ${error.message}.`);
  }
  if (isPassing(error)) return new ApiError('unavailable', 'database_away', 'The database is away; try again shortly.');
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new ApiError('invalid_request', error.code?.toLowerCase() ?? 'invalid_request', error.message);
  }
  return new ApiError('internal', 'internal_error', 'Something went wrong on the server; it is in the log.');
}

function statusOf(shaped: ApiError, error: FastifyError): number {
  if (shaped.code === 'json_malformed') return 400;
  if (shaped.code === 'media_type_unknown') return 415;
  return error instanceof ApiError
    ? shaped.status
    : shaped.type === 'invalid_request' && error.statusCode && error.statusCode !== 400
      ? error.statusCode
      : shaped.status;
}
