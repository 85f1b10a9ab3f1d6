// Tidy's own tests: each rule is broken once and kept once, in small trees in a temporary folder.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findUntidy } from './tidy.ts';

type Tree = Readonly<Record<string, string>>;

/** What tidy says of a tree, as `file:line: text`. */
function judge(tree: Tree): string[] {
  const root = mkdtempSync(join(tmpdir(), 'kith-tidy-'));
  try {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return findUntidy(root).map(({ path, line, text }) => `${path}:${line}: ${text}`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** A rule by example: `bad` gives exactly one finding, that matches `says`; `good` gives none. */
interface Case {
  readonly rule: string;
  readonly bad: Tree;
  readonly says: RegExp;
  readonly good: Tree;
}

const source = (code: string): string => `// A file.\n${code}\n`;
const exported = (code: string): string => source(`\n/** Says something. */\n${code}`);
const lines = (count: number, line = 'void 0;'): string => `${line}\n`.repeat(count).trimEnd();
const A = exported('export const a = 1;');

const IMPORTS: readonly Case[] = [
  {
    rule: 'folders by the table',
    bad: { 'src/base/a.ts': A, 'src/base/b.ts': source("import '#core/b.ts';") },
    says: /^src\/base\/b\.ts:2: src\/base may not import '#core\/b\.ts' \(it may import no other/,
    good: { 'src/base/a.ts': A, 'src/core/b.ts': source("import '#base/a.ts';") },
  },
  {
    rule: 'only types from schemas in what runs in browsers',
    bad: { 'src/web/b.ts': source("import { User } from '#protocol/person.ts';") },
    says: /^src\/web\/b\.ts:2: '#protocol\/person\.ts' brings its schemas along/,
    good: {
      'src/web/b.ts': source("import type { User } from '#protocol/person.ts';"),
      'src/web/c.ts': source("import { PAGE_MAX } from '#protocol/limits.ts';"),
    },
  },
  {
    rule: 'type imports too',
    bad: { 'src/base/b.ts': source("import type { B } from '#store/b.ts';") },
    says: /may not import '#store/,
    good: { 'src/consumers/b.ts': source("import type { B } from '#store/b.ts';") },
  },
  {
    rule: 'import() of a type too',
    bad: { 'src/base/b.ts': source("let b: import('#store/b.ts').B;") },
    says: /may not import '#store/,
    good: { 'src/consumers/b.ts': source("let b: import('#store/b.ts').B;") },
  },
  {
    rule: 'dynamic imports too',
    bad: { 'src/gateways/b.ts': source("await import('#store/b.ts');") },
    says: /may not import '#store/,
    good: { 'src/messenger/b.ts': source("await import('#store/b.ts');") },
  },
  {
    rule: 'no computed import',
    bad: { 'src/store/b.ts': source('await import(name);') },
    says: /computed name/,
    good: { 'src/store/b.test.ts': source('await import(name);') },
  },
  {
    rule: 're-exports too',
    bad: { 'src/web/b.ts': source("export * from '#store/b.ts';") },
    says: /src\/web may not import/,
    good: { 'src/web/b.ts': source("export { b } from '#client/b.ts';") },
  },
  {
    rule: 'a file of src does not import tools or tests',
    bad: { 'src/base/b.ts': source("import '#test/b.ts';") },
    says: /may not import '#test/,
    good: { 'src/base/b.test.ts': source("import '#test/b.ts';\nimport 'node:test';") },
  },
  {
    rule: 'relative imports stay within their folder',
    bad: { 'src/core/b.ts': source("import '../base/a.ts';") },
    says: /leads into another folder: write '#base\/a\.ts'/,
    good: { 'src/core/deep/b.ts': source("import '../a.ts';") },
  },
  {
    rule: 'relative imports do not leave src',
    bad: { 'src/core/b.ts': source("import '../../tools/a.ts';") },
    says: /leads out of src\/core/,
    good: { 'tools/b.ts': source("import '../test/a.ts';") },
  },
  {
    rule: 'who stands outside names src by its # names',
    bad: { 'test/b.ts': source("import '../src/core/a.ts';") },
    says: /write '#core\/a\.ts'/,
    good: { 'test/b.ts': source("import '#core/a.ts';") },
  },
  {
    rule: 'no way around the table',
    bad: { 'src/core/b.ts': source("import '#base/../store/a.ts';") },
    says: /goes around the table/,
    good: { 'src/core/b.ts': source("import '#base/deep/a.ts';") },
  },
  {
    rule: 'packages by the table',
    bad: { 'src/base/b.ts': source("import 'node:fs';") },
    says: /src\/base may not import the package 'node:fs' \(it may import none\)/,
    good: { 'src/gateways/b.ts': source("import 'node:fs';\nimport '@fastify/cookie';") },
  },
  {
    rule: 'a part of a package counts as the package',
    bad: { 'src/web/b.ts': source("import 'reactive';") },
    says: /package 'reactive'/,
    good: { 'src/web/b.ts': source("import 'react-dom/client';") },
  },
  {
    rule: 'a folder stands in the table',
    bad: { 'src/extra/b.ts': source('') },
    says: /no folder that the architecture knows/,
    good: { 'src/base/b.ts': source('') },
  },
  {
    rule: 'no circles',
    bad: {
      'src/base/a.ts': source("import '#base/b.ts';"),
      'src/base/b.ts': source("import './a.ts';"),
    },
    says: /circle: src\/base\/a\.ts → src\/base\/b\.ts → src\/base\/a\.ts$/,
    good: {
      'src/base/a.ts': source("import './b.ts';\nimport './c.ts';"),
      'src/base/b.ts': source("import './c.ts';"),
      'src/base/c.ts': source(''),
    },
  },
];

const nested = (inner: string): string =>
  source(`if (a) { for (;;) { try { ${inner} } catch {} } }`);
const long = (count: number): string => `() => {\n${lines(count - 2)}\n}`;

const SHAPE: readonly Case[] = [
  {
    rule: 'a file ends by line 300',
    bad: { 'tools/a.ts': source(lines(300)) },
    says: /tools\/a\.ts:1: has 301 lines, more than 300/,
    good: { 'tools/a.ts': source(lines(299)), 'tools/a.test.ts': source(lines(499)) },
  },
  {
    rule: 'a test ends by line 500',
    bad: { 'tools/a.test.ts': source(lines(500)) },
    says: /has 501 lines, more than 500/,
    good: { 'tools/a.test.ts': source(lines(499)) },
  },
  {
    rule: 'a function ends by its line 60',
    bad: { 'tools/a.ts': source(`const a = ${long(61)};`) },
    says: /tools\/a\.ts:2: a function of 61 lines/,
    good: { 'tools/a.ts': source(`const a = ${long(60)};`) },
  },
  {
    rule: 'a list of tests may be long, a test may not',
    bad: { 'tools/a.test.ts': source(`describe('a', () => { test('b', ${long(61)}); });`) },
    says: /a function of 61 lines/,
    good: { 'tools/a.test.ts': source(`describe('a', () => {\n${lines(61, "test('b');")}\n});`) },
  },
  {
    rule: 'blocks stand at most three deep',
    bad: { 'tools/a.ts': nested('while (b) {}') },
    says: /4 blocks inside each other/,
    good: { 'tools/a.ts': nested('call(() => { if (b) {} else if (c) {} else if (d) {} });') },
  },
  {
    rule: 'a folder has at most 16 files besides tests',
    bad: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`tools/x/a${n}.ts`, A])),
    says: /tools\/x:1: has 17 files/,
    good: Object.fromEntries(Array.from({ length: 17 }, (_, n) => [`tools/x/a${n}.test.ts`, A])),
  },
  {
    rule: 'a file opens with a comment',
    bad: { 'bin/a.js': 'run();\n' },
    says: /open the file with a comment/,
    good: { 'bin/a.js': '#!/usr/bin/env node\n// Runs.\nrun();\n', 'src/web/a.css': '/* Red. */' },
  },
  {
    rule: 'the opening comment has words, and few lines',
    bad: { 'tools/a.ts': `${lines(7, '// word')}\n` },
    says: /7 lines of text: 1 to 6/,
    good: { 'tools/a.ts': `/**\n${lines(6, ' * word')}\n */\n` },
  },
  {
    rule: 'CSS opens with a comment too',
    bad: { 'src/web/a.css': 'a { color: red; }' },
    says: /open the file with a comment/,
    good: { 'src/web/a.css': '/* Red. */\na { color: red; }' },
  },
];

const WORDS: readonly Case[] = [
  {
    rule: 'no index files',
    bad: { 'src/base/index.ts': A },
    says: /no index files/,
    good: { 'src/base/indexing.ts': A },
  },
  {
    rule: 'no names that say nothing',
    bad: { 'src/base/helpers/a.ts': A },
    says: /'helpers' says nothing/,
    good: { 'src/web/service-worker.ts': A },
  },
  {
    rule: 'no any',
    bad: { 'src/base/a.ts': source('let a: any;') },
    says: /a\.ts:2: `any`/,
    good: { 'src/base/a.ts': source("let a: unknown = 'any';") },
  },
  {
    rule: 'no enum',
    bad: { 'src/base/a.ts': source('enum A { b }') },
    says: /an enum/,
    good: { 'src/base/a.ts': source("type A = 'b';") },
  },
  {
    rule: 'no namespace',
    bad: { 'src/base/a.ts': source('namespace A { let b = 1; }') },
    says: /a namespace/,
    good: { 'src/web/a.ts': source("declare module 'x' { interface B { c: 1 } }") },
  },
  {
    rule: 'no default export',
    bad: { 'src/base/a.ts': source('export default 1;') },
    says: /a default export/,
    good: { 'tools/a.config.ts': source('export default 1;') },
  },
  {
    rule: 'no default export by another name',
    bad: { 'src/base/a.ts': exported('const a = 1;\nexport { a as default };') },
    says: /a default export/,
    good: { 'src/base/a.ts': exported('const a = 1;\nexport { a };') },
  },
  {
    rule: 'exports carry a docstring',
    bad: { 'src/base/a.ts': source('\n/** Not right above. */\n\nexport function a() {}') },
    says: /a\.ts:5: 'a' is exported without a docstring/,
    good: { 'src/base/a.test.ts': source('export function a() {}'), 'tools/a.ts': source('') },
  },
  {
    rule: 'a list of exports needs docstrings where things are declared',
    bad: { 'src/base/a.ts': source('interface A {}\nexport type { A };') },
    says: /a\.ts:2: 'A' is exported without/,
    good: { 'src/base/a.ts': exported('interface A {}\nexport type { A };') },
  },
  {
    rule: 'a schema and its type need one docstring',
    bad: { 'src/base/a.ts': source('export const A = 1;\nexport type A = typeof A;') },
    says: /'A' is exported without/,
    good: { 'src/base/a.ts': exported('export const A = 1;\nexport type A = typeof A;') },
  },
  {
    rule: 'announce has one caller',
    bad: {
      'docs/spec.md': '',
      'docs/tour.md': '',
      'src/server/a.ts': source('start();'),
    },
    says: /announce is called nowhere/,
    good: {
      'docs/spec.md': '',
      'docs/tour.md': '',
      'src/server/a.ts': source('start();'),
      'src/messenger/a.ts': source('fanout.announce(log);'),
      'src/messenger/a.test.ts': source('fanout.announce(log);'),
      'src/web/a.ts': source("announce('sent');"),
    },
  },
  {
    rule: 'a server does not fetch by itself',
    bad: { 'src/consumers/a.ts': source("await fetch('x');") },
    says: /the global fetch/,
    good: {
      'src/web/a.ts': source("await fetch('x');"),
      'src/consumers/a.ts': source("await guarded.fetch('x');"),
      'src/gateways/page.js': source("await fetch('x');"),
      'src/consumers/a.test.ts': source("await fetch('x');"),
    },
  },
  {
    rule: 'not by way of globalThis either',
    bad: { 'src/consumers/a.ts': source("await globalThis.fetch('x');") },
    says: /the global fetch/,
    good: { 'src/client/a.ts': source("await globalThis.fetch('x');") },
  },
];

const titled = (title: string): string => source(`test(${title}, () => {});`);

const PAPERS: readonly Case[] = [
  {
    rule: 'every rule has a test',
    bad: { 'docs/spec.md': 'Rules\n- **LOG1** no gaps' },
    says: /docs\/spec\.md:2: rule LOG1 has no test/,
    good: {
      'docs/spec.md':
        '- **LOG1** no gaps\n- **LOG2** no doubles\n- **LOG3** in order\nsee **LOG9**',
      'src/base/a.test.ts': titled("'LOG1, LOG2: no gaps, no doubles'"),
      'test/contract/store.ts': titled(`\`LOG3: in order (\${name})\``),
    },
  },
  {
    rule: 'every id in a title is a rule',
    bad: { 'docs/spec.md': '', 'src/base/a.test.ts': titled("'LOG7: no gaps'") },
    says: /src\/base\/a\.test\.ts:2: the title begins with LOG7/,
    good: { 'docs/spec.md': '', 'src/base/a.test.ts': titled("'a log has no gaps'") },
  },
  {
    rule: 'a rule is declared once',
    bad: {
      'docs/spec.md': '- **LOG1** no gaps\n- **LOG1** no doubles',
      'src/base/a.test.ts': titled("'LOG1: no gaps'"),
    },
    says: /spec\.md:2: rule LOG1 is declared a second time/,
    good: {
      'docs/spec.md': '- **LOG1** no gaps',
      'src/base/a.test.ts': source("describe('LOG1', () => { it.skip('works'); });"),
    },
  },
  {
    rule: 'the tour leads somewhere',
    bad: { 'docs/tour.md': 'See `core/none.ts`.' },
    says: /tour\.md:1: 'core\/none\.ts' does not exist/,
    good: {
      'docs/tour.md': '`src/base/a.ts:2` `base/a.ts` `#base/a.ts` `src/base/` `src/*` `read/write`',
      'src/base/a.ts': A,
    },
  },
  {
    rule: 'where there is a server, there are papers',
    bad: {
      'docs/spec.md': '',
      'src/server/a.ts': source('announce();'),
    },
    says: /docs\/tour\.md:1: does not exist/,
    good: { 'src/base/a.ts': A },
  },
  {
    rule: 'what does not parse is said',
    bad: { 'tools/a.ts': source('const = 1;') },
    says: /tools\/a\.ts:2: does not parse/,
    good: { 'tools/a.ts': source('const a = 1;') },
  },
];

for (const { rule, bad, says, good } of [...IMPORTS, ...SHAPE, ...WORDS, ...PAPERS]) {
  test(`tidy: ${rule}`, () => {
    assert.deepEqual(judge(good), []);
    const said = judge(bad);
    assert.equal(said.length, 1, said.join('\n'));
    assert.match(said[0] ?? '', says);
  });
}

test('tidy: a second caller of announce is named with the first', () => {
  const said = judge({
    'src/messenger/a.ts': source('fanout.announce(log);'),
    'src/store/a.ts': source('this.#announce();'),
  });
  assert.equal(said.length, 2);
  assert.match(said[0] ?? '', /one of 2 calls of announce/);
});

test('tidy: lines are counted right after letters outside ASCII', () => {
  const said = judge({ 'src/base/a.ts': source("const a = '🎉 ä';\nlet b: any;") });
  assert.match(said[0] ?? '', /^src\/base\/a\.ts:3: /);
});
