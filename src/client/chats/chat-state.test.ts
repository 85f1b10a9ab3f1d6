// The state of a chat from snapshots and events: neither takes back what the other knew better.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Chat, Member } from '#protocol/chat.ts';
import type { Event } from '#protocol/event.ts';
import {
  applied,
  type ChatState,
  mentionsOf,
  merged,
  rebased,
  stateOf,
  textOf,
  unreadOf,
  withMark,
} from './chat-state.ts';

const ME = 'me';

function chat(head: number, more: Partial<Chat> = {}): Chat {
  const counts = { posts: head, unread: 0, mentions: 0, read: head };
  return { id: 'g', kind: 'group', name: 'g', memberCount: 2, head, from: 1, ...counts, ...more };
}

function post(seq: number, by = 'other'): Event {
  const fact = { kind: 'message.posted', class: 'post', body: { text: `m${seq}` } } as const;
  return { ...fact, seq, at: seq, by };
}

function joined(seq: number, user: string): Event {
  return { kind: 'member.joined', class: 'system', seq, at: seq, by: user, user, role: 'member' };
}

function left(seq: number, user: string): Event {
  return { kind: 'member.left', class: 'system', seq, at: seq, by: user, user };
}

function member(id: string): Member {
  return { id, username: id, displayName: id, role: 'member', read: 0, delivered: 0 };
}

function saidIn({ last }: ChatState): string | undefined {
  return last && textOf(last.body);
}

function after(state: ChatState, ...events: Event[]): ChatState {
  return events.reduce<ChatState>((sum, event) => applied(sum, event, ME), state);
}

test('READ1: an event that the snapshot reflects is not counted again', () => {
  const state = after(stateOf(chat(5), 0), post(5), post(6));
  assert.equal(unreadOf(state), 1);
  assert.equal(state.asOf, 6);
  assert.equal(saidIn(state), 'm6');
});

test('READ1: a snapshot older than the events takes nothing back', () => {
  const state = after(stateOf(chat(5), 0), post(6), post(7));
  const same = merged(state, chat(6, { unread: 1, read: 5, posts: 6 }));
  assert.equal(same.asOf, 7);
  assert.equal(same.posts, 7);
  assert.equal(unreadOf(same), 2);
  assert.equal(saidIn(same), 'm7');
});

test('READ2: marks of a snapshot only move forward', () => {
  const state = stateOf(chat(9, { unread: 2, read: 7 }), 0);
  assert.equal(merged(state, chat(9, { unread: 5, read: 4 })).mark.seq, 7);
  assert.equal(unreadOf(merged(state, chat(9, { unread: 5, read: 4 }))), 2);
  assert.equal(unreadOf(merged(state, chat(9, { unread: 1, read: 8 }))), 1);
  assert.equal(unreadOf(merged(state, chat(8, { posts: 8, unread: 0, read: 8 }))), 1);
});

test('a snapshot ahead of the events leaves the counting to them', () => {
  const state = stateOf(chat(5, { members: [member('a'), member('b')] }), 0);
  const ahead = merged(state, chat(7, { unread: 2, read: 5 }));
  assert.equal(ahead.asOf, 5);
  const level = after(ahead, post(6), post(7));
  assert.equal(level.posts, 7);
  assert.equal(unreadOf(level), 2);
});

test('members of a snapshot ahead of the events end as it has them', () => {
  const state = stateOf(chat(5, { members: [member(ME), member('a')] }), 0);
  const members = [member(ME), member('b')];
  const ahead = merged(state, chat(9, { members, memberCount: 2, read: 5, unread: 0 }));
  const level = after(ahead, joined(6, 'b'), joined(7, 'c'), left(8, 'c'), left(9, 'a'));
  assert.deepEqual([...(level.members?.keys() ?? [])], [ME, 'b']);
  assert.equal(level.memberCount, 2);
});

test('a list without members does not hide who came since', () => {
  const state = stateOf(chat(5, { members: [member(ME)], memberCount: 1 }), 0);
  const ahead = merged(state, chat(6, { memberCount: 2 }));
  const level = after(ahead, joined(6, 'b'));
  assert.deepEqual([...(level.members?.keys() ?? [])], [ME, 'b']);
  assert.equal(level.memberCount, 2);
});

test('an older snapshot with members does not hide who came since', () => {
  const members = [member(ME)];
  const state = after(stateOf(chat(5, { members, memberCount: 1 }), 0), joined(6, 'b'));
  const same = merged(state, chat(5, { members, memberCount: 1, name: 'old' }));
  assert.deepEqual([...(same.members?.keys() ?? [])], [ME, 'b']);
  assert.equal(same.memberCount, 2);
});

test('READ1: after a jump the snapshot counts, and the events behind it', () => {
  const state = stateOf(chat(5), 0);
  const snapshot = chat(30, { posts: 28, unread: 20, read: 8 });
  const next = rebased(state, snapshot, [post(31), post(32)], ME);
  assert.equal(next.posts, 30);
  assert.equal(unreadOf(next), 22);
  assert.equal(rebased(stateOf(chat(12), 0), snapshot, [], ME).mark.seq, 12);
});

test('READ1: what was erased is not unread, in whichever order one hears of it', () => {
  const erased = (seq: number): Event => {
    return { kind: 'message.deleted', class: 'change', seq: 8, at: 8, by: 'other', target: seq };
  };
  const blank: Event = { kind: 'blank', class: 'post', seq: 6, at: 6, by: 'other' };
  const lived = after(stateOf(chat(5), 0), post(6), post(7), erased(6));
  const caughtUp = after(stateOf(chat(5), 0), blank, post(7), erased(6));
  const told = stateOf(chat(8, { posts: 7, unread: 1, read: 5, erased: [6] }), 0);
  for (const state of [lived, caughtUp, told]) {
    assert.deepEqual([unreadOf(state), state.mark], [1, { seq: 5, posts: 5 }]);
    assert.equal(unreadOf(withMark(state, 6, 6)), 1);
    assert.equal(unreadOf(withMark(state, 7, 7)), 0);
  }
});

test('READ1: mentions are those behind the mark, as the messages stand', () => {
  const named = (seq: number): Event => ({ ...post(seq), mentions: [ME] }) as Event;
  const edited = (seq: number, target: number, mentions: string[]): Event => {
    const fact = { kind: 'message.edited', class: 'change', body: { text: 'm' } } as const;
    return { ...fact, seq, at: seq, by: 'other', target, mentions };
  };
  const state = after(stateOf(chat(5), 0), named(6), post(7), named(8));
  assert.equal(mentionsOf(state), 2);
  assert.equal(mentionsOf(after(state, edited(9, 6, []), edited(10, 7, [ME]))), 2);
  assert.equal(mentionsOf(after(state, edited(9, 6, []))), 1);
  assert.equal(mentionsOf(withMark(state, 6, 6)), 1);
  assert.equal(mentionsOf(after(state, { ...post(9, ME), all: true } as Event)), 0);
});
