// Older pages: what is done with one that comes when the range is another by then.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat } from '#protocol/chat.ts';
import type { Api } from '../api.ts';
import { ChatEntry } from '../chats/chat-entry.ts';
import { loadBackTo, loadOlder } from './history.ts';
import { isWhole } from './log-entry.ts';

const CHAT: Chat = {
  id: 'lobby',
  kind: 'room',
  name: 'Lobby',
  memberCount: 2,
  head: 50,
  from: 1,
  posts: 50,
  unread: 0,
  mentions: 0,
  read: 50,
};

function blanks(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => {
    return { kind: 'blank', class: 'system', seq: from + index, at: 0, by: 'x' } as const;
  });
}

/** An entry, and an api that answers with the next of these pages. */
function loading(next: () => readonly object[]) {
  const entry = new ChatEntry(CHAT, 0, 'me');
  entry.history = 'ready';
  const request = async () => ({ ok: true, value: { items: next() } });
  const changed = (): void => undefined;
  const ports = { api: { request } as unknown as Api, changed, failed: changed };
  return {
    entry,
    load: () => loadOlder(entry, ports),
    reach: (seq: number) => loadBackTo(entry, seq, ports),
  };
}

test('REP1: a page for a range that has moved meanwhile is let go', async () => {
  const { entry, load } = loading(() => {
    entry.replica.reset(90);
    return blanks(41, 50);
  });
  await load();
  assert.deepEqual([entry.replica.start, entry.replica.cursor], [90, 89]);
  assert.equal(entry.state.from, 1, 'nor does it say that there is nothing older');
  assert.equal(entry.loadingOlder, false);
});

test('REP1: of a page with a hole only what continues is taken', async () => {
  const { entry, load } = loading(() => [...blanks(30, 35), ...blanks(41, 50)]);
  await load();
  assert.equal(entry.replica.start, 41);
});

test('a page of nothing means that the chat begins here', async () => {
  const { entry, load } = loading(() => []);
  assert.equal(isWhole(entry), false);
  await load();
  assert.equal(isWhole(entry), true);
});

test('who follows a quote while an older page comes waits for it, and then goes on', async () => {
  const pages = [blanks(41, 50), blanks(31, 40), blanks(21, 30)];
  const { entry, load, reach } = loading(() => pages.shift() ?? []);
  const [, reached] = await Promise.all([load(), reach(25)]);
  assert.equal(reached, true);
  assert.deepEqual([entry.replica.start, pages.length], [21, 0]);
  assert.equal(await reach(30), true);
});
