// The rules one by one: which events a command gives, in which logs and order. Who may is in permissions.test.ts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Command } from '#protocol/command.ts';
import type { ChatFacts, Facts } from '../facts.ts';
import { everybodyAfter } from './account.ts';
import { decide } from './decide.ts';
import type { Decision } from './decision.ts';

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const TEAM = 'team0000000000000000';
const CHAT: ChatFacts = {
  id: TEAM,
  kind: 'group',
  name: 'Team',
  topic: '',
  avatar: '',
  listed: false,
  readOnly: false,
  openHistory: false,
  membersAdd: false,
  closed: false,
  memberCount: 3,
};
const FACTS: Facts = { log: `chat:${TEAM}`, actor: NORA, epoch: 0, chat: CHAT, role: 'owner' };
const TEXT: Command = { kind: 'postMessage', body: { text: 'hello' } };

/** A decision as lines: the log and the kind of each event. */
function told(decision: Decision): unknown {
  if ('rejected' in decision) return decision;
  return decision.map(({ log, fact }) => `${log} ${fact.kind}`);
}

describe('messages', () => {
  test('CHAT1: the first message between two people enters the chat for both', () => {
    const log = `chat:d0.${AMARA}.${NORA}`;
    const facts: Facts = { log, actor: NORA, epoch: 0, target: { id: AMARA } };
    assert.deepEqual(told(decide(facts, TEXT)), [
      `${log} message.posted`,
      `user:${NORA} chat.entered`,
      `user:${AMARA} chat.entered`,
    ]);
    assert.deepEqual(told(decide({ ...facts, target: undefined }, TEXT)), {
      rejected: 'notFound',
      what: 'chat',
    });
  });

  test('CHAT1: nobody starts a direct chat between two others, or under a turned id', () => {
    const hidden = { rejected: 'notFound', what: 'chat' };
    const others: Facts = {
      log: `chat:d0.${AMARA}.zoe00000000000000000`,
      actor: NORA,
      epoch: 0,
      target: { id: AMARA },
    };
    assert.deepEqual(decide(others, TEXT), hidden);
    const turned = { ...others, log: `chat:d0.${NORA}.${AMARA}` };
    assert.deepEqual(decide(turned, TEXT), hidden);
  });

  test('LOG10: another epoch than the log’s own is stale, whatever is asked', () => {
    const facts = { ...FACTS, epoch: 2 };
    assert.deepEqual(decide(facts, TEXT, 1), { rejected: 'stale', epoch: 2 });
    assert.deepEqual(decide(facts, { kind: 'leaveChat' }, 3), { rejected: 'stale', epoch: 2 });
    assert.deepEqual(told(decide(facts, TEXT, 2)), [`chat:${TEAM} message.posted`]);
    assert.deepEqual(told(decide(facts, TEXT)), [`chat:${TEAM} message.posted`]);
    assert.deepEqual(decide(facts, TEXT, 0), { rejected: 'stale', epoch: 2 });
  });
});

describe('chats', () => {
  const empty: Facts = { log: `chat:${TEAM}`, actor: NORA, epoch: 0 };

  test('CHAT7: a room is listed unless its maker says otherwise, a group never', () => {
    const make = (chat: 'group' | 'room', listed?: boolean): unknown => {
      const asked = {
        kind: 'createChat',
        chat,
        name: 'Team',
        ...(listed === undefined ? {} : { listed }),
      };
      const decision = decide(empty, asked as Command);
      assert.ok(!('rejected' in decision));
      const [created] = decision;
      assert.ok(created?.fact.kind === 'chat.created');
      return [created.fact.listed, decision.length];
    };
    assert.deepEqual(
      [make('room'), make('room', false), make('room', true), make('group'), make('group', true)],
      [
        [true, 4],
        [false, 3],
        [true, 4],
        [false, 3],
        [false, 3],
      ],
    );
  });

  test('CHAT7: the maker joins as owner, and only minted ids can be taken', () => {
    const asked: Command = { kind: 'createChat', chat: 'room', name: 'Team' };
    assert.deepEqual(told(decide(empty, asked)), [
      `chat:${TEAM} chat.created`,
      `chat:${TEAM} member.joined`,
      `user:${NORA} chat.entered`,
      'server room.changed',
    ]);
    for (const log of ['chat:lobby', `chat:d0.${AMARA}.${NORA}`, `chat:d0.${NORA}.${AMARA}`]) {
      assert.deepEqual(
        decide({ ...empty, log }, asked),
        { rejected: 'notFound', what: 'chat' },
        log,
      );
    }
    for (const log of ['server', `user:${NORA}`, `wall:${NORA}`]) {
      assert.deepEqual(
        decide({ ...empty, log }, asked),
        { rejected: 'notFound', what: 'chat' },
        log,
      );
    }
  });

  test('CHAT7: a change says only what is different; nothing different is nothing', () => {
    const change = (name?: string, topic?: string): unknown => {
      const asked = { kind: 'changeChat', name, topic } as Command;
      const decision = decide({ ...FACTS, chat: { ...CHAT, topic: 'plums', listed: true } }, asked);
      assert.ok(!('rejected' in decision));
      return decision.map(({ fact }) => fact);
    };
    assert.deepEqual(change('Team', 'plums'), []);
    assert.deepEqual(change(), []);
    assert.deepEqual(change('Team', ''), [{ kind: 'chat.changed', class: 'system', topic: '' }]);
    assert.deepEqual(change('Crew', 'plums'), [
      { kind: 'chat.changed', class: 'system', name: 'Crew' },
      { kind: 'room.changed', class: 'system', chat: TEAM, name: 'Crew' },
    ]);
  });
});

