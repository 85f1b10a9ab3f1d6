// Reads all source and fails where it is not as docs/ and tools/tidy/rules.ts want it: who imports
// whom, how large things are, docstrings, names, rules and their tests. One line per finding:
// file:line: what is wrong and what to do.
import { dirname } from 'node:path';
import { checkDocstrings } from './tidy/docstrings.ts';
import { checkCycles, checkImports } from './tidy/imports.ts';
import { checkRules, checkTour } from './tidy/papers.ts';
import { checkSchemas } from './tidy/schemas.ts';
import { checkShape } from './tidy/shape.ts';
import { type Problem, readSources } from './tidy/source.ts';
import { checkAnnounce, checkFetch, checkWords } from './tidy/words.ts';

/** All that is untidy in the repository at `root`, ordered by place. */
export function findUntidy(root: string): Problem[] {
  const sources = readSources(root);
  const problems = [
    ...sources.flatMap(({ errors }) => errors),
    ...checkImports(sources),
    ...checkCycles(sources),
    ...checkSchemas(sources),
    ...checkShape(sources),
    ...checkWords(sources),
    ...checkDocstrings(sources),
    ...checkAnnounce(sources),
    ...checkFetch(sources),
    ...checkRules(root, sources),
    ...checkTour(root),
  ];
  return problems.sort((a, b) => (a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1));
}

/** Prints what is untidy; returns whether all is tidy. */
export function tidy(root: string): boolean {
  const problems = findUntidy(root);
  for (const { path, line, text } of problems) console.log(`${path}:${line}: ${text}`);
  return problems.length === 0;
}

if (import.meta.main) {
  process.exitCode = tidy(dirname(import.meta.dirname)) ? 0 : 1;
}
