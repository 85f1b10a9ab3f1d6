// What every command comes to for everybody who could give it, in every kind of place, against tables written out by
// hand: a command or a place without its cell fails.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRejected } from '#base/result.ts';
import type { ChatKind, Role } from '#protocol/event.ts';
import type { Ask, AskOf } from '../ask.ts';
import type { ChatFacts, Facts, MessageFacts, WallFacts } from '../facts.ts';
import { decide } from './decide.ts';

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const TEAM = 'team0000000000000000';
const ROLES: readonly Role[] = ['member', 'moderator', 'admin', 'owner'];
const STANDINGS = [undefined, ...ROLES] as const;

type Kind = Exclude<
  Ask['kind'],
  'createUser' | 'changeAccount' | 'deleteAccount' | 'eraseMessages' | 'moveMark' | 'moveWallMark'
>;

const ASKS: { readonly [One in Kind]: AskOf<One> } = {
  postMessage: { kind: 'postMessage', body: { text: 'hello' } },
  forwardMessage: { kind: 'forwardMessage', from: { log: 'chat:lobby', seq: 1 } },
  editMessage: { kind: 'editMessage', target: 1, body: { text: 'hello again' } },
  deleteMessage: { kind: 'deleteMessage', target: 1 },
  reactToMessage: { kind: 'reactToMessage', target: 1, emoji: '\u{1f44d}', on: true },
  pinMessage: { kind: 'pinMessage', target: 1, on: true },
  createChat: { kind: 'createChat', chat: 'group', name: 'Team' },
  changeChat: { kind: 'changeChat', name: 'Another name' },
  joinChat: { kind: 'joinChat' },
  leaveChat: { kind: 'leaveChat' },
  addMember: { kind: 'addMember', user: AMARA },
  removeMember: { kind: 'removeMember', user: AMARA },
  banMember: { kind: 'banMember', user: AMARA, on: true },
  changeRole: { kind: 'changeRole', user: AMARA, role: 'moderator' },
  acceptInvite: { kind: 'acceptInvite', code: 'a-code-that-works' },
  setChatState: { kind: 'setChatState', chat: TEAM, muted: true },
  hideMessage: { kind: 'hideMessage', chat: TEAM, target: 1 },
  addContact: { kind: 'addContact', user: AMARA },
  removeContact: { kind: 'removeContact', user: AMARA },
  blockUser: { kind: 'blockUser', user: AMARA, on: true },
};

function chatOf(id: string, kind: ChatKind, more: Partial<ChatFacts> = {}): ChatFacts {
  return {
    ...{ id, kind, name: 'Team', topic: '', avatar: '', listed: false, readOnly: false },
    ...{ openHistory: false, membersAdd: false, closed: false, memberCount: 3 },
    ...more,
  };
}

const CHATS: Readonly<Record<string, ChatFacts>> = {
  direct: chatOf(`d0.${AMARA}.${NORA}`, 'direct'),
  group: chatOf(TEAM, 'group'),
  room: chatOf(TEAM, 'room'),
  lobby: chatOf('lobby', 'room'),
  quiet: chatOf(TEAM, 'group', { readOnly: true }),
  hearty: chatOf(TEAM, 'group', { membersAdd: true }),
  closed: chatOf(TEAM, 'room', { closed: true }),
};

