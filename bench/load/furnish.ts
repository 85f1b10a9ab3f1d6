// Data folders with people, rooms and direct chats in them, written through the store as the server would, in large
// transactions and without a password that anybody could sign in with. A folder is made once and copied for each run.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRejected } from '#base/result.ts';
import type { Ask } from '#core/ask.ts';
import { chatLog, directChat } from '#core/log-name.ts';
import { openPasswords } from '#messenger/passwords.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { systemClock } from '#server/clock.ts';
import type { AppendRequest } from '#store/append.ts';
import { addSession, SESSION_MS } from '#store/sessions.ts';
import { openSqlite } from '#store/sqlite.ts';
import { openStore, type Store } from '#store/store.ts';

/** Somebody with a session. */
export interface Person {
  readonly id: string;
  readonly token: string;
}

/** What a bench's data folder is to hold. */
export interface Furniture {
  readonly people: number;
  /** Rooms that everybody joins, beside the Lobby. */
  readonly rooms?: number;
  /** Direct chats between the first and the second, the third and the fourth, … */
  readonly pairs?: number;
  /** Messages in the first rooms, by the first two people. */
  readonly messages?: readonly number[];
  /** With which everybody may sign in; otherwise nobody can. */
  readonly password?: string;
}

/** A data folder to copy from. */
export interface Furnished {
  readonly people: readonly Person[];
  /** Logs of the rooms, and of the pairs. */
  readonly rooms: readonly string[];
  readonly pairs: readonly string[];
  /** A fresh copy, for one server. */
  copy(): string;
  /** Takes the folder and all copies away. */
  remove(): void;
}

const BATCH = 500;
const NOBODYS = '$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5$bm9ib2R5';
/** As people write: mostly short, some of it marked up. */
const SAID = [
  'Same table, and the good chairs, please.',
  'Yes.',
  'I will be there at **eight**, or a little later if the train is late again; start without me.',
  'Have you read https://example.org/orchard/plums.html? It says what I said last week.',
  'For the list:\n- plums\n- flour\n- _good_ butter',
  'It is `npm start`, and then it says where it listens.',
  'No, no. The other one.',
];

/** Makes a data folder. */
export async function furnish(furniture: Furniture): Promise<Furnished> {
  const { people, rooms = 0, pairs = 0, messages = [], password } = furniture;
  const root = mkdtempSync(join(tmpdir(), 'kith-bench-'));
  const ids = numbered(people, 'p');
  const made = {
    people: ids.map((id) => ({ id, token: `token-of-${id}` })),
    rooms: numbered(rooms, 'r').map(chatLog),
    pairs: numbered(pairs, '').map((_, at) => pairLog(ids, at)),
  };
  const hash = password === undefined ? NOBODYS : await openPasswords().hash(password);
  await fill(join(root, 'data'), { ...made, messages, hash });
  const remove = (): void => rmSync(root, { recursive: true, force: true });
  // A bench that fails leaves nothing behind either.
  process.once('exit', remove);
  let copies = 0;
  return {
    ...made,
    copy: () => {
      copies += 1;
      const copy = join(root, `copy-${copies}`);
      cpSync(join(root, 'data'), copy, { recursive: true });
      return copy;
    },
    remove,
  };
}

interface Made extends Pick<Furnished, 'people' | 'rooms' | 'pairs'> {
  readonly messages: readonly number[];
  readonly hash: string;
}

async function fill(data: string, made: Made): Promise<void> {
  const { people, rooms, pairs, messages, hash } = made;
  mkdirSync(data);
  const store = await openStore(openSqlite(join(data, 'kith.db')), systemClock);
  const owner = people[0]?.id ?? '';
  await appendAll(
    store,
    people.map((one) => signUp(one, hash)),
  );
  await openSessions(store, people);
  for (const [at, log] of rooms.entries()) {
    const create = { kind: 'createChat', chat: 'room', name: `Room ${at}` } as const;
    const joins = people.map(({ id }) => request(id, log, { kind: 'joinChat' }));
    await appendAll(store, [request(owner, log, create), ...joins]);
  }
  const hello = { kind: 'postMessage', body: { text: 'Hello.' } } as const;
  await appendAll(
    store,
    pairs.map((log, at) => request(people[2 * at]?.id ?? owner, log, hello)),
  );
  for (const [at, count] of messages.entries()) {
    await appendAll(store, conversation(people, rooms[at] ?? '', count));
  }
  await store.close();
}

/** What the first two say to each other, three lines at a time. */
function conversation(people: readonly Person[], log: string, count: number): AppendRequest[] {
  return Array.from({ length: count }, (_, at) => {
    const actor = people[Math.floor(at / 3) % 2]?.id ?? '';
    const text = `(${at + 1}) ${SAID[at % SAID.length]}`;
    return { ...request(actor, log, { kind: 'postMessage', body: { text } }), command: `m-${at}` };
  });
}

function numbered(count: number, letter: string): string[] {
  return Array.from({ length: count }, (_, at) => letter + String(at).padStart(19, '0'));
}

function pairLog(ids: readonly string[], at: number): string {
  return chatLog(directChat(ids[2 * at] ?? '', ids[2 * at + 1] ?? ''));
}

function signUp({ id }: Person, password: string): AppendRequest {
  const user = { id, username: id, displayName: id };
  return request(id, SERVER_LOG, { kind: 'createUser', user, password, personal: {} });
}

function request(actor: string, log: string, ask: Ask): AppendRequest {
  return { actor, log, command: `${ask.kind}-${actor}`, ask };
}

async function appendAll(store: Store, requests: readonly AppendRequest[]): Promise<void> {
  for (let at = 0; at < requests.length; at += BATCH) {
    const outcomes = await store.append(requests.slice(at, at + BATCH));
    const refused = outcomes.find(isRejected);
    if (refused) throw new Error(`furnishing was refused: ${JSON.stringify(refused)}`);
  }
}

function openSessions(store: Store, people: readonly Person[]): Promise<void> {
  const now = Date.now();
  const times = { createdAt: now, seenAt: now, expiresAt: now + SESSION_MS };
  return store.write(async (q) => {
    for (const { id, token } of people) {
      const hash = createHash('sha256').update(token).digest('hex');
      await addSession(q, { id, token: hash, person: id, device: 'bench', ...times });
    }
  });
}
