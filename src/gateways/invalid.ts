// From what a schema found wrong with an input to one rejection, for all gateways: the first thing
// at fault, with its field, in words that people understand and without echoing what they sent.
import type { z } from 'zod';
import type { Rejection } from '#protocol/rejection.ts';

type Issue = z.core.$ZodIssue;

const FIELD_CHARS_MAX = 100;

/** The rejection for the first issue that a schema found in `input`; `field` is a dotted path. */
export function rejectionOf(error: z.core.$ZodError, input: unknown): Rejection {
  const issue = error.issues[0];
  return issue ? judge(issue, [], input) : { rejected: 'invalid', reason: 'is not valid' };
}

function judge(issue: Issue, above: readonly PropertyKey[], input: unknown): Rejection {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union') return judgeUnion(issue, path, input);
  if (issue.code === 'unrecognized_keys') {
    return invalid([...path, issue.keys[0] ?? ''], 'is not known here');
  }
  return judgeLength(issue, path) ?? invalid(path, reasonOf(issue, path, input));
}

function judgeLength(issue: Issue, path: readonly PropertyKey[]): Rejection | undefined {
  const field = fieldOf(path) ?? 'input';
  if (issue.code === 'too_big') {
    const max = Number(issue.maximum);
    if (issue.origin === 'string') return { rejected: 'tooLong', field, max };
    if (issue.origin === 'array') return { rejected: 'tooMany', field, max };
  }
  if (issue.code === 'too_small' && issue.origin === 'string') {
    return { rejected: 'tooShort', field, min: Number(issue.minimum) };
  }
  return undefined;
}

// Of a plain union the first alternative is what was most likely meant; a discriminated one says
// what it lacks.
function judgeUnion(
  issue: Extract<Issue, { code: 'invalid_union' }>,
  path: readonly PropertyKey[],
  input: unknown,
): Rejection {
  const first = issue.errors[0]?.[0];
  if (first) return judge(first, path, input);
  return invalid(path, at(input, path) === undefined ? 'is missing' : 'is not known here');
}

function reasonOf(issue: Issue, path: readonly PropertyKey[], input: unknown): string {
  switch (issue.code) {
    case 'invalid_type':
      return at(input, path) === undefined ? 'is missing' : `must be ${kindOf(issue.expected)}`;
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `must be at most ${issue.maximum}`;
    case 'too_small':
      return issue.origin === 'array' ? 'must not be empty' : `must be at least ${issue.minimum}`;
    case 'invalid_format':
      return formatReason(issue);
    default:
      return issue.message;
  }
}

function formatReason(issue: Extract<Issue, { code: 'invalid_format' }>): string {
  if (issue.format === 'email') return 'must be an e-mail address';
  return issue.message.startsWith('Invalid') ? 'has the wrong form' : issue.message;
}

function kindOf(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    array: 'a list',
    boolean: 'true or false',
    int: 'a whole number',
    object: 'an object',
    null: 'empty',
  };
  return words[expected] ?? `a ${expected}`;
}

function invalid(path: readonly PropertyKey[], reason: string): Rejection {
  const field = fieldOf(path);
  return field === undefined
    ? { rejected: 'invalid', reason }
    : { rejected: 'invalid', field, reason };
}

// An unknown key may be as long as a request: what goes back is bounded.
function fieldOf(path: readonly PropertyKey[]): string | undefined {
  return path.length === 0 ? undefined : path.map(String).join('.').slice(0, FIELD_CHARS_MAX);
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    input,
  );
}
