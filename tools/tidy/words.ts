// Checks names and words that the house does without: names that say nothing, `any`, enums,
// namespaces, default exports; and calls that have one place only: `announce`, and the `fetch` that
// goes out from the server.
import type { ESTree } from 'rolldown/utils';
import { EMPTY_NAMES } from './rules.ts';
import { type Problem, problemAt, type Source, visit } from './source.ts';

/** File and folder names, and the parts of the language that are not used here. */
export function checkWords(sources: readonly Source[]): Problem[] {
  return sources.flatMap((source) => [...checkName(source), ...checkLanguage(source)]);
}

function checkName(source: Source): Problem[] {
  const empty = source.path.split('/').find((part) => EMPTY_NAMES.test(stem(part)));
  if (empty !== undefined) {
    return [problemAt(source, 0, `'${empty}' says nothing: name it after what it does`)];
  }
  if (stem(source.path.split('/').at(-1) ?? '') !== 'index') return [];
  return [problemAt(source, 0, 'no index files: name the file after its main export')];
}

function stem(name: string): string {
  return name.split('.')[0] ?? '';
}

function checkLanguage(source: Source): Problem[] {
  const problems: Problem[] = [];
  const isConfiguration = /\.config\.[jt]s$/.test(source.path);
  const refuse = (text: string) => (node: ESTree.Node) => {
    problems.push(problemAt(source, node.start, text));
  };
  const refuseDefault = refuse('a default export: give it a name, and export it by that');
  visit(source, {
    TSAnyKeyword: refuse('`any`: say what it is, or `unknown`'),
    TSEnumDeclaration: refuse('an enum: use a union of strings'),
    TSModuleDeclaration: (node) => {
      const augments = node.id.type === 'Literal' || node.kind === 'global';
      if (!augments) refuse('a namespace: a file is one already')(node);
    },
    ExportDefaultDeclaration: (node) => {
      if (!isConfiguration) refuseDefault(node);
    },
    ExportSpecifier: (node) => {
      if (node.exported.type === 'Identifier' && node.exported.name === 'default') {
        refuseDefault(node);
      }
    },
  });
  return problems;
}

/**
 * Where the fan-out's `announce` may not be called from: a face has screen readers to announce
 * things to.
 */
const FACES = ['web', 'terminal'];

/** `announce`, the fan-out after a commit, has exactly one caller in src; tests and faces aside. */
export function checkAnnounce(sources: readonly Source[]): Problem[] {
  const calls = sources
    .filter(({ folder, isTest }) => folder !== undefined && !FACES.includes(folder) && !isTest)
    .flatMap((source) => callsOf(source, 'announce').map((at) => ({ source, at })));
  if (calls.length === 1) return [];
  if (calls.length > 1) {
    return calls.map(({ source, at }) =>
      problemAt(
        source,
        at,
        `one of ${calls.length} calls of announce: one place alone may call it`,
      ),
    );
  }
  const serves = sources.some(({ folder }) => folder === 'server');
  if (!serves) return [];
  return [{ path: 'src', line: 1, text: 'announce is called nowhere: nobody hears of a commit' }];
}

function callsOf(source: Source, name: string): number[] {
  const found: number[] = [];
  visit(source, {
    CallExpression: ({ callee, start }) => {
      const called = callee.type === 'MemberExpression' ? callee.property : callee;
      const named = called.type === 'Identifier' || called.type === 'PrivateIdentifier';
      if (named && called.name === name) found.push(start);
    },
  });
  return found;
}

const MAY_FETCH = ['web', 'client', 'terminal'];
const GLOBALS = ['globalThis', 'window', 'self'];

/**
 * The global `fetch` outside the faces: a server fetches for people only through the guarded one.
 * Tests may, and so may .js in src, which is served to browsers as it is: the server itself is .ts.
 */
export function checkFetch(sources: readonly Source[]): Problem[] {
  const text =
    'the global fetch is for the faces and src/client: a server fetches through the guarded one';
  return sources.flatMap((source) => {
    const { path, folder, isTest } = source;
    if (folder === undefined || isTest || path.endsWith('.js')) return [];
    if (MAY_FETCH.includes(folder)) return [];
    const problems: Problem[] = [];
    visit(source, {
      CallExpression: ({ callee, start }) => {
        if (isGlobalFetch(callee)) problems.push(problemAt(source, start, text));
      },
    });
    return problems;
  });
}

function isGlobalFetch(callee: ESTree.Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'fetch';
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee;
  const onGlobal = object.type === 'Identifier' && GLOBALS.includes(object.name);
  return onGlobal && property.type === 'Identifier' && property.name === 'fetch';
}
