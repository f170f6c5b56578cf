/** `status`: where an invoice stands, what comes, and what happened. */
import type { Ladder, Language } from '../../ladder/definition.ts';
import { LANGUAGES } from '../../ladder/definition.ts';
import type { dispatchView, entryView, invoiceView, taskView } from '../../server/views.ts';
import { type Api, ApiRefusal, api } from './api.ts';
import { misused, readArguments } from './options.ts';
import { CliError, print, printError } from './output.ts';
import { statusText } from './status-text.ts';

const USAGE = 'npm run -s ladder -- status NUMBER [--json] [--language nl|en]';

/** What the server tells of one invoice. */
export interface InvoiceStatus {
  invoice: ReturnType<typeof invoiceView>;
  plan: ReturnType<typeof entryView>[];
  timeline: (ReturnType<typeof entryView> & { actor: string })[];
  tasks: ReturnType<typeof taskView>[];
  dispatches: ReturnType<typeof dispatchView>[];
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(USAGE, args, {
    json: { type: 'boolean' },
    language: { type: 'string' },
  });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  const [number] = positionals;
  if (number === undefined || positionals.length > 1) throw misused('"status" takes one invoice number', USAGE);
  const language = LANGUAGES.find((known) => known === (values.language ?? 'nl'));
  if (!language) throw misused(`"--language" is "${values.language}"; it may be nl or en`, USAGE);

  const server = api();
  try {
    const found = await server.list<{ id: string }>('/invoices', { number });
    const all = await Promise.all(found.map(({ id }) => statusOf(server, id)));
    if (values.json) await print(JSON.stringify({ data: all }, null, 2));
    else if (all.length > 0) await print(await textsOf(server, all, language));
    if (all.length > 0) return 0;
    await printError(`No invoice "${number}" is registered at ${server.address}.`);
    return 1;
  } catch (error) {
    if (error instanceof ApiRefusal) throw new CliError(error.message);
    throw error;
  }
}

async function statusOf(server: Api, id: string): Promise<InvoiceStatus> {
  const path = `/invoices/${encodeURIComponent(id)}`;
  const [invoice, plan, timeline, dispatches, tasks] = await Promise.all([
    server.get<InvoiceStatus['invoice']>(path),
    server.list<InvoiceStatus['plan'][number]>(`${path}/plan`),
    server.list<InvoiceStatus['timeline'][number]>(`${path}/timeline`),
    server.list<InvoiceStatus['dispatches'][number]>(`${path}/dispatches`),
    server.list<InvoiceStatus['tasks'][number]>('/tasks', { invoice: id, status: 'open' }),
  ]);
  return { invoice, plan, timeline, tasks, dispatches };
}

async function textsOf(server: Api, all: readonly InvoiceStatus[], language: Language): Promise<string> {
  const creditors = await server.list<{ id: string; name: string }>('/creditors');
  const texts = all.map(async (one) => {
    const { id, version } = one.invoice.ladder;
    const ladder = await server.get<Ladder>(`/ladders/${encodeURIComponent(id)}/${version}`);
    const creditor = creditors.find((known) => known.id === one.invoice.creditor)?.name ?? one.invoice.creditor;
    return statusText(one, { ladder, creditor, language, width: process.stdout.columns });
  });
  return (await Promise.all(texts)).join('\n\n');
}
