// Checks that what src exports carries a docstring: functions, classes, interfaces, types and
// constants. Whether the sentence is a good one is for readers to judge.
import type { ESTree } from 'rolldown/utils';
import { type Problem, problemAt, type Source } from './source.ts';

interface Export {
  readonly name: string;
  /** Where its declaration starts, `export` included: a docstring stands right above. */
  readonly at: number;
}

/**
 * Exports of src, tests aside, without a `/** … *\/` right above. A schema and the type of the same
 * name need it once, and so do the signatures of one function.
 */
export function checkDocstrings(sources: readonly Source[]): Problem[] {
  return sources
    .filter(({ folder, isTest }) => folder !== undefined && !isTest)
    .flatMap((source) => {
      const exported = exportsOf(source);
      const documented = new Set(
        exported.filter(({ at }) => hasDocstring(source, at)).map(({ name }) => name),
      );
      const missing = new Map(
        exported.filter(({ name }) => !documented.has(name)).map(({ name, at }) => [name, at]),
      );
      return [...missing].map(([name, at]) =>
        problemAt(source, at, `'${name}' is exported without a docstring: say what it promises`),
      );
    });
}

function exportsOf({ program }: Source): Export[] {
  const body = program?.body ?? [];
  const local = new Map(body.flatMap((node) => namesOf(node).map((name) => [name, node.start])));
  return body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || node.source) return [];
    if (node.declaration) {
      return namesOf(node.declaration).map((name) => ({ name, at: node.start }));
    }
    return node.specifiers.flatMap(({ local: named }) => {
      const name = named.type === 'Identifier' ? named.name : named.value;
      const at = local.get(name);
      return at === undefined ? [] : [{ name, at }];
    });
  });
}

/** The names that a declaration gives. */
function namesOf(node: ESTree.Node): string[] {
  if (node.type === 'VariableDeclaration') {
    return node.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  }
  const names =
    node.type === 'FunctionDeclaration' ||
    node.type === 'TSDeclareFunction' ||
    node.type === 'ClassDeclaration' ||
    node.type === 'TSInterfaceDeclaration' ||
    node.type === 'TSTypeAliasDeclaration';
  return names && node.id ? [node.id.name] : [];
}

/**
 * A `/** … *\/` ends right above `at`: at most biome's own comments and decorators stand between.
 */
function hasDocstring({ text, comments }: Source, at: number): boolean {
  return comments.some((comment) => {
    if (comment.type !== 'Block' || !comment.value.startsWith('*') || comment.end > at)
      return false;
    return /^[ \t]*\n?[ \t]*(\/\/ biome-ignore.*\n)?$/.test(text.slice(comment.end, at));
  });
}
