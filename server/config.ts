/** The settings of a process, from its environment. Every wrong value is a sentence that names it. */
import { z } from 'zod';

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** Short keys can be guessed. */
const MIN_API_KEY_CHARS = 16;

const port = z.coerce.number('must be a port number').int().min(0).max(65_535);
const url = (...protocols: string[]) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be a URL that begins with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`,
    );

const schema = z.object({
  DATA_FOLDER: z.string().min(1).default('data'),
  OUTBOX_FOLDER: z.string().min(1).optional(),
  DATABASE_URL: url('postgres:', 'postgresql:').optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:/]+:\d+$/, 'must be host:port, such as 127.0.0.1:7233')
    .optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  SMTP_URL: url('smtp:', 'smtps:').optional(),
  ERP_WEBHOOK_URL: url('http:', 'https:').optional(),
  ERP_WEBHOOK_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be "whsec_" and at least 24 bytes in base64')
    .optional(),
  ERP_INSIDE_HOSTS: z.string().optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  API_KEY: z.string().min(MIN_API_KEY_CHARS, `must have at least ${MIN_API_KEY_CHARS} characters`).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

export interface Config {
  dataFolder: string;
  outboxFolder: string;
  databaseUrl: string | null;
  temporalAddress: string | null;
  temporalNamespace: string;
  smtpUrl: string | null;
  /** Where the ERP hears of held and resumed deliveries; null when it is not told. */
  erp: { url: string; secret: string; insideHosts: string[] } | null;
  host: string;
  port: number;
  apiKey: string | null;
  logLevel: (typeof LOG_LEVELS)[number];
}

/** Reads the environment. Empty values count as not set. Throws a ConfigError with a line for each wrong one. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const result = schema.safeParse(set);
  if (!result.success) {
    const lines = result.error.issues.map(
      (issue) => `${issue.path.join('.')} ${issue.message}, but is "${shown(issue.path, set)}".`,
    );
    throw new ConfigError(lines.join('\n'));
  }
  const values = result.data;
  return {
    dataFolder: values.DATA_FOLDER,
    outboxFolder: values.OUTBOX_FOLDER ?? `${values.DATA_FOLDER}/outbox`,
    databaseUrl: values.DATABASE_URL ?? null,
    temporalAddress: values.TEMPORAL_ADDRESS ?? null,
    temporalNamespace: values.TEMPORAL_NAMESPACE,
    smtpUrl: values.SMTP_URL ?? null,
    erp: erpOf(values),
    host: values.HOST,
    port: values.PORT,
    apiKey: values.API_KEY ?? null,
    logLevel: values.LOG_LEVEL,
  };
}

function erpOf(values: z.output<typeof schema>): Config['erp'] {
  const { ERP_WEBHOOK_URL: url, ERP_WEBHOOK_SECRET: secret, ERP_INSIDE_HOSTS: hosts = '' } = values;
  if (url === undefined && secret === undefined) return null;
  if (url === undefined || secret === undefined) {
    throw new ConfigError('ERP_WEBHOOK_URL and ERP_WEBHOOK_SECRET go together: set both, or neither.');
  }
  const insideHosts = hosts
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
  return { url, secret, insideHosts };
}

/** Secrets are not repeated in messages. */
function shown(path: PropertyKey[], set: Record<string, string | undefined>): string {
  const name = String(path[0]);
  return name === 'API_KEY' || name.endsWith('_SECRET') || name.endsWith('_URL') ? '…' : (set[name] ?? '');
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}