// For a stranger, a member, a moderator, an admin and the owner.
// x: events; -: notAllowed; ?: as if the chat were not there; .: nothing to do; !: alreadyThere; i: no such invite.
//                direct group room  lobby quiet hearty closed
const IN_CHATS = `
  postMessage    ?xxxx  ?xxxx ?xxxx ?xxxx ?-xxx ?xxxx  ?----
  forwardMessage ?xxxx  ?xxxx ?xxxx ?xxxx ?-xxx ?xxxx  ?----
  editMessage    ?----  ?---- ?---- ?---- ?---- ?----  ?----
  deleteMessage  ?----  ?-xxx ?-xxx ?-xxx ?-xxx ?-xxx  ?----
  reactToMessage ?xxxx  ?xxxx ?xxxx ?xxxx ?xxxx ?xxxx  ?----
  pinMessage     ?xxxx  ?xxxx ?-xxx ?-xxx ?xxxx ?xxxx  ?----
  createChat     ?????  !!!!! !!!!! ????? !!!!! !!!!!  !!!!!
  changeChat     ?----  ?--xx ?--xx ?---- ?--xx ?--xx  ?----
  joinChat       ?....  ?.... x.... x.... ?.... ?....  ?????
  leaveChat      ?----  ?xxxx ?xxxx ?---- ?xxxx ?xxxx  ?xxxx
  addMember      ?----  ?--xx ?--xx ?--xx ?--xx ?xxxx  ?----
  removeMember   ?----  ?--xx ?-xxx ?---- ?--xx ?--xx  ?----
  banMember      ?----  ?--xx ?-xxx ?-xxx ?--xx ?--xx  ?----
  changeRole     ?----  ?--xx ?--xx ?--xx ?--xx ?--xx  ?----
  acceptInvite   x....  x.... x.... x.... x.... x....  iiiii
  setChatState   ?????  ????? ????? ????? ????? ?????  ?????
  hideMessage    ?????  ????? ????? ????? ????? ?????  ?????
  addContact     ?????  ????? ????? ????? ????? ?????  ?????
  removeContact  ?????  ????? ????? ????? ????? ?????  ?????
  blockUser      ?????  ????? ????? ????? ????? ?????  ?????
`;

const WALLS: Readonly<Record<string, WallFacts | undefined>> = {
  nobody: undefined,
  shut: { owner: AMARA, mayRead: false, mayPost: false },
  reader: { owner: AMARA, mayRead: true, mayPost: false },
  poster: { owner: AMARA, mayRead: true, mayPost: true },
  own: { owner: NORA, mayRead: true, mayPost: true },
};

// The wall of nobody, one that is shut, one to read, one to post on, and one's own. u: no such person.
const ON_WALLS = `
  postMessage    u--xx
  forwardMessage u--xx
  editMessage    u----
  deleteMessage  u---x
  reactToMessage u--xx
  pinMessage     u---x
`;

// In one's own log, in another's, and in the server's.
const IN_PRIVATE = `
  setChatState   x??
  hideMessage    x??
  addContact     x??
  removeContact  x??
  blockUser      x??
`;

const OF_AMARA: MessageFacts = {
  ...{ seq: 1, by: AMARA, erased: false, text: 'hello', forwarded: false },
  ...{ mine: [], emojis: [], pinned: false },
};

const OTHER: NonNullable<Facts['other']> = {
  ...{ id: AMARA, mine: 'contact', theirs: 'none', asks: false },
  ...{ blocked: false, blocksMe: false },
};

const KNOWN = {
  actor: NORA,
  epoch: 0,
  message: OF_AMARA,
  source: { by: AMARA, body: { text: 'hello' } },
  files: [],
  invited: true,
  state: {},
  toHide: { found: true, hidden: false, count: 0 },
  other: OTHER,
};

function letterOf(facts: Facts, ask: Ask): string {
  const decision = decide(facts, ask);
  if (!isRejected(decision)) return (decision as readonly unknown[]).length > 0 ? 'x' : '.';
  const { rejected, what } = decision as { rejected: string; what?: string };
  const letters: Record<string, string> = {
    ...{ 'notFound chat': '?', 'notFound invite': 'i', 'notFound user': 'u' },
    ...{ 'alreadyThere chat': '!', 'notAllowed undefined': '-' },
  };
  return letters[`${rejected} ${what}`] ?? `(${rejected} ${what})`;
}

function inChat(ask: Ask, chat: ChatFacts, role: Role | undefined): string {
  const comes = ask.kind === 'addMember';
  const target = { id: AMARA, role: comes ? undefined : 'member', banned: false } as const;
  return letterOf({ ...KNOWN, log: `chat:${chat.id}`, chat, role, target }, ask);
}

function rowsOf(table: string): Map<Kind, string[]> {
  const lines = table.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [kind = '', ...cells] = line.trim().split(/\s+/);
      return [kind as Kind, cells];
    }),
  );
}

