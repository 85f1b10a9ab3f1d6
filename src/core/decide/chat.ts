// Making and changing groups and rooms.
import type { ChangeChat, CreateChat } from '#protocol/command.ts';
import type { ChatChanged, ChatKind } from '#protocol/event.ts';
import { LOBBY, SERVER_LOG } from '#protocol/well-known.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { chatOf, userLog } from '../log-name.ts';
import { permitted } from './coming.ts';
import { type Decided, type Decision, NO_CHAT, type Rules } from './decision.ts';

/** Rules of chats. */
export const CHAT_RULES: Rules<'createChat' | 'changeChat'> = { createChat, changeChat };

/** A group or a room with its maker as owner. The id is the client's; one that is taken is refused. */
export function createChat(facts: Facts, ask: CreateChat): Decision {
  const id = chatOf(facts.log);
  // Only a minted id: the Lobby's and direct chats' are not for the taking.
  if (!id || id === LOBBY || id.includes('.')) return NO_CHAT;
  if (facts.chat) return { rejected: 'alreadyThere', what: 'chat' };
  const listed = ask.chat === 'room' ? (ask.listed ?? true) : false;
  const events: Decided[] = [
    {
      log: facts.log,
      fact: { kind: 'chat.created', class: 'system', chat: ask.chat, name: ask.name, listed },
    },
    {
      log: facts.log,
      fact: { kind: 'member.joined', class: 'system', user: facts.actor, role: 'owner' },
    },
    {
      log: userLog(facts.actor),
      fact: { kind: 'chat.entered', class: 'system', chat: id },
    },
  ];
  if (listed) events.push(roomChanged(id, ask.name));
  return events;
}

// What only one kind of chat has; and what the Lobby, which everybody is in and finds under its name, keeps.
const ONLY: { readonly [Field in keyof ChatChanged]?: ChatKind } = {
  listed: 'room',
  openHistory: 'group',
  membersAdd: 'group',
};
const LOBBY_KEEPS: readonly (keyof ChatChanged)[] = ['name', 'listed'];

/** What is another now, of all that was asked for; nothing happens when that is nothing. */
export function changeChat(facts: Facts, ask: ChangeChat): Decision {
  const chat = permitted(facts, 'change');
  if ('rejected' in chat) return chat;
  const changed = changesOf(chat, ask);
  const fields = Object.keys(changed) as (keyof ChatChanged)[];
  if (fields.length === 0) return [];
  if (!fields.every((field) => canChange(chat, field))) return { rejected: 'notAllowed' };
  if (changed.avatar && !facts.avatarFound) return { rejected: 'notFound', what: 'blob' };
  const events: Decided[] = [
    { log: facts.log, fact: { kind: 'chat.changed', class: 'system', ...changed } },
  ];
  const { name = chat.name, listed = chat.listed } = changed;
  if (listed && (changed.listed || changed.name)) events.push(roomChanged(chat.id, name));
  if (changed.listed === false) events.push(roomChanged(chat.id));
  return events;
}

function changesOf(chat: ChatFacts, { kind: _, ...wanted }: ChangeChat): ChatChanged {
  const other = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && value !== chat[field as keyof ChatChanged],
  );
  return Object.fromEntries(other) as ChatChanged;
}

function canChange({ id, kind }: ChatFacts, field: keyof ChatChanged): boolean {
  if (id === LOBBY && LOBBY_KEEPS.includes(field)) return false;
  return (ONLY[field] ?? kind) === kind;
}

/** For the list of rooms; without a name it is no longer there. */
function roomChanged(chat: string, name?: string): Decided {
  return {
    log: SERVER_LOG,
    fact: { kind: 'room.changed', class: 'system', chat, ...(name !== undefined && { name }) },
  };
}
