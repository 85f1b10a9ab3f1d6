// Answers about chats and rooms. Making a chat with members is several commands,
// each of which may be repeated: the same commandId again finds the same chat and finishes what was
// left.
import { createHash } from 'node:crypto';
import { mintId, type Random } from '#base/random.ts';
import { isRejected } from '#base/result.ts';
import { chatLog } from '#core/log-name.ts';
import type { Actor, Messenger } from '#core/messenger.ts';
import type { NewChat } from '#protocol/chat.ts';
import type { Command } from '#protocol/command.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { created, doneOr, type HandlersOf, ok, okOr } from './handler.ts';

type NewShared = Extract<NewChat, { kind: 'group' | 'room' }>;

/** Handlers of the routes with the tag `chats`. */
export const chatHandlers: HandlersOf<
  | 'listChats'
  | 'createChat'
  | 'getChat'
  | 'changeChat'
  | 'listMembers'
  | 'joinChat'
  | 'leaveChat'
  | 'listRooms'
> = {
  listChats: ({ messenger, known, query }) => okOr(messenger.read.chats(known.actor, query)),

  async createChat({ messenger, known, body, random }) {
    if (body.kind === 'direct') return okOr(messenger.read.directWith(known.actor, body.with));
    const made = await createShared(messenger, known.actor, body, random);
    if (isRejected(made)) return made;
    const { id, repeated } = made;
    const chat = await messenger.read.chat(known.actor, id);
    if (isRejected(chat)) return chat;
    return repeated ? ok(chat) : created(chat);
  },

  getChat: ({ messenger, known, params }) => okOr(messenger.read.chat(known.actor, params.id)),

  async changeChat({ messenger, known, params, body, random }) {
    const ask = { kind: 'changeChat', ...body } as const;
    const changed = await messenger.append(known.actor, command(params.id, ask, mintId(random)));
    return isRejected(changed) ? changed : okOr(messenger.read.chat(known.actor, params.id));
  },

  listMembers: ({ messenger, known, params, query }) =>
    okOr(messenger.read.members(known.actor, params.id, query)),

  async joinChat({ messenger, known, params, random }) {
    const ask = { kind: 'joinChat' } as const;
    const joined = await messenger.append(known.actor, command(params.id, ask, mintId(random)));
    return isRejected(joined) ? joined : okOr(messenger.read.chat(known.actor, params.id));
  },

  leaveChat: ({ messenger, known, params, random }) =>
    doneOr(
      messenger.append(known.actor, command(params.id, { kind: 'leaveChat' }, mintId(random))),
    ),

  listRooms: ({ messenger, known, query }) => okOr(messenger.read.rooms(known.actor, query)),
};

async function createShared(
  messenger: Messenger,
  actor: Actor,
  wanted: NewShared,
  random: Random,
): Promise<{ id: string; repeated: boolean } | Rejection> {
  const people = await findPeople(messenger, actor, wanted.members ?? []);
  if (isRejected(people)) return people;
  const commandId = wanted.commandId ?? mintId(random);
  const chat = chatFor(actor, commandId);
  const { kind, name, listed } = wanted;
  const ask: Command = {
    kind: 'createChat',
    chat: kind,
    name,
    ...(listed !== undefined && { listed }),
  };
  const made = await messenger.append(actor, command(chat, ask, commandId));
  if (isRejected(made)) return made;
  const refused = await addAll(messenger, actor, chat, people);
  return refused ?? { id: chat, repeated: made.repeated };
}

// Looked up before anything is made: a chat must not come to be without somebody who was named.
async function findPeople(
  messenger: Messenger,
  actor: Actor,
  names: readonly string[],
): Promise<User[] | Rejection> {
  const found = await Promise.all(names.map((name) => messenger.read.user(actor, name)));
  const people = new Map<string, User>();
  for (const user of found) {
    if (isRejected(user)) return user;
    if (user.id !== actor.user) people.set(user.id, user);
  }
  return [...people.values()];
}

async function addAll(
  messenger: Messenger,
  actor: Actor,
  chat: string,
  people: readonly User[],
): Promise<Rejection | undefined> {
  const answers = await Promise.all(
    people.map(({ id }) => {
      const ask: Command = { kind: 'addMember', user: id };
      return messenger.append(actor, command(chat, ask, `create.${id}`));
    }),
  );
  return answers.find((answer) => isRejected(answer));
}

// A client of the socket mints the chat's id; here it follows from who asks and the command's id,
// so that a repeated request names the same chat.
function chatFor(actor: Actor, commandId: string): string {
  const digest = createHash('sha256').update(`${actor.user}\n${commandId}`).digest();
  return mintId({ bytes: (length) => digest.subarray(0, length), fraction: () => 0 });
}

function command(chat: string, ask: Command, commandId: string) {
  return { log: chatLog(chat), command: commandId, ask };
}
