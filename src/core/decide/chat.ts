// Making and changing groups and rooms.
import type { ChangeChat, CreateChat } from '#protocol/command.ts';
import { LOBBY, SERVER_LOG } from '#protocol/well-known.ts';
import type { Facts } from '../facts.ts';
import { chatOf, userLog } from '../log-name.ts';
import { allowed } from '../permissions.ts';
import { type Decided, type Decision, NO_CHAT } from './decision.ts';

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

/** A new name or topic. */
export function changeChat(facts: Facts, ask: ChangeChat): Decision {
  const { chat, role } = facts;
  if (!chat || !role) return NO_CHAT;
  const fixed = chat.closed || chat.id === LOBBY;
  if (fixed || !allowed('change', chat.kind, role)) return { rejected: 'notAllowed' };
  const name = ask.name === chat.name ? undefined : ask.name;
  const topic = ask.topic === chat.topic ? undefined : ask.topic;
  if (name === undefined && topic === undefined) return [];
  const events: Decided[] = [
    {
      log: facts.log,
      fact: { kind: 'chat.changed', class: 'system', ...defined({ name, topic }) },
    },
  ];
  if (name !== undefined && chat.listed) events.push(roomChanged(chat.id, name));
  return events;
}

function roomChanged(chat: string, name?: string): Decided {
  return {
    log: SERVER_LOG,
    fact: { kind: 'room.changed', class: 'system', chat, ...defined({ name }) },
  };
}

/** Without the fields that say nothing, so that an event holds only what changed. */
function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}
