// Reads the Dockerfile and .dockerignore as far as ours go: stages with their instructions, and what the build may see.
// Whatever it does not know it refuses, so that nothing stands there unread.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the whole repository. */
export const ROOT = join(import.meta.dirname, '../..');

/** One instruction, its continued lines joined. */
export interface Instruction {
  readonly verb: string;
  readonly rest: string;
}

/** What stands between one FROM and the next. */
export interface Stage {
  readonly from: string;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

const VERBS = [
  ...['ARG', 'FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK'],
  ...['LABEL', 'STOPSIGNAL', 'ENTRYPOINT', 'CMD'],
];

/** The stages of the Dockerfile, in order. */
export function readDockerfile(text = readFileSync(join(ROOT, 'Dockerfile'), 'utf8')): Stage[] {
  const stages: { from: string; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const instruction of instructionsIn(text)) {
    const { verb, rest } = instruction;
    if (verb === 'FROM') {
      const [from = '', as, name] = rest.split(' ');
      if (as !== undefined && as !== 'AS') throw new Error(`FROM ${rest}`);
      stages.push({ from, name, instructions: [] });
    } else if (stages.length > 0) {
      stages.at(-1)?.instructions.push(instruction);
    } else if (verb !== 'ARG') {
      throw new Error(`${verb} before the first FROM`);
    }
  }
  return stages;
}

function instructionsIn(text: string): Instruction[] {
  const code = text.replace(/^#.*\n/gm, '').replace(/\\\n\s*/g, '');
  return code
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [, verb = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
      if (!VERBS.includes(verb)) throw new Error(`not an instruction: ${line}`);
      return { verb, rest };
    });
}

/** What an instruction of a stage says; the last one counts, as it does for Docker. */
export function said(stage: Stage, verb: string): string {
  const found = stage.instructions.findLast((instruction) => instruction.verb === verb);
  if (!found) throw new Error(`no ${verb}`);
  return found.rest;
}

/** The words of the exec form, `["node", "x"]`; the shell form, which puts a shell between, is refused. */
export function wordsOf(exec: string): string[] {
  const words: unknown = JSON.parse(exec.slice(exec.indexOf('[')));
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new Error(`not the exec form: ${exec}`);
}

/** What .dockerignore lets in: it must shut out everything first, and packages at the end. */
export function contextPatterns(): string[] {
  const lines = readFileSync(join(ROOT, '.dockerignore'), 'utf8').split('\n');
  const rules = lines.filter((line) => line !== '' && !line.startsWith('#'));
  const letIn = rules.slice(1, -1);
  const strict = rules[0] === '*' && rules.at(-1) === '**/node_modules';
  if (!strict || letIn.some((rule) => !rule.startsWith('!'))) throw new Error(rules.join(' '));
  return letIn.map((rule) => rule.slice(1));
}
