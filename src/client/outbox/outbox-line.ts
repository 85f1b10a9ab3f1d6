// One line of the outbox: what it is, its place among the others, and how tabs tell each other of it.
import type { FileRef } from '#protocol/blob.ts';
import type { Command } from '#protocol/command.ts';
import type { Refused } from '../model.ts';
import type { Outgoing } from '../platform.ts';

/** What was asked of a log and is not (visibly) in it. `stored`: acknowledged, its event has not come yet. */
export interface Line {
  readonly outgoing: Outgoing;
  readonly state: 'waiting' | 'stored' | 'failed';
  /** On its way right now; it cannot be taken back. */
  readonly sending?: boolean | undefined;
  readonly seq?: number | undefined;
  readonly refused?: Refused | undefined;
}

/** What one tab says to the others: a line as it stands, or that its author took it back. */
export interface OutboxSays {
  readonly line?: Outgoing | undefined;
  readonly gone?: string | undefined;
}

/** The line with this command in any of the queues. */
export function findLine(
  queues: Iterable<{ readonly lines: readonly Line[] }>,
  command: string,
): Line | undefined {
  for (const { lines } of queues) {
    const line = lines.find(({ outgoing }) => outgoing.command === command);
    if (line) return line;
  }
  return undefined;
}

/** The lines with this one in its place: instead of the one with its command, or by when it was written. */
export function placeLine(lines: readonly Line[], line: Line): readonly Line[] {
  const others = lines.filter(({ outgoing }) => outgoing.command !== line.outgoing.command);
  const behind = others.findLastIndex(({ outgoing }) => isBefore(outgoing, line.outgoing)) + 1;
  return [...others.slice(0, behind), line, ...others.slice(behind)];
}

function isBefore(one: Outgoing, other: Outgoing): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

/** What another tab says about this account's outbox; undefined when it speaks of something else. */
export function outboxSays(message: unknown, account: string): OutboxSays | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const said = message as { kind?: unknown; account?: unknown } & OutboxSays;
  return said.kind === 'outbox' && said.account === account ? said : undefined;
}

/** A line as storage has it: what was kept by earlier versions has a text in place of an ask. */
export function storedLine(stored: Outgoing | StoredText): Outgoing {
  if ('ask' in stored) return stored;
  const { text, ...rest } = stored;
  return { ...rest, ask: { kind: 'postMessage', body: { text } } };
}

type StoredText = Omit<Outgoing, 'ask'> & { readonly text: string };

const POSTS: ReadonlySet<Command['kind']> = new Set(['postMessage', 'forwardMessage']);

/** Whether a line becomes a message; others change what is there. */
export function isPosting({ ask }: Pick<Outgoing, 'ask'>): boolean {
  return POSTS.has(ask.kind);
}

/** The message that a line changes. */
export function targetOf({ ask }: Pick<Outgoing, 'ask'>): number | undefined {
  return 'target' in ask ? ask.target : undefined;
}

/** A message with the files that go with it. */
export function withFiles(ask: Command, files: readonly FileRef[]): Command {
  if (ask.kind !== 'postMessage') return ask;
  return { ...ask, body: { ...ask.body, blobs: [...files] } };
}
