/** Says in a sentence where a document does not fit its schema, and what would. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;
export type Path = readonly PropertyKey[];

/** `steps[2].when.days`; a name that is no plain word stands in brackets. */
export function pathText(path: Path): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else if (/^[\w$-]+$/.test(String(part))) text += text === '' ? String(part) : `.${String(part)}`;
    else text += `[${JSON.stringify(String(part))}]`;
  }
  return text;
}

/** One issue as a sentence without full stop. `at` is where the document stands in its file. */
export function issueSentence(issue: Issue, document: unknown, at: Path = []): string {
  const value = valueAt(document, issue.path);
  const path = [...at, ...issue.path];
  const name = path.length === 0 ? 'the document' : `"${pathText(path)}"`;
  if (issue.code === 'unrecognized_keys') {
    const members = issue.keys.map((key) => `"${key}"`).join(', ');
    return `${name} has ${issue.keys.length === 1 ? 'a member' : 'members'} ${members} that nothing reads; ${issue.keys.length === 1 ? 'take it out or mend its name' : 'take them out or mend their names'}`;
  }
  if (value === undefined) return `${name} is missing`;
  if (issue.code === 'invalid_key') return `${name} has a name that ${issue.issues[0]?.message ?? 'does not fit'}`;
  return `${name} ${demand(issue)}, but is ${shown(value)}`;
}

const TYPES: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  boolean: 'true or false',
};

function demand(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${TYPES[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return oneOf('options' in issue && Array.isArray(issue.options) ? issue.options : []);
    case 'too_small':
      return `must be ${size(issue.origin, 'at least', Number(issue.minimum))}`;
    case 'too_big':
      return `must be ${size(issue.origin, 'at most', Number(issue.maximum))}`;
    default:
      return issue.message.startsWith('must ') ? issue.message : `does not fit: ${issue.message}`;
  }
}

function oneOf(values: readonly unknown[]): string {
  const [first, ...rest] = values.map((value) => JSON.stringify(value));
  return rest.length === 0 ? `must be ${first}` : `must be one of ${[first, ...rest].join(', ')}`;
}

function size(origin: string, bound: string, count: number): string {
  if (origin === 'string') return `${bound} ${count} ${count === 1 ? 'character' : 'characters'} long`;
  if (origin === 'array') return `a list of ${bound} ${count}`;
  return `${bound} ${count}`;
}

const LONGEST_VALUE = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function valueAt(document: unknown, path: Path): unknown {
  let value = document;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return value;
}

/** The first of the issues, as the sentence by which a file is refused. */
export function refusal(file: string, issues: readonly Issue[], document: unknown, at: Path = []): string {
  const more = issues.length - 1;
  const rest = more === 0 ? '' : ` (and ${more} more ${more === 1 ? 'problem' : 'problems'})`;
  return `In "${file}" ${issueSentence(issues[0]!, document, at)}${rest}.`;
}
