// The messages of a chat as the log adds them up, by rules written down a second time: edits, deletions, reactions, pins, who
// is named, what somebody deleted for themselves. Nothing of src is used to work it out.
import type { Event } from '#protocol/event.ts';
import type { Oracle, OracleChat } from './oracle.ts';

/** A message as it stands; `reactions` are emoji with how many people. */
export interface OracleMessage {
  readonly seq: number;
  readonly by: string;
  readonly text: string;
  readonly deleted: boolean;
  readonly edited: number | undefined;
  readonly pinned: boolean;
  readonly reactions: readonly string[];
}

interface Draft {
  readonly seq: number;
  readonly by: string;
  text: string;
  named: { mentions?: readonly string[]; all?: true };
  deleted: boolean;
  edited: number | undefined;
  pinned: boolean;
  readonly reactions: Map<string, Set<string>>;
}

/** Every message that was ever posted in a chat, in order. */
export function messagesOf(chat: OracleChat): OracleMessage[] {
  return draftsOf(chat).map(({ reactions, ...draft }) => {
    const there = draft.deleted ? [] : [...reactions].filter(([, users]) => users.size > 0);
    return { ...draft, reactions: there.map(([emoji, users]) => `${emoji}${users.size}`) };
  });
}

/** Messages behind somebody's mark that name them and are still there. */
export function mentionsFor(chat: OracleChat, user: string): number {
  const mark = chat.seats.get(user)?.mark ?? 0;
  const behind = draftsOf(chat).filter(
    ({ seq, by, deleted }) => seq > mark && by !== user && !deleted,
  );
  return behind.filter(({ named }) => named.all || named.mentions?.includes(user)).length;
}

/** What somebody deleted for themselves in a chat. */
export function hiddenFor({ logs }: Oracle, chat: string, user: string): ReadonlySet<number> {
  const own = logs.get(`user:${user}`) ?? [];
  return new Set(
    own.flatMap((event) =>
      event.kind === 'message.hidden' && event.chat === chat ? [event.target] : [],
    ),
  );
}

function draftsOf({ events }: OracleChat): Draft[] {
  const drafts = new Map<number, Draft>();
  for (const event of events) {
    if (event.class === 'post') drafts.set(event.seq, begun(event));
    const draft = 'target' in event ? drafts.get(event.target) : undefined;
    if (draft) change(draft, event);
  }
  return [...drafts.values()];
}

function begun(event: Event): Draft {
  const { seq, by } = event;
  const said = event.kind === 'message.posted' ? event : undefined;
  const text = said && 'text' in said.body ? said.body.text : '';
  const deleted = said === undefined;
  const named = said ?? {};
  const reactions = new Map<string, Set<string>>();
  return { seq, by, text, named, deleted, edited: undefined, pinned: false, reactions };
}

function change(draft: Draft, event: Event): void {
  if (draft.deleted) return;
  if (event.kind === 'message.edited') {
    draft.text = event.body.text;
    draft.named = event;
    draft.edited = event.at;
  } else if (event.kind === 'message.pinned') {
    draft.pinned = event.on;
  } else if (event.kind === 'message.reacted') {
    const users = draft.reactions.get(event.emoji) ?? new Set<string>();
    draft.reactions.set(event.emoji, users);
    if (event.on) users.add(event.by);
    else users.delete(event.by);
  }
}
