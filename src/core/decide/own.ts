// What only one person knows of a chat: how far they have read, states, what they hid.
import type { ChatState, UserFact } from '#protocol/event.ts';
import { HIDDEN_MAX, PINNED_CHATS_MAX } from '#protocol/limits.ts';
import type { AskOf, MoveMark, MoveWallMark } from '../ask.ts';
import type { Facts } from '../facts.ts';
import { type Decision, NO_CHAT, type Rules } from './decision.ts';

/** Rules of what only one person knows of a chat. */
export const OWN_RULES: Rules<'setChatState' | 'hideMessage' | 'moveMark' | 'moveWallMark'> = {
  setChatState,
  hideMessage,
  moveMark,
  moveWallMark,
};

type StateChange = Omit<AskOf<'setChatState'>, 'kind' | 'chat'>;

/** The whole state is said anew, so that only the latest event need keep its content. */
function setChatState(facts: Facts, { kind: _kind, chat, ...change }: AskOf<'setChatState'>) {
  if (!facts.state) return NO_CHAT;
  const state = changedState(facts.state, change);
  if (sameState(state, facts.state)) return [];
  const pins = state.pinned && !facts.state.pinned;
  if (pins && (facts.pinnedChats ?? 0) >= PINNED_CHATS_MAX) {
    return { rejected: 'tooMany', field: 'pinned', max: PINNED_CHATS_MAX } as const;
  }
  return own(facts, { kind: 'state.changed', class: 'system', chat, state });
}

/** A state with what is given changed. What is archived is not pinned: archiving unpins, pinning brings it back. */
export function changedState(state: ChatState, change: StateChange): ChatState {
  const archived = change.archived ?? (change.pinned ? false : state.archived);
  const pinned = archived ? false : (change.pinned ?? state.pinned);
  const muted = change.muted ?? state.muted;
  const unread = change.unread ?? state.unread;
  const draft = change.draft ?? state.draft;
  return {
    ...(muted && { muted }),
    ...(pinned && { pinned }),
    ...(archived && { archived }),
    ...(unread && { unread }),
    ...(draft && { draft }),
  };
}

function sameState(one: ChatState, other: ChatState): boolean {
  const flags = ['muted', 'pinned', 'archived', 'unread', 'draft'] as const;
  return flags.every((flag) => one[flag] === other[flag]);
}

/** A message that is out of one's own sight; everybody else goes on seeing it. */
function hideMessage(facts: Facts, { chat, target }: AskOf<'hideMessage'>): Decision {
  if (!facts.toHide) return NO_CHAT;
  const { found, hidden, count } = facts.toHide;
  if (!found) return { rejected: 'notFound', what: 'message' };
  if (hidden) return [];
  if (count >= HIDDEN_MAX) return { rejected: 'tooMany', field: 'hidden', max: HIDDEN_MAX };
  return own(facts, { kind: 'message.hidden', class: 'system', chat, target });
}

/** A read mark goes forward, and never beyond the head. Who reads a chat no longer has it marked unread. */
function moveMark(facts: Facts, { chat, seq }: MoveMark): Decision {
  if (!facts.mark) return NO_CHAT;
  const mark = Math.min(seq, facts.mark.head);
  const { posts } = facts.mark;
  const moved: Decision =
    mark > facts.mark.seq
      ? own(facts, { kind: 'mark.moved', class: 'system', chat, mark, posts })
      : [];
  if (!facts.state?.unread) return moved;
  const state = changedState(facts.state, { unread: false });
  return [...moved, ...own(facts, { kind: 'state.changed', class: 'system', chat, state })];
}

/** The mark of one's own wall goes forward alike. */
function moveWallMark(facts: Facts, { seq }: MoveWallMark): Decision {
  if (!facts.mark) return { rejected: 'notFound', what: 'user' };
  const mark = Math.min(seq, facts.mark.head);
  if (mark <= facts.mark.seq) return [];
  return own(facts, { kind: 'wall.seen', class: 'system', mark, posts: facts.mark.posts });
}

function own({ log }: Facts, fact: UserFact) {
  return [{ log, fact }];
}
