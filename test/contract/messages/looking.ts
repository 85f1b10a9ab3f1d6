// What the contracts of messages look with: the asks, and the tables.
import type { Ask } from '#core/ask.ts';
import type { Message } from '#protocol/chat.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { findMessage } from '#store/messages.ts';
import type { StoreWorld } from '#test/support/store-world.ts';

/** The log in which most of them talk. */
export const LOBBY_LOG = `chat:${LOBBY}`;
/** A whole log. */
export const ALL = [{ from: 1 }];

const TABLES = [
  ...['logs', 'events', 'commands', 'users', 'chats', 'members', 'changes', 'reactions', 'pins'],
  ...['erased', 'mentions', 'hidden', 'chat_states', 'blobs', 'blob_refs', 'contacts', 'blocks'],
];

/** Everything in the database, as one text. */
export async function dump(world: StoreWorld): Promise<string> {
  const parts = await world.store.read(async (q) => {
    const rows: object[] = [];
    for (const table of TABLES) rows.push(...(await q.all(`SELECT * FROM ${table}`)));
    return rows;
  });
  return JSON.stringify(parts);
}

/** How many rows a table has. */
export function rowsOf(world: StoreWorld, table: string): Promise<number> {
  return world.store.read(async (q) => {
    const row = await q.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
    return Number(row?.n);
  });
}

/** A message as it stands for somebody. */
export function look(
  world: StoreWorld,
  reader: string,
  seq: number,
  log = LOBBY_LOG,
): Promise<Message | undefined> {
  return world.store.read((q) => findMessage(q, { log, reader }, ALL, seq));
}

/** Asks for another text. */
export const edit = (target: number, text: string): Ask => ({
  kind: 'editMessage',
  target,
  body: { text },
});
/** Asks for a reaction. */
export const react = (target: number, emoji: string, on = true): Ask => ({
  kind: 'reactToMessage',
  target,
  emoji,
  on,
});
/** Asks for a deletion. */
export const erase = (target: number): Ask => ({ kind: 'deleteMessage', target });
/** Asks for a pin. */
export const pin = (target: number, on = true): Ask => ({ kind: 'pinMessage', target, on });