describe('members', () => {
  const leave: Command = { kind: 'leaveChat' };

  test('CHAT5: the owner’s place goes to the heir, nobody else’s does', () => {
    const left = [`chat:${TEAM} member.left`, `user:${NORA} chat.gone`];
    assert.deepEqual(told(decide({ ...FACTS, heir: AMARA }, leave)), [
      ...left,
      `chat:${TEAM} member.changed`,
    ]);
    const decision = decide({ ...FACTS, heir: AMARA }, leave);
    assert.ok(!('rejected' in decision));
    assert.deepEqual(decision[2]?.fact, {
      kind: 'member.changed',
      class: 'system',
      user: AMARA,
      role: 'owner',
    });
    assert.deepEqual(told(decide({ ...FACTS, role: 'admin', heir: AMARA }, leave)), left);
  });

  test('CHAT5: the last to leave closes the chat, a listed room for everybody to see', () => {
    const alone = { ...FACTS, chat: { ...CHAT, memberCount: 1 } };
    const closed = [
      `chat:${TEAM} member.left`,
      `user:${NORA} chat.gone`,
      `chat:${TEAM} chat.closed`,
    ];
    assert.deepEqual(told(decide(alone, leave)), closed);
    const listed = { ...FACTS, chat: { ...CHAT, memberCount: 1, listed: true } };
    assert.deepEqual(told(decide(listed, leave)), [...closed, 'server room.changed']);
  });

  test('CHAT6: the Lobby cannot be left, not by its owner either', () => {
    const lobby: ChatFacts = { ...CHAT, id: 'lobby', kind: 'room' };
    for (const role of ['owner', 'admin', 'moderator', 'member'] as const) {
      const facts = { ...FACTS, log: 'chat:lobby', chat: lobby, role };
      assert.deepEqual(decide(facts, leave), { rejected: 'notAllowed' });
    }
  });

  test('WIRE6: a group has at most 1,000 members, a room has no limit', () => {
    const add: Command = { kind: 'addMember', user: AMARA };
    const facts = (kind: 'group' | 'room', memberCount: number): Facts => ({
      ...FACTS,
      chat: { ...CHAT, kind, memberCount },
      target: { id: AMARA },
    });
    const joined = [`chat:${TEAM} member.joined`, `user:${AMARA} chat.entered`];
    assert.deepEqual(told(decide(facts('group', 999), add)), joined);
    assert.deepEqual(told(decide(facts('group', 1_000), add)), {
      rejected: 'tooMany',
      field: 'members',
      max: 1_000,
    });
    assert.deepEqual(told(decide(facts('room', 1_000_000), add)), joined);
  });

  test('CHAT7: adding who is there and removing who is not does nothing', () => {
    const there: Facts = { ...FACTS, target: { id: AMARA, role: 'member' } };
    const away: Facts = { ...FACTS, target: { id: AMARA } };
    const nobody: Facts = { ...FACTS, target: undefined };
    assert.deepEqual(decide(there, { kind: 'addMember', user: AMARA }), []);
    assert.deepEqual(decide(away, { kind: 'removeMember', user: AMARA }), []);
    for (const kind of ['addMember', 'removeMember'] as const) {
      assert.deepEqual(decide(nobody, { kind, user: AMARA }), {
        rejected: 'notFound',
        what: 'user',
      });
    }
    assert.deepEqual(told(decide(there, { kind: 'removeMember', user: AMARA })), [
      `chat:${TEAM} member.left`,
      `user:${AMARA} chat.gone`,
    ]);
  });
});

