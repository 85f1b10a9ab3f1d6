// Checks that what runs in browsers takes only types from the protocol's schemas: their library is large, and tries
// whether it may make functions of texts, which our pages forbid.
import type { ESTree } from 'rolldown/utils';
import { SCHEMA_FREE } from './rules.ts';
import { type Problem, problemAt, type Source, visit } from './source.ts';

const IN_BROWSERS = new Set(['core', 'client', 'web']);

/** Imports of more than types from a file with schemas. */
export function checkSchemas(sources: readonly Source[]): Problem[] {
  const found: Problem[] = [];
  for (const source of sources) {
    const isForTests = source.isTest || source.path.includes('/testing/');
    if (isForTests || !IN_BROWSERS.has(source.folder ?? '')) continue;
    visit(source, {
      ImportDeclaration: (node) => {
        if (!leadsToSchemas(node.source.value) || isTypes(node)) return;
        const text = `'${node.source.value}' brings its schemas along: import types only`;
        found.push(problemAt(source, node.start, text));
      },
    });
  }
  return found;
}

function leadsToSchemas(name: string): boolean {
  return name.startsWith('#protocol/') && !SCHEMA_FREE.includes(name.slice('#protocol/'.length));
}

function isTypes({ importKind, specifiers }: ESTree.ImportDeclaration): boolean {
  if (importKind === 'type') return true;
  const each = specifiers.map((one) => 'importKind' in one && one.importKind === 'type');
  return each.length > 0 && each.every(Boolean);
}
