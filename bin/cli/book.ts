/** `book`: what a draft of a ladder would do to the open invoices of the running server. */
import { LANGUAGES } from '../../ladder/definition.ts';
import type { bookView } from '../../server/book-views.ts';
import { ApiRefusal, api } from './api.ts';
import { bookText, problemsText } from './book-text.ts';
import { soundLadder } from './ladder-file.ts';
import { misused, readArguments } from './options.ts';
import { CliError, print } from './output.ts';

const USAGE =
  'npm run -s ladder -- book --draft LADDER | --ladder ID --to VERSION [--from VERSION] [--days DAYS] [--choice replan|next_step] [--map OLD=NEW…] [--language nl|en] [--json]';

/** What the server tells of a draft. */
export interface BookAnswer {
  from: number;
  /** Null for a draft. */
  to: number | null;
  choice: string;
  problems: { step: string | null; rule: string; sentence: string }[];
  /** Null where a problem stands in the way. */
  book: ReturnType<typeof bookView> | null;
}

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(USAGE, args, {
    draft: { type: 'string' },
    ladder: { type: 'string' },
    to: { type: 'string' },
    from: { type: 'string' },
    days: { type: 'string' },
    choice: { type: 'string' },
    map: { type: 'string', multiple: true },
    language: { type: 'string' },
    json: { type: 'boolean' },
  });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  if (positionals.length > 0) throw misused(`"book" takes options only, not "${positionals[0]}"`, USAGE);
  const language = LANGUAGES.find((known) => known === (values.language ?? 'nl'));
  if (!language) throw misused(`"--language" is "${values.language}"; it may be nl or en`, USAGE);
  const { id, tried } = await triedBy(values);
  const body = {
    ...tried,
    ...(values.from !== undefined && { from: wholeNumber('--from', values.from) }),
    ...(values.days !== undefined && { days: wholeNumber('--days', values.days) }),
    ...(values.choice !== undefined && { choice: values.choice }),
    mapping: mappingIn(values.map ?? []),
  };
  const server = api();
  const answer = await server
    .send<BookAnswer>('POST', `/ladders/${encodeURIComponent(id)}/book`, body)
    .catch((error: unknown) => {
      throw error instanceof ApiRefusal ? new CliError(error.message) : error;
    });
  if (values.json) await print(JSON.stringify(answer, null, 2));
  else await print(answer.book ? bookText(id, answer, answer.book, language) : problemsText(answer));
  return answer.book ? 0 : 1;
}

/** The ladder that is tried: a document, or a version that the server has. */
async function triedBy({
  draft,
  ladder,
  to,
}: {
  draft?: string | undefined;
  ladder?: string | undefined;
  to?: string | undefined;
}) {
  if (draft !== undefined) {
    if (to !== undefined) throw misused('"book" takes "--draft" or "--to", not both', USAGE);
    const document = await soundLadder(draft);
    return { id: ladder ?? document.id, tried: { draft: document } };
  }
  if (ladder === undefined || to === undefined) {
    throw misused('"book" takes "--draft", or "--ladder" and "--to"', USAGE);
  }
  return { id: ladder, tried: { to: wholeNumber('--to', to) } };
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw misused(`"${option}" is "${text}", which is no whole number from 1`, USAGE);
}

function mappingIn(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [old, target, ...more] = pair.split('=');
      if (old && target && more.length === 0) return [old, target];
      throw misused(`"--map" is "${pair}"; write it as OLD=NEW, with the ids of two steps`, USAGE);
    }),
  );
}
