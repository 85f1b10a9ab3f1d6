// Compares what a client shows with what the log adds up to: chat list, members, messages, unread. For the simulator and
// for the torture run.
import type { ChatRow, Client, TimelineItem } from '#client/model.ts';
import { directChat } from '#core/log-name.ts';
import { plainOf } from '#core/markup/plain-of.ts';
import type { Event } from '#protocol/event.ts';
import { hiddenFor, mentionsFor, messagesOf, type OracleMessage } from './messages.ts';
import { mayHold, type Oracle, type OracleChat, timelineFor, unreadFor } from './oracle.ts';

/** Hears what differs. */
export type Fail = (what: string) => void;

/** The chats in which somebody sits now. */
export function chatsOf({ chats }: Oracle, user: string): string[] {
  return [...chats.values()]
    .filter(({ seats }) => seats.get(user)?.role !== undefined)
    .map(({ id }) => id);
}

/** The connection and the chat list of one client. */
export function compareList(fail: Fail, oracle: Oracle, client: Client, user: string): void {
  const { state, queued } = client.connection.get();
  if (state !== 'open') {
    fail(`SYNC8 the connection is ${state}`);
    return;
  }
  if (queued > 0) fail(`OUT1 ${queued} messages still wait`);
  const list = client.chats.get();
  const rows = new Map(list.rows.map((row) => [row.id, row]));
  const expected = new Set(chatsOf(oracle, user));
  for (const other of oracle.people.keys()) {
    if (other !== user) expected.add(directChat(user, other));
  }
  for (const id of expected) if (!rows.has(id)) fail(`CHAT2 ${id} is not in the list`);
  for (const id of rows.keys()) if (!expected.has(id)) fail(`CHAT4 ${id} is in the list`);
  for (const row of rows.values()) compareRow(fail, oracle, row, user);
  const heard = list.rows.filter(({ muted, archived }) => !muted && !archived);
  const sum = heard.reduce((total, { unread }) => total + unread, 0);
  if (sum !== list.unread) fail(`READ1 the sum says ${list.unread}, its rows ${sum}`);
}

function compareRow(fail: Fail, oracle: Oracle, row: ChatRow, user: string): void {
  const { chats, people } = oracle;
  const chat = chats.get(row.id);
  const unread = chat ? unreadFor(chat, user) : 0;
  if (row.unread !== unread) {
    fail(`READ1 ${row.id} shows ${row.unread} unread, the log has ${unread}`);
  }
  const mentions = chat ? mentionsFor(chat, user) : 0;
  if (row.mentions !== mentions) {
    fail(`READ1 ${row.id} shows ${row.mentions} mentions, the log has ${mentions}`);
  }
  const [, one = '', other = ''] = row.id.split('.');
  const name = row.kind === 'direct' ? people.get(one === user ? other : one) : chat?.name;
  if (row.name !== name) fail(`LOG8 ${row.id} is called ${row.name}, the log says ${name}`);
  if (row.preview?.kind !== 'message' || row.preview.tick === 'failed') return;
  // Who has come back to a group may read what was said while they were in it before.
  const hidden = hiddenFor(oracle, row.id, user);
  const last =
    chat && messagesOf(chat).findLast(({ seq }) => !hidden.has(seq) && mayHold(chat, user, seq));
  const text = plainOf(last?.text ?? '', 200);
  if (row.preview.text !== text) fail(`LOG8 ${row.id} previews ${row.preview.text}, not ${text}`);
}

/** The head and the whole conversation of one chat, which is shown and loaded back to its beginning. */
export function compareChat(
  fail: Fail,
  oracle: Oracle,
  chat: OracleChat,
  client: Client,
  user: string,
): void {
  compareHead(fail, chat, client);
  const { items, start, state } = client.chat(chat.id).timeline.get();
  if (!start || state !== 'ready') fail(`REP1 the timeline is ${state}, start ${start}`);
  const got = items.flatMap((item) => (item.type === 'message' && item.seq ? [saidBy(item)] : []));
  const hidden = hiddenFor(oracle, chat.id, user);
  const readable = new Set(timelineFor(chat, user).map(({ seq }) => seq));
  const wanted = messagesOf(chat)
    .filter(({ seq }) => readable.has(seq) && !hidden.has(seq))
    .map(spell);
  const wrong = wanted.findIndex((one, index) => one !== got[index]);
  const at = wrong < 0 && got.length > wanted.length ? wanted.length : wrong;
  if (at < 0) return;
  fail(`SYNC1 message ${at} of ${wanted.length} is "${got[at]}", the log has "${wanted[at]}"`);
}

function saidBy(item: Extract<TimelineItem, { type: 'message' }>): string {
  const { seq = 0, author, text, deleted, edited, pinned } = item;
  const reactions = item.reactions.map(({ emoji, count }) => `${emoji}${count}`);
  return spell({ seq, by: author.id, text, deleted, edited, pinned, reactions });
}

function spell(message: OracleMessage): string {
  const { seq, by, text, deleted, edited, pinned, reactions } = message;
  const marks = [deleted && 'deleted', edited && `edited ${edited}`, pinned && 'pinned'];
  return [seq, by, text, ...marks, ...[...reactions].sort()].filter(Boolean).join(' ');
}

function compareHead(fail: Fail, chat: OracleChat, client: Client): void {
  const head = client.chat(chat.id).head.get();
  if (head.state !== 'ready') fail(`the head is ${head.state}`);
  const wanted = [...chat.seats].flatMap(([id, { role }]) => (role ? [`${id} ${role}`] : []));
  const got = head.members.map(({ id, role }) => `${id} ${role}`);
  if (got.sort().join() !== wanted.sort().join()) fail(`LOG8 members ${got}, not ${wanted}`);
  if (head.memberCount !== wanted.length) {
    fail(`LOG8 ${head.memberCount} members, not ${wanted.length}`);
  }
  if (chat.kind !== 'direct' && head.name !== chat.name) fail(`LOG8 called ${head.name}`);
  if ((head.topic ?? '') !== chat.topic) fail(`LOG8 topic ${head.topic}, not ${chat.topic}`);
}

/** The text of a message; undefined for all else. */
export function textOf(event: Event): string | undefined {
  if (event.kind !== 'message.posted') return undefined;
  return 'text' in event.body ? event.body.text : undefined;
}
