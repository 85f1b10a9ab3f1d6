// Checks who imports what: folders by the table, packages by the table, no way around the names, no
// cycles.
import { posix } from 'node:path';
import type { ESTree } from 'rolldown/utils';
import { FOLDERS, TEST_PACKAGES } from './rules.ts';
import { type Problem, problemAt, type Source, visit } from './source.ts';

interface Import {
  readonly name: string;
  readonly at: number;
}

/** Imports that the table of folders and packages does not allow, or that go past it. */
export function checkImports(sources: readonly Source[]): Problem[] {
  return sources.flatMap((source) => [
    ...checkPlace(source),
    ...importsOf(source).flatMap(({ name, at }) => {
      const wrong = name.startsWith('.')
        ? judgeRelative(source, name)
        : name.startsWith('#')
          ? judgeInternal(source, name)
          : judgePackage(source, name);
      return wrong ? [problemAt(source, at, wrong)] : [];
    }),
    ...computedImportsOf(source),
  ]);
}

function checkPlace(source: Source): Problem[] {
  if (!source.path.startsWith('src/')) return [];
  if (source.folder !== undefined && source.folder in FOLDERS) return [];
  const text =
    'is in no folder that the architecture knows: move it, or add a row to tidy/rules.ts';
  return [problemAt(source, 0, text)];
}

/**
 * Every module that a source names: imports, type imports, re-exports, `import()`,
 * `import('…').Type`.
 */
export function importsOf(source: Source): Import[] {
  const found: Import[] = [];
  const add = (literal: ESTree.StringLiteral | null): void => {
    if (literal) found.push({ name: literal.value, at: literal.start });
  };
  visit(source, {
    ImportDeclaration: (node) => add(node.source),
    ExportNamedDeclaration: (node) => add(node.source),
    ExportAllDeclaration: (node) => add(node.source),
    TSImportType: (node) => add(node.source),
    ImportExpression: (node) => {
      const { source: named } = node;
      if (named.type === 'Literal' && typeof named.value === 'string') {
        found.push({ name: named.value, at: named.start });
      }
    },
  });
  return found;
}

function computedImportsOf(source: Source): Problem[] {
  const found: Problem[] = [];
  if (source.folder === undefined || source.isTest) return found;
  visit(source, {
    ImportExpression: (node) => {
      if (node.source.type === 'Literal') return;
      found.push(problemAt(source, node.start, 'import() of a computed name: write the name out'));
    },
  });
  return found;
}

function judgeRelative(source: Source, name: string): string | undefined {
  const target = posix.join(posix.dirname(source.path), name);
  const folder = /^src\/([^/]+)\//.exec(target)?.[1];
  if (folder !== undefined && folder !== source.folder) {
    return `'${name}' leads into another folder: write '#${target.slice('src/'.length)}'`;
  }
  if (source.folder !== undefined && folder === undefined) {
    return `'${name}' leads out of src/${source.folder}: a folder of src does not look around`;
  }
  return undefined;
}

function judgeInternal(source: Source, name: string): string | undefined {
  const [folder = '', ...rest] = name.slice(1).split('/');
  if (rest.includes('..') || rest.includes('.'))
    return `'${name}' goes around the table: name it straight`;
  if (source.folder === undefined || folder === source.folder) return undefined;
  if (source.isTest && folder === 'test') return undefined;
  const rule = FOLDERS[source.folder];
  if (!rule || rule.folders.includes(folder)) return undefined;
  const allowed = rule.folders.map((known) => `#${known}`).join(', ') || 'no other folder';
  return `src/${source.folder} may not import '${name}' (it may import ${allowed})`;
}

function judgePackage(source: Source, name: string): string | undefined {
  if (source.folder === undefined) return undefined;
  const allowed = FOLDERS[source.folder]?.packages ?? [];
  if (matchesAny(name, allowed) || (source.isTest && matchesAny(name, TEST_PACKAGES)))
    return undefined;
  const list = allowed.join(', ') || 'none';
  return `src/${source.folder} may not import the package '${name}' (it may import ${list})`;
}

function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const star = pattern.indexOf('*');
    if (star !== -1) return name.startsWith(pattern.slice(0, star));
    return name === pattern || name.startsWith(`${pattern}/`);
  });
}

/**
 * Files of src that import each other in a circle; each circle is reported once. Type imports
 * count.
 */
export function checkCycles(sources: readonly Source[]): Problem[] {
  const inside = sources.filter((source) => source.folder !== undefined);
  const edges = new Map(inside.map((source) => [source.path, targetsOf(source)]));
  const done = new Set<string>();
  const problems: Problem[] = [];
  for (const source of inside) walk(source.path, []);
  return problems;

  function walk(path: string, trail: readonly string[]): void {
    const since = trail.indexOf(path);
    if (since !== -1) {
      const circle = [...trail.slice(since), path].join(' → ');
      problems.push({ path, line: 1, text: `imports itself in a circle: ${circle}` });
    } else if (!done.has(path)) {
      for (const target of edges.get(path) ?? []) walk(target, [...trail, path]);
      done.add(path);
    }
  }
}

function targetsOf(source: Source): string[] {
  return importsOf(source).flatMap(({ name }) => {
    if (name.startsWith('#')) return [`src/${name.slice(1)}`];
    return name.startsWith('.') ? [posix.join(posix.dirname(source.path), name)] : [];
  });
}
