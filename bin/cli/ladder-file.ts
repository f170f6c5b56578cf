/** Finds the ladder that an argument names: a shipped one by its id, or a file. */
import { check, type Problem } from '../../ladder/check/check.ts';
import { malformed } from '../../ladder/check/malformed.ts';
import type { Ladder } from '../../ladder/definition.ts';
import { shippedLadders } from '../../ladder/library/library.ts';
import { ladderSchema, readLadder } from '../../ladder/schema.ts';
import { NoSuchFile, readJson } from './json-file.ts';
import { CliError } from './output.ts';
import { issueSentence } from './sentences.ts';

export interface JudgedLadder {
  /** Null when the document does not fit the schema. */
  ladder: Ladder | null;
  problems: Problem[];
}

/** Reads and judges a ladder. Throws a CliError when the name leads to no JSON. */
export async function judgeLadder(name: string): Promise<JudgedLadder> {
  const document = shippedLadders().find(({ id }) => id === name) ?? (await readLadderFile(name));
  const result = readLadder(document);
  if (result.ok) return { ladder: result.ladder, problems: check(result.ladder) };
  const issues = ladderSchema.safeParse(document).error?.issues ?? [];
  const problems = malformed(document, issues).map((problem, index): Problem => {
    if (problem.rule !== 'schema') return problem;
    const sentence = `${issueSentence(issues[index]!, document)}.`;
    const en = `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;
    return { ...problem, sentence: { ...problem.sentence, en } };
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

/** A ladder to run. Throws a CliError when it has problems; warnings let it run. */
export async function soundLadder(name: string): Promise<Ladder> {
  const { ladder, problems } = await judgeLadder(name);
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (ladder && !first) return ladder;
  const count = errors.length === 1 ? 'a problem' : `${errors.length} problems, the first`;
  throw new CliError(
    `Ladder "${name}" has ${count}: ${first?.sentence.en} Mend it with: npm run -s ladder -- check ${name}`,
  );
}
