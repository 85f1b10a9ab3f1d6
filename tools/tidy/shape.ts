// Checks how large and how deep things are, and that every file opens with a word on what it is
// for.
import { posix } from 'node:path';
import type { ESTree } from 'rolldown/utils';
import {
  FILE_LINES_MAX,
  FOLDER_FILES_MAX,
  FUNCTION_LINES_MAX,
  HEADER_LINES_MAX,
  NESTING_MAX,
  TEST_FILE_LINES_MAX,
} from './rules.ts';
import { lineAt, type Problem, problemAt, type Source, visit } from './source.ts';

/**
 * Files and functions that are too long, folders that are too full, and files without an opening
 * comment.
 */
export function checkShape(sources: readonly Source[]): Problem[] {
  return [
    ...sources.flatMap(checkFileLength),
    ...sources.flatMap(checkHeader),
    ...sources.flatMap(checkFunctionLengths),
    ...sources.flatMap(checkNesting),
    ...checkFolders(sources),
  ];
}

function checkFileLength(source: Source): Problem[] {
  const max = source.isTest ? TEST_FILE_LINES_MAX : FILE_LINES_MAX;
  const lines = lineAt(source.text, source.text.trimEnd().length);
  if (lines <= max) return [];
  return [problemAt(source, 0, `has ${lines} lines, more than ${max}: split it by what it does`)];
}

function checkHeader(source: Source): Problem[] {
  const { text, comments, program } = source;
  const shebang = /^#!.*\n/.exec(text)?.[0].length ?? 0;
  const start = shebang + text.slice(shebang).search(/\S|$/);
  const opening = comments.find((comment) => comment.start === start);
  if (!opening) {
    const code = program?.body[0]?.start ?? 0;
    return [problemAt(source, code, 'open the file with a comment: what it is answerable for')];
  }
  const lines = headerLines(source, opening.start);
  if (lines >= 1 && lines <= HEADER_LINES_MAX) return [];
  const text2 = `the opening comment has ${lines} lines of text: 1 to ${HEADER_LINES_MAX}, please`;
  return [problemAt(source, opening.start, text2)];
}

/**
 * Lines with words in the block comment, or in the run of line comments, that starts at `start`.
 */
function headerLines({ text, comments }: Source, start: number): number {
  const rest = text.slice(start);
  const first = comments.find((comment) => comment.start === start);
  const block =
    first?.type === 'Block' ? first.value : (/^(?:[ \t]*\/\/.*(?:\n|$))+/.exec(rest)?.[0] ?? '');
  return block.split('\n').filter((line) => /[\p{L}\p{N}]/u.test(line)).length;
}

type AnyFunction = ESTree.Function | ESTree.ArrowFunctionExpression;

/**
 * A function's lines run from its first to its last, inner functions included. In tests, a function
 * that itself calls `test` or `describe` is a list of tests and may be as long as its file.
 */
function checkFunctionLengths(source: Source): Problem[] {
  const problems: Problem[] = [];
  const open: { node: AnyFunction; holdsTests: boolean }[] = [];
  const inTests = source.isTest || source.path.startsWith('test/');
  const enter = (node: AnyFunction): void => {
    open.push({ node, holdsTests: false });
  };
  const leave = (): void => {
    const closed = open.pop();
    if (!closed || (inTests && closed.holdsTests)) return;
    const { start, end } = closed.node;
    const lines = lineAt(source.text, end) - lineAt(source.text, start) + 1;
    if (lines <= FUNCTION_LINES_MAX) return;
    const text = `a function of ${lines} lines, more than ${FUNCTION_LINES_MAX}: take a part out and name it`;
    problems.push(problemAt(source, start, text));
  };
  visit(source, {
    FunctionDeclaration: enter,
    'FunctionDeclaration:exit': leave,
    FunctionExpression: enter,
    'FunctionExpression:exit': leave,
    ArrowFunctionExpression: enter,
    'ArrowFunctionExpression:exit': leave,
    CallExpression: (node) => {
      const innermost = open.at(-1);
      if (innermost && isTestCall(node)) innermost.holdsTests = true;
    },
  });
  return problems;
}

const TEST_CALLS = ['test', 'it', 'describe', 'suite', 'story'];

/** Whether a call is `test(…)`, `describe.skip(…)`, `t.test(…)` or the like. */
export function isTestCall(node: ESTree.CallExpression): boolean {
  const { callee } = node;
  if (callee.type === 'Identifier') return TEST_CALLS.includes(callee.name);
  if (callee.type !== 'MemberExpression') return false;
  const { object, property } = callee;
  if (object.type !== 'Identifier' || property.type !== 'Identifier') return false;
  const inContext = ['t', 'context'].includes(object.name) && TEST_CALLS.includes(property.name);
  return inContext || TEST_CALLS.includes(object.name);
}

/**
 * How deep `if`, `for`, `while`, `do`, `switch` and `try` stand inside each other within one
 * function. An `else if` is as deep as its `if`; a function inside starts again at none; the top
 * level of a file counts like a function.
 */
function checkNesting(source: Source): Problem[] {
  const problems: Problem[] = [];
  const depths = [0];
  const elseIfs = new Set<ESTree.Node>();
  const enter = (node: ESTree.Node): void => {
    if (node.type === 'IfStatement' && node.alternate?.type === 'IfStatement') {
      elseIfs.add(node.alternate);
    }
    if (elseIfs.has(node)) return;
    const depth = (depths.pop() ?? 0) + 1;
    depths.push(depth);
    if (depth !== NESTING_MAX + 1) return;
    const text = `${depth} blocks inside each other, more than ${NESTING_MAX}: return early, or take a part out`;
    problems.push(problemAt(source, node.start, text));
  };
  const leave = (node: ESTree.Node): void => {
    if (!elseIfs.has(node)) depths.push((depths.pop() ?? 0) - 1);
  };
  const enterFunction = (): void => void depths.push(0);
  const leaveFunction = (): void => void depths.pop();
  visit(source, {
    IfStatement: enter,
    'IfStatement:exit': leave,
    ForStatement: enter,
    'ForStatement:exit': leave,
    ForInStatement: enter,
    'ForInStatement:exit': leave,
    ForOfStatement: enter,
    'ForOfStatement:exit': leave,
    WhileStatement: enter,
    'WhileStatement:exit': leave,
    DoWhileStatement: enter,
    'DoWhileStatement:exit': leave,
    SwitchStatement: enter,
    'SwitchStatement:exit': leave,
    TryStatement: enter,
    'TryStatement:exit': leave,
    FunctionDeclaration: enterFunction,
    'FunctionDeclaration:exit': leaveFunction,
    FunctionExpression: enterFunction,
    'FunctionExpression:exit': leaveFunction,
    ArrowFunctionExpression: enterFunction,
    'ArrowFunctionExpression:exit': leaveFunction,
  });
  return problems;
}

/** A folder's sources, tests not counted. */
function checkFolders(sources: readonly Source[]): Problem[] {
  const counts = new Map<string, number>();
  for (const source of sources.filter(({ isTest }) => !isTest)) {
    const folder = posix.dirname(source.path);
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count > FOLDER_FILES_MAX)
    .map(([folder, count]) => ({
      path: folder,
      line: 1,
      text: `has ${count} files besides tests, more than ${FOLDER_FILES_MAX}: divide it into folders`,
    }));
}
