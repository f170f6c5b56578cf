/** `npm run -s ladder -- COMMAND …`: ladders are checked, simulated and tried on the book, invoices imported and looked up. */
import { CliError, outliveClosedPipes, print, printError } from './cli/output.ts';

const USAGE = `npm run -s ladder -- check LADDER [--json]
    judges a ladder: every problem, with its step and rule

npm run -s ladder -- simulate --ladder LADDER --invoice FILE [--events FILE]
    runs an invoice through a ladder, one JSON object per line: what happens, when and why

npm run -s ladder -- claim --file FILE --on DATE
    what a debtor owes on a day: principal, collection costs and interest, with every step of the computation

npm run -s ladder -- import FILE… [--dry-run] [--ladder ID] [--email ADDRESS] [--debtor-kind KIND]
    registers UBL invoices, books UBL credit notes; --dry-run only reads them and needs no server

npm run -s ladder -- status NUMBER [--json] [--language nl|en]
    where an invoice stands, what comes, and what happened

npm run -s ladder -- book --draft LADDER | --ladder ID --to VERSION [--days DAYS] [--map OLD=NEW…] [--json]
    what a draft, or another version, would do to the open invoices: what leaves on which day, what moves

npm run -s ladder -- user list | add EMAIL --name NAME --role ROLE… | disable EMAIL | enable EMAIL | password EMAIL
    people who sign in; add and password read the password from standard input

LADDER is a JSON file or the id of a shipped ladder. Files are described in docs/ladder-format.md,
that of claim in docs/claim.md; book is told of in docs/book.md.
import, status, book and user ask the server at INCASSOLADDER_URL (http://127.0.0.1:PORT, with PORT 3000 unless set), with API_KEY
where that is set.
Exit code: 0 all is well, 1 a problem was found in what was asked about, 2 it could not be done.
`;

interface Command {
  /** Does the work and gives the exit code. */
  run(args: string[]): Promise<number>;
}

/** Loaded when asked for: a check needs none of the code that reads UBL. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  check: () => import('./cli/check.ts'),
  simulate: () => import('./cli/simulate.ts'),
  claim: () => import('./cli/claim.ts'),
  import: () => import('./cli/import.ts'),
  status: () => import('./cli/status.ts'),
  book: () => import('./cli/book.ts'),
  user: () => import('./cli/user.ts'),
};

async function main([name, ...args]: string[]): Promise<number> {
  if (name === undefined) {
    await printError(USAGE);
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    await print(USAGE);
    return 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new CliError(`There is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}.`);
  return (await load()).run(args);
}

outliveClosedPipes();
// The code is set, not exited with: what was written is flushed first.
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = 2;
  await printError(error instanceof CliError ? error.message : (error as Error).stack);
}