describe('accounts', () => {
  const user = { id: NORA, username: 'nora', displayName: 'Nora' };
  const asked = { kind: 'createUser', user, password: 'hash', personal: {} } as const;
  const fresh: Facts = { log: 'server', actor: NORA, epoch: 0, people: 0, everybody: true };

  test('AUTH1, CHAT2: the first account opens the Lobby and owns it, the next are members', () => {
    const lobbyRole = (facts: Facts): unknown => {
      const decision = decide(facts, asked);
      assert.ok(!('rejected' in decision));
      const joined = decision.find(({ fact }) => fact.kind === 'member.joined')?.fact;
      return [decision.length, joined?.kind === 'member.joined' && joined.role];
    };
    assert.deepEqual(lobbyRole(fresh), [4, 'owner']);
    assert.deepEqual(lobbyRole({ ...fresh, people: 1 }), [3, 'member']);
  });

  test('CHAT2: the switch goes off above 500 people and on again only below 450', () => {
    const everybody = (on: boolean, people: number): unknown => {
      const decision = decide({ ...fresh, people, everybody: on }, asked);
      assert.ok(!('rejected' in decision));
      const last = decision.at(-1)?.fact;
      return last?.kind === 'everybody.changed' ? last.on : 'as it was';
    };
    assert.deepEqual(
      [everybody(true, 499), everybody(true, 500), everybody(true, 600), everybody(false, 500)],
      ['as it was', false, false, 'as it was'],
    );
    assert.deepEqual([everybody(false, 449), everybody(false, 448)], ['as it was', true]);
    // Up and down around the limit: it turns once each way.
    const turns: string[] = [];
    let on = true;
    for (const people of [499, 500, 501, 500, 501, 480, 450, 449, 450, 500, 501]) {
      const next = everybodyAfter(on, people);
      if (next !== on) turns.push(`${next} at ${people}`);
      on = next;
    }
    assert.deepEqual(turns, ['false at 501', 'true at 449', 'false at 501']);
  });

  test('AUTH7: taken names and addresses, and words that mean something else, are refused', () => {
    const taken = { rejected: 'usernameTaken', field: 'username' };
    assert.deepEqual(decide({ ...fresh, usernameTaken: true, emailTaken: true }, asked), taken);
    assert.deepEqual(decide({ ...fresh, emailTaken: true }, asked), {
      rejected: 'emailTaken',
      field: 'email',
    });
    for (const username of ['me', 'ALL', 'Everybody', 'everyone', 'Ｈere']) {
      assert.deepEqual(decide(fresh, { ...asked, user: { ...user, username } }), taken, username);
    }
  });

  test('AUTH2: private changes are told to nobody but one’s own devices', () => {
    const facts: Facts = { log: `user:${NORA}`, actor: NORA, epoch: 0, account: user };
    const change = (fields: object): unknown =>
      told(decide(facts, { kind: 'changeAccount', change: fields }));
    assert.deepEqual(change({ city: 'Umeå' }), [`user:${NORA} account.changed`]);
    assert.deepEqual(change({ displayName: 'Nora' }), [`user:${NORA} account.changed`]);
    assert.deepEqual(change({ displayName: 'N.' }), [
      `user:${NORA} account.changed`,
      'server user.changed',
    ]);
    const gone = decide({ ...facts, account: undefined }, { kind: 'changeAccount', change: {} });
    assert.deepEqual(gone, { rejected: 'notSignedIn' });
  });

  test('READ2: a mark goes forward, and never beyond the head', () => {
    const move = (seq: number): unknown => {
      const mark = { seq: 5, head: 9, posts: 4 };
      const facts: Facts = { log: `user:${NORA}`, actor: NORA, epoch: 0, mark };
      const decision = decide(facts, { kind: 'moveMark', chat: TEAM, seq });
      assert.ok(!('rejected' in decision));
      return decision.map(({ fact }) => fact.kind === 'mark.moved' && fact.mark);
    };
    assert.deepEqual([move(0), move(5), move(6), move(9), move(10_000)], [[], [], [6], [9], [9]]);
    const stranger: Facts = { log: `user:${NORA}`, actor: NORA, epoch: 0 };
    assert.deepEqual(decide(stranger, { kind: 'moveMark', chat: TEAM, seq: 1 }), {
      rejected: 'notFound',
      what: 'chat',
    });
  });
});
