// The ticks of one's own stored messages: how far every other member has got. Shared by timeline and chat list.
import { otherOfDirect } from '#core/log-name.ts';
import { DELIVERED_MEMBERS_MAX } from '#protocol/limits.ts';
import type { ChatState } from '../chats/chat-state.ts';
import type { Tick } from '../model.ts';

/** Up to which seq every other member has received and read; 0 where that is not told. */
export interface Reached {
  readonly read: number;
  readonly delivered: number;
}

const NOWHERE: Reached = { read: 0, delivered: 0 };

/** Whether the members of such a chat learn how far the others have got. */
export function tellsMarks({ kind, memberCount }: ChatState): boolean {
  return kind === 'direct' || (kind === 'group' && memberCount <= DELIVERED_MEMBERS_MAX);
}

/** How far all others in a chat have got. */
export function reachedIn(state: ChatState, me: string): Reached {
  if (!tellsMarks(state)) return NOWHERE;
  const others = othersOf(state, me);
  if (others.length === 0) return NOWHERE;
  const all = others.map((user) => state.progress.get(user) ?? NOWHERE);
  return {
    read: Math.min(...all.map(({ read }) => read)),
    delivered: Math.min(...all.map(({ delivered }) => delivered)),
  };
}

/** The tick of one's own message with this seq. */
export function tickAt(seq: number, { read, delivered }: Reached): Tick {
  if (read >= seq) return 'read';
  return delivered >= seq ? 'delivered' : 'stored';
}

function othersOf({ kind, id, members }: ChatState, me: string): readonly string[] {
  if (kind === 'direct') {
    const other = otherOfDirect(id, me);
    return other === undefined || other === me ? [] : [other];
  }
  return [...(members?.keys() ?? [])].filter((user) => user !== me);
}
