/** `import`: UBL documents into the running server, or only read. */
import { z } from 'zod';
import { DEBTOR_KINDS } from '../../ladder/definition.ts';
import { type Api, ApiRefusal, api } from './api.ts';
import { readBytes } from './json-file.ts';
import { misused, readArguments } from './options.ts';
import { CliError, print, printJson } from './output.ts';

const USAGE = 'npm run -s ladder -- import FILE… [--dry-run] [--ladder ID] [--email ADDRESS] [--debtor-kind KIND]';

/** What is said of one document: its view, or why it could not be taken in. */
type Told = Record<string, unknown>;
type Take = (bytes: Buffer<ArrayBuffer>) => Promise<Told>;

export async function run(args: string[]): Promise<number> {
  const { values, positionals: files } = readArguments(USAGE, args, {
    'dry-run': { type: 'boolean' },
    ladder: { type: 'string' },
    email: { type: 'string' },
    'debtor-kind': { type: 'string' },
  });
  if (values.help) {
    await print(USAGE);
    return 0;
  }
  if (files.length === 0) throw misused('"import" takes one or more files', USAGE);
  const { ladder, email, 'debtor-kind': kind } = values;
  if (email !== undefined && !z.email().safeParse(email).success) {
    throw misused(`"--email" is "${email}", which is no e-mail address`, USAGE);
  }
  if (kind !== undefined && !(DEBTOR_KINDS as readonly string[]).includes(kind)) {
    throw misused(`"--debtor-kind" is "${kind}"; it may be ${DEBTOR_KINDS.join(', ')}`, USAGE);
  }
  const query = { ...(ladder && { ladder }), ...(email && { email }), ...(kind && { debtor_kind: kind }) };
  const take = values['dry-run'] ? await reader() : sender(api(), query);

  let code = 0;
  for (const file of files) {
    const told = await tellOf(file, take);
    await printJson(told);
    if ('error' in told) code = 1;
  }
  return code;
}

/** Throws what concerns every file, such as a server that is away; what concerns this one is told. */
async function tellOf(file: string, take: Take): Promise<Told> {
  let bytes: Buffer<ArrayBuffer>;
  try {
    bytes = await readBytes(file);
  } catch (error) {
    if (error instanceof CliError) return { file, error: error.message };
    throw error;
  }
  try {
    return { file, ...(await take(bytes)) };
  } catch (error) {
    if (error instanceof ApiRefusal) return { file, error: error.message };
    throw error;
  }
}

/** Reads a document as the server would, without one. */
async function reader(): Promise<Take> {
  const { readUblRequest, ublView } = await import('../../server/ubl-import.ts');
  const { ApiError } = await import('../../server/errors.ts');
  return async (bytes) => {
    try {
      return ublView(readUblRequest(bytes).document);
    } catch (error) {
      if (error instanceof ApiError) throw new ApiRefusal(error.status, error.message);
      throw error;
    }
  };
}

function sender(server: Api, query: Record<string, string>): Take {
  return (bytes) => server.postXml('/invoices/ubl', query, bytes);
}
