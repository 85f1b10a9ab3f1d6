// Reads the source files of a tree and parses them, once, for all of tidy's checks.
// It judges nothing, but for a file that does not parse.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor, type VisitorObject } from 'rolldown/utils';
import { ROOTS } from './rules.ts';

/** Something that is wrong, where, and what to do about it. */
export interface Problem {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

export interface Comment {
  readonly type: 'Line' | 'Block';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** One file; `program` is undefined where there is none (CSS) or it does not parse. */
export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** `src/core/decide.ts` is of `core`; a file outside src has none. */
  readonly folder: string | undefined;
  readonly isTest: boolean;
  readonly program: ESTree.Program | undefined;
  readonly comments: readonly Comment[];
  readonly errors: readonly Problem[];
}

/** All sources (.ts, .tsx, .js, .css) of the repository at `root`, ordered by path. */
export function readSources(root: string): Source[] {
  const patterns = ROOTS.map((folder) => `${folder}/**/*.{ts,tsx,js,css}`);
  const paths = globSync(patterns, { cwd: root, exclude: ['**/node_modules'] });
  return paths.sort().map((path) => readSource(root, path));
}

function readSource(root: string, path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const common = {
    path,
    text,
    folder: /^src\/([^/]+)\//.exec(path)?.[1],
    isTest: /\.test\.tsx?$/.test(path),
  };
  if (path.endsWith('.css')) {
    return { ...common, program: undefined, comments: cssComments(text), errors: [] };
  }
  const { program, comments, errors } = parseSync(path, text);
  if (errors.length > 0) {
    const line = lineAt(text, errors[0]?.labels[0]?.start ?? 0);
    const problem = { path, line, text: `does not parse: ${errors[0]?.message}` };
    return { ...common, program: undefined, comments, errors: [problem] };
  }
  return { ...common, program, comments, errors: [] };
}

function cssComments(text: string): Comment[] {
  return Array.from(text.matchAll(/\/\*([\s\S]*?)\*\//g), (match) => ({
    type: 'Block',
    value: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Walks a parsed source; does nothing where there is nothing parsed. */
export function visit(source: Source, visitor: VisitorObject): void {
  if (source.program) new Visitor(visitor).visit(source.program);
}

/** The number of the line, from 1, that holds the character at `offset`. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}

/** A problem at a place in a source. */
export function problemAt(source: Source, offset: number, text: string): Problem {
  return { path: source.path, line: lineAt(source.text, offset), text };
}
