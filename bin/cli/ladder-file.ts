/** Finds the ladder that an argument names: a shipped one by its id, or a file. */
import { check, type Rule } from '../../ladder/check.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { ladderSchema, readLadder } from '../../ladder/schema.ts';
import { NoSuchFile, readJson } from './json-file.ts';
import { CliError } from './output.ts';
import { issueSentence, type Path } from './sentences.ts';

/** A problem as `check` prints it: of the checks, or of the schema. */
export interface LadderProblem {
  /** The step that is meant; null for the ladder as a whole, and where no step can be told. */
  step: string | null;
  rule: Rule | 'schema';
  sentence: string;
}

export interface JudgedLadder {
  /** Null when the document does not fit the schema. */
  ladder: Ladder | null;
  problems: LadderProblem[];
}

/** Reads and judges a ladder. Throws a CliError when the name leads to no JSON. */
export async function judgeLadder(name: string): Promise<JudgedLadder> {
  const document = shippedLadders().find(({ id }) => id === name) ?? (await readLadderFile(name));
  const result = readLadder(document);
  if (result.ok) return { ladder: result.ladder, problems: check(result.ladder) };
  const issues = ladderSchema.safeParse(document).error?.issues ?? [];
  const problems = issues.map((issue): LadderProblem => {
    const sentence = `${issueSentence(issue, document)}.`;
    return {
      step: stepAt(document, issue.path),
      rule: 'schema',
      sentence: `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`,
    };
  });
  return { ladder: null, problems };
}

async function readLadderFile(name: string): Promise<unknown> {
  try {
    return await readJson(name);
  } catch (error) {
    if (!(error instanceof NoSuchFile)) throw error;
    const ids = shippedLadders().map(({ id }) => id);
    throw new CliError(`"${name}" is neither a file nor a shipped ladder; these are shipped: ${ids.join(', ')}.`);
  }
}

/** A ladder to run. Throws a CliError when it has problems. */
export async function soundLadder(name: string): Promise<Ladder> {
  const { ladder, problems } = await judgeLadder(name);
  const [first] = problems;
  if (ladder && !first) return ladder;
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems, the first`;
  throw new CliError(
    `Ladder "${name}" has ${count}: ${first?.sentence} Mend it with: npm run -s ladder -- check ${name}`,
  );
}

/** The step in which a place of the document stands, when its id is readable. */
function stepAt(document: unknown, path: Path): string | null {
  if (path[0] === 'texts' && typeof path[2] === 'string') return path[2];
  if (path[0] !== 'steps' || typeof path[1] !== 'number') return null;
  const id = (document as { steps?: { id?: unknown }[] }).steps?.[path[1]]?.id;
  return typeof id === 'string' ? id : null;
}
