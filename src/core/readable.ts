// The one function that says which part of a log somebody may read. Follow, pages, quotes and blobs all ask it.
import type { ChatKind } from '#protocol/event.ts';
import { partsOf } from './log-name.ts';

/** A stretch of a log, both ends included; `until` undefined: open. */
export interface Span {
  readonly from: number;
  readonly until?: number | undefined;
}

/** What is known about somebody's membership in the log's chat. */
export interface Membership {
  readonly kind: ChatKind;
  readonly active: boolean;
  /** Stretches of being a member, oldest first. */
  readonly spans: readonly Span[];
  /** Whether a group shows newcomers what was before them. */
  readonly openHistory?: boolean | undefined;
}

/** What is known about what somebody may do on the log's wall. */
export interface WallReader {
  readonly owner: string;
  readonly mayRead: boolean;
}

const ALL: readonly Span[] = [{ from: 1 }];
const NOTHING: readonly Span[] = [];

/**
 * The stretches of a log that `user` may read, oldest first; empty for nothing. Who has left reads nothing; rooms and
 * direct chats show all history to members; groups show it from joining, unless their history is open. A wall is read
 * whole or not at all.
 */
export function readable(
  user: string,
  log: string,
  standing: Membership | WallReader | undefined,
): readonly Span[] {
  const { kind, id } = partsOf(log);
  if (kind === 'server') return ALL;
  if (kind === 'user') return id === user ? ALL : NOTHING;
  if (!standing) return NOTHING;
  if ('owner' in standing) {
    return kind === 'wall' && standing.owner === id && standing.mayRead ? ALL : NOTHING;
  }
  if (kind !== 'chat' || !standing.active) return NOTHING;
  return standing.kind === 'group' && !standing.openHistory ? standing.spans : ALL;
}

/** The first seq of the last stretch: where the contiguous range that one may follow begins. */
export function followableFrom(spans: readonly Span[]): number | undefined {
  return spans.at(-1)?.from;
}
