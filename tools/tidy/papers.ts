// Checks that the papers and the code agree: every rule of docs/spec.md has a test, every id in a
// test's title is a rule, and every path that docs/tour.md names exists.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ESTree } from 'rolldown/utils';
import { FOLDERS, ROOTS } from './rules.ts';
import { isTestCall } from './shape.ts';
import { type Problem, problemAt, type Source, visit } from './source.ts';

const SPEC = 'docs/spec.md';
const TOUR = 'docs/tour.md';

/** A rule is a list item that begins with its id in bold: `- **LOG1** seqs have no gaps`. */
const DECLARED = /^\s*[-*]\s+\*\*([A-Z]+\d+)\*\*/;
/** A title begins with its rule's id, or with several: `LOG1: …`, `LOG1, SYNC2: …`. */
const TITLE_IDS = /^[A-Z]+\d+\b(?:[\s,/+]+[A-Z]+\d+\b)*/;

/** Rules without a test, titles with an id that is no rule's, and rules that are declared twice. */
export function checkRules(root: string, sources: readonly Source[]): Problem[] {
  const spec = readPaper(root, SPEC);
  if (spec === undefined) return missing(root, SPEC);
  const declared = new Map<string, number>();
  const problems: Problem[] = [];
  for (const [index, line] of spec.split('\n').entries()) {
    const id = DECLARED.exec(line)?.[1];
    if (id === undefined) continue;
    if (declared.has(id)) {
      problems.push({ path: SPEC, line: index + 1, text: `rule ${id} is declared a second time` });
    }
    declared.set(id, index + 1);
  }
  const used = sources.flatMap(titlesOf);
  for (const { id, source, at } of used) {
    if (declared.has(id)) continue;
    problems.push(
      problemAt(source, at, `the title begins with ${id}, which ${SPEC} does not know`),
    );
  }
  const tested = new Set(used.map(({ id }) => id));
  for (const [id, line] of declared) {
    if (tested.has(id)) continue;
    problems.push({
      path: SPEC,
      line,
      text: `rule ${id} has no test: begin a test's title with it`,
    });
  }
  return problems;
}

interface TitleId {
  readonly id: string;
  readonly source: Source;
  readonly at: number;
}

/** The ids that titles in *.test.ts, and in what test/ shares between them, begin with. */
function titlesOf(source: Source): TitleId[] {
  if (!source.isTest && !source.path.startsWith('test/')) return [];
  const found: TitleId[] = [];
  visit(source, {
    CallExpression: (node) => {
      if (!isTestCall(node)) return;
      const ids = TITLE_IDS.exec(textOf(node.arguments[0]))?.[0].split(/[\s,/+]+/) ?? [];
      for (const id of ids) found.push({ id, source, at: node.start });
    },
  });
  return found;
}

/** The text of a string, or what a template begins with. */
function textOf(node: ESTree.Argument | undefined): string {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value;
  return node?.type === 'TemplateLiteral' ? (node.quasis[0]?.value.raw ?? '') : '';
}

/** Paths in backticks in docs/tour.md that lead nowhere. */
export function checkTour(root: string): Problem[] {
  const tour = readPaper(root, TOUR);
  if (tour === undefined) return missing(root, TOUR);
  return tour.split('\n').flatMap((line, index) =>
    [...line.matchAll(/`([^`\s]+)`/g)].flatMap(([, quoted = '']) => {
      const places = placesOf(quoted);
      if (places.length === 0 || places.some((place) => existsSync(join(root, place)))) return [];
      return [
        { path: TOUR, line: index + 1, text: `'${quoted}' does not exist: correct the path` },
      ];
    }),
  );
}

const TOP = [...ROOTS, 'docs', '.ci'];

/**
 * Where a quoted text may lie if it looks like a path: below a folder of the repository
 * (`src/core/decide.ts`), by its `#` name, or, as the tour writes for short, below src
 * (`core/decide.ts`, with its ending). Patterns such as `test/*` are none.
 */
function placesOf(quoted: string): string[] {
  const path = quoted.replace(/[:#]L?\d+(-\d+)?$/, '').replace(/\/$/, '');
  if (/[*<>{}()…$]/.test(path)) return [];
  const [first = '', second] = path.replace(/^#/, '').split('/');
  if (second === undefined) return [];
  if (path.startsWith('#')) return first in FOLDERS ? [`src/${path.slice(1)}`] : [path.slice(1)];
  if (TOP.includes(first)) return [path];
  return first in FOLDERS && /\.\w+$/.test(path) ? [`src/${path}`] : [];
}

function readPaper(root: string, path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
}

/** Before there is a server there may be no papers yet. */
function missing(root: string, path: string): Problem[] {
  if (!existsSync(join(root, 'src/server'))) return [];
  return [{ path, line: 1, text: 'does not exist: tidy needs it' }];
}