describe('commands', () => {
  for (const [kind, cells] of rowsOf(IN_CHATS)) {
    test(`CHAT7: ${kind} in every kind of chat, as everybody`, () => {
      const found = Object.values(CHATS).map((chat) =>
        STANDINGS.map((role) => inChat(ASKS[kind], chat, role)).join(''),
      );
      assert.deepEqual(found, cells);
    });
  }

  for (const [kind, [cell]] of rowsOf(ON_WALLS)) {
    test(`CHAT7: ${kind} on every kind of wall`, () => {
      const found = Object.values(WALLS).map((wall) =>
        letterOf({ ...KNOWN, log: `wall:${wall?.owner ?? AMARA}`, wall }, ASKS[kind]),
      );
      assert.equal(found.join(''), cell);
    });
  }

  for (const [kind, [cell]] of rowsOf(IN_PRIVATE)) {
    test(`CHAT7: ${kind} in private logs`, () => {
      const logs = [`user:${NORA}`, `user:${AMARA}`, 'server'];
      const other = kind === 'addContact' ? { ...OTHER, mine: 'none' as const } : OTHER;
      const found = logs.map((log) => letterOf({ ...KNOWN, other, log }, ASKS[kind]));
      assert.equal(found.join(''), cell);
    });
  }

  test('CHAT7: every command has a row, and one wherever it has a meaning', () => {
    assert.deepEqual([...rowsOf(IN_CHATS).keys()], Object.keys(ASKS));
    const elsewhere = [...rowsOf(ON_WALLS).keys(), ...rowsOf(IN_PRIVATE).keys()];
    for (const kind of Object.keys(ASKS) as Kind[]) {
      const logs = [`wall:${AMARA}`, `user:${NORA}`];
      const has = logs.some(
        (log) => letterOf({ ...KNOWN, log, wall: WALLS.poster }, ASKS[kind]) !== '?',
      );
      assert.equal(has, elsewhere.includes(kind), kind);
    }
  });

  test('CHAT4: a stranger’s answer is the same for a chat that is there and one that is not', () => {
    for (const ask of Object.values(ASKS)) {
      if (ask.kind === 'createChat' || ask.kind === 'acceptInvite') continue;
      const facts = { log: `chat:${TEAM}`, actor: NORA, epoch: 0 };
      const none = decide(facts, ask);
      assert.deepEqual(decide({ ...facts, chat: chatOf(TEAM, 'group') }, ask), none, ask.kind);
      assert.deepEqual(none, { rejected: 'notFound', what: 'chat' });
    }
  });
});

/** Whom an act reaches: rows are who acts, columns who is meant, both member, moderator, admin, owner. */
function reach(ask: Ask, chat: ChatFacts = CHATS.group ?? chatOf(TEAM, 'group')): string[] {
  return ROLES.map((role) =>
    ROLES.map((target) => {
      const facts = {
        ...KNOWN,
        log: `chat:${chat.id}`,
        chat,
        role,
        target: { id: AMARA, role: target },
      };
      return letterOf(facts, ask);
    }).join(''),
  );
}

describe('standing above somebody', () => {
  test('CHAT7: only who stands higher removes or bans somebody', () => {
    assert.deepEqual(reach(ASKS.removeMember), ['----', '----', 'xx--', 'xxx-']);
    assert.deepEqual(reach(ASKS.banMember), ['----', '----', 'xx--', 'xxx-']);
    assert.deepEqual(reach(ASKS.banMember, CHATS.room), ['----', 'x---', 'xx--', 'xxx-']);
    assert.deepEqual(reach(ASKS.removeMember, CHATS.lobby), ['----', '----', '----', '----']);
  });

  test('a role is given below one’s own to who stands below; only the owner makes admins and hands over', () => {
    const give = (role: Role, chat?: ChatFacts) =>
      reach({ kind: 'changeRole', user: AMARA, role }, chat);
    assert.deepEqual(give('member'), ['----', '----', '.x--', '.xx-']);
    assert.deepEqual(give('moderator'), ['----', '----', 'x.--', 'x.x-']);
    assert.deepEqual(give('admin'), ['----', '----', '--.-', 'xx.-']);
    assert.deepEqual(give('owner'), ['----', '----', '---.', 'xxx.']);
    assert.deepEqual(give('owner', CHATS.lobby), ['----', '----', '---.', '---.']);
    for (const role of ROLES) {
      assert.deepEqual(give(role, CHATS.direct), ['----', '----', '----', '----'], role);
    }
  });
});
