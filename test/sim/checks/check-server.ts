// Checks of what the server says when it is asked anew, as every person: it must be what the log adds up to.

import { isRejected } from '#base/result.ts';
import type { Actor } from '#core/messenger.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Process } from '#test/sim/machine/sim-host.ts';
import type { SimWorld } from '#test/sim/sim-world.ts';
import { mentionsFor } from '#test/support/world/messages.ts';
import {
  type Oracle,
  type OracleChat,
  timelineFor,
  unreadFor,
} from '#test/support/world/oracle.ts';

const PAGE = 200;

/** LOG8, READ1, CHAT4 by fresh reads; SYNC1 of the connections that are live. */
export async function checkServer(world: SimWorld, oracle: Oracle): Promise<void> {
  const { process } = world.host;
  if (!process) return world.ledger.fail('the server is not there');
  for (const { id } of world.people) {
    if (id !== undefined && oracle.people.has(id)) await checkReads(world, oracle, process, id);
  }
  checkConnections(world, oracle);
}

async function checkReads(
  { ledger }: SimWorld,
  oracle: Oracle,
  { messenger }: Process,
  user: string,
): Promise<void> {
  // Reads ask for who somebody is, not for how they got in.
  const actor: Actor = { user, session: '' };
  const listed = new Map<string, Chat>();
  for (let after: string | undefined, first = true; first || after; first = false) {
    const page = await messenger.read.chats(actor, { limit: PAGE, after });
    if (isRejected(page)) return ledger.fail(`no chat list for ${user}: ${page.rejected}`);
    for (const chat of page.items) {
      if (listed.has(chat.id)) ledger.fail(`WIRE3 ${user} has ${chat.id} twice in the list`);
      listed.set(chat.id, chat);
    }
    after = page.next;
  }
  for (const chat of oracle.chats.values()) {
    const told = await messenger.read.chat(actor, chat.id);
    const events = await messenger.read.events(actor, `chat:${chat.id}`, { limit: PAGE });
    const mine = chat.seats.get(user)?.role !== undefined;
    const open = [told, events].every((answer) => !isRejected(answer));
    const shut = [told, events].every((answer) => isRejected(answer));
    if (mine ? !open : !shut)
      ledger.fail(`CHAT4 ${user} in ${chat.id}: open ${open}, member ${mine}`);
    if (listed.has(chat.id) !== mine)
      ledger.fail(`LOG8 ${user}: ${chat.id} in the list, member ${mine}`);
    if (!isRejected(told) && mine) compare(ledger.fail.bind(ledger), user, chat, told);
    const inList = listed.get(chat.id);
    if (inList && mine) compare(ledger.fail.bind(ledger), user, chat, inList);
    if (isRejected(events)) continue;
    const all = timelineFor(chat, user);
    const wanted = all.slice(-PAGE).map(({ seq }) => seq);
    const got = events.items.map(({ seq }) => seq);
    if (String(got) !== String(wanted)) ledger.fail(`SYNC1 ${user} reads ${got} of ${chat.id}`);
  }
}

function compare(fail: (what: string) => void, user: string, chat: OracleChat, told: Chat): void {
  const seat = chat.seats.get(user);
  const posts = chat.events.filter((event) => event.class === 'post').length;
  const members = [...chat.seats].filter(([, { role }]) => role !== undefined);
  const expected: Record<string, unknown> = {
    kind: chat.kind,
    head: chat.events.length,
    posts,
    unread: unreadFor(chat, user),
    mentions: mentionsFor(chat, user),
    memberCount: members.length,
    role: seat?.role,
    read: seat?.mark,
  };
  if (chat.kind !== 'direct') expected.name = chat.name;
  for (const [key, value] of Object.entries(expected)) {
    const got = told[key as keyof Chat];
    const rule = key === 'unread' ? 'READ1' : 'LOG8';
    if (got !== value) fail(`${rule} ${key} of ${chat.id} for ${user}: told ${got}, log ${value}`);
  }
  if (!told.members) return;
  const roles = (list: [string, string | undefined][]): string =>
    list
      .map(([id, role]) => `${id} ${role}`)
      .sort()
      .join();
  const gotRoles = roles(told.members.map(({ id, role }) => [id, role]));
  const wanted = roles(members.map(([id, { role }]) => [id, role]));
  if (gotRoles !== wanted) fail(`LOG8 members of ${chat.id}: told ${gotRoles}, log ${wanted}`);
}

/** Who follows a log live, and still may, has it all. */
function checkConnections({ connections, ledger }: SimWorld, { logs, chats }: Oracle): void {
  for (const connection of connections) {
    if (!connection.isOpen) continue;
    for (const [log, cursor] of connection.witness.live) {
      const head = logs.get(log)?.length ?? 0;
      const chat = log.startsWith('chat:') ? chats.get(log.slice(5)) : undefined;
      const member = !chat || chat.seats.get(connection.user)?.role !== undefined;
      if (cursor === undefined || cursor === head || !member) continue;
      ledger.fail(`SYNC1 a connection of ${connection.user} has ${log} to ${cursor} of ${head}`);
    }
  }
}
