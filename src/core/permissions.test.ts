// Who may do what in a chat, against tables written out by hand: the permissions themselves, and what every command
// comes to for everybody who could give it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isRejected } from '#base/result.ts';
import type { Command } from '#protocol/command.ts';
import type { ChatKind, Role } from '#protocol/event.ts';
import { decide } from './decide/decide.ts';
import type { ChatFacts, Facts } from './facts.ts';
import { type Act, allowed, outranks } from './permissions.ts';

const ROLES: readonly Role[] = ['member', 'moderator', 'admin', 'owner'];
const STANDINGS = [undefined, ...ROLES] as const;
const KINDS: readonly ChatKind[] = ['direct', 'group', 'room'];

/** The cells of a table written as text: a name, then one word for a stranger and for each role. */
function read(table: string): Map<string, string[]> {
  const lines = table.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [name = '', ...cells] = line.trim().split(/\s+/);
      assert.equal(cells.length, STANDINGS.length, line);
      return [name, cells];
    }),
  );
}

//                    stranger member moderator admin owner
const ALLOWED = read(`
  read:direct         no       yes    yes       yes   yes
  read:group          no       yes    yes       yes   yes
  read:room           no       yes    yes       yes   yes
  post:direct         no       yes    yes       yes   yes
  post:group          no       yes    yes       yes   yes
  post:room           no       yes    yes       yes   yes
  change:direct       no       no     no        no    no
  change:group        no       no     no        yes   yes
  change:room         no       no     no        yes   yes
  addMember:direct    no       no     no        no    no
  addMember:group     no       no     no        yes   yes
  addMember:room      no       no     no        yes   yes
  removeMember:direct no       no     no        no    no
  removeMember:group  no       no     no        yes   yes
  removeMember:room   no       no     no        yes   yes
  join:direct         no       no     no        no    no
  join:group          no       no     no        no    no
  join:room           yes      yes    yes       yes   yes
  leave:direct        no       no     no        no    no
  leave:group         no       yes    yes       yes   yes
  leave:room          no       yes    yes       yes   yes
`);

// yes: events; no: notAllowed; hidden: as if the chat were not there; idle: nothing to do; taken: alreadyThere.
//                     stranger member moderator admin owner
const OUTCOMES = read(`
  postMessage:direct   hidden   yes    yes       yes   yes
  postMessage:group    hidden   yes    yes       yes   yes
  postMessage:room     hidden   yes    yes       yes   yes
  postMessage:lobby    hidden   yes    yes       yes   yes
  postMessage:closed   hidden   no     no        no    no
  changeChat:direct    hidden   no     no        no    no
  changeChat:group     hidden   no     no        yes   yes
  changeChat:room      hidden   no     no        yes   yes
  changeChat:lobby     hidden   no     no        no    no
  changeChat:closed    hidden   no     no        no    no
  addMember:direct     hidden   no     no        no    no
  addMember:group      hidden   no     no        yes   yes
  addMember:room       hidden   no     no        yes   yes
  addMember:lobby      hidden   no     no        yes   yes
  addMember:closed     hidden   no     no        no    no
  removeMember:direct  hidden   no     no        no    no
  removeMember:group   hidden   no     no        yes   yes
  removeMember:room    hidden   no     no        yes   yes
  removeMember:lobby   hidden   no     no        no    no
  removeMember:closed  hidden   no     no        no    no
  joinChat:direct      hidden   idle   idle      idle  idle
  joinChat:group       hidden   idle   idle      idle  idle
  joinChat:room        yes      idle   idle      idle  idle
  joinChat:lobby       yes      idle   idle      idle  idle
  joinChat:closed      hidden   hidden hidden    hidden hidden
  leaveChat:direct     hidden   no     no        no    no
  leaveChat:group      hidden   yes    yes       yes   yes
  leaveChat:room       hidden   yes    yes       yes   yes
  leaveChat:lobby      hidden   no     no        no    no
  leaveChat:closed     hidden   yes    yes       yes   yes
  createChat:direct    hidden   hidden hidden    hidden hidden
  createChat:group     taken    taken  taken     taken taken
  createChat:room      taken    taken  taken     taken taken
  createChat:lobby     hidden   hidden hidden    hidden hidden
  createChat:closed    taken    taken  taken     taken taken
`);

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const TEAM = 'team0000000000000000';

const COMMANDS: { [Kind in Command['kind']]: Extract<Command, { kind: Kind }> } = {
  postMessage: { kind: 'postMessage', body: { text: 'hello' } },
  createChat: { kind: 'createChat', chat: 'group', name: 'Team' },
  changeChat: { kind: 'changeChat', name: 'Another name' },
  joinChat: { kind: 'joinChat' },
  leaveChat: { kind: 'leaveChat' },
  addMember: { kind: 'addMember', user: AMARA },
  removeMember: { kind: 'removeMember', user: AMARA },
};

const CHATS: Readonly<Record<string, ChatFacts>> = {
  direct: chatFacts(`d0.${AMARA}.${NORA}`, 'direct'),
  group: chatFacts(TEAM, 'group'),
  room: chatFacts(TEAM, 'room'),
  lobby: chatFacts('lobby', 'room'),
  closed: { ...chatFacts(TEAM, 'room'), closed: true },
};

function chatFacts(id: string, kind: ChatKind): ChatFacts {
  return { id, kind, name: 'Team', topic: '', listed: false, closed: false, memberCount: 3 };
}

function outcomeOf(command: Command, chat: ChatFacts, role: Role | undefined): string {
  const target = {
    id: AMARA,
    role: command.kind === 'removeMember' ? 'member' : undefined,
  } as const;
  const facts: Facts = { log: `chat:${chat.id}`, actor: NORA, epoch: 0, chat, role, target };
  const decision = decide(facts, command);
  if (!isRejected(decision)) return (decision as readonly unknown[]).length > 0 ? 'yes' : 'idle';
  const rejection = decision as { rejected: string; what?: string };
  if (rejection.rejected === 'notFound') return `hidden${rejection.what === 'chat' ? '' : '!'}`;
  const words: Record<string, string> = { notAllowed: 'no', alreadyThere: 'taken' };
  return words[rejection.rejected] ?? rejection.rejected;
}

describe('permissions', () => {
  for (const [cell, row] of ALLOWED) {
    const [act, kind] = cell.split(':') as [Act, ChatKind];
    test(`CHAT7: ${act} in a ${kind}`, () => {
      const found = STANDINGS.map((role) => (allowed(act, kind, role) ? 'yes' : 'no'));
      assert.deepEqual(found, row);
    });
  }

  test('CHAT7: every act has a row for every kind of chat', () => {
    const acts = new Set([...ALLOWED.keys()].map((cell) => cell.split(':')[0]));
    assert.equal(ALLOWED.size, acts.size * KINDS.length);
  });

  test('CHAT7: nobody stands above their equals', () => {
    for (const [one, rank] of ROLES.entries().map(([index, role]) => [role, index] as const)) {
      for (const [other, below] of ROLES.entries().map(([index, role]) => [role, index] as const)) {
        assert.equal(outranks(one, other), rank > below, `${one} over ${other}`);
      }
    }
  });
});

describe('commands', () => {
  for (const kind of Object.keys(COMMANDS) as Command['kind'][]) {
    for (const place of Object.keys(CHATS)) {
      test(`CHAT7: ${kind} in a ${place} chat, as everybody`, () => {
        const chat = CHATS[place];
        assert.ok(chat);
        const found = STANDINGS.map((role) => outcomeOf(COMMANDS[kind], chat, role));
        assert.deepEqual(found, OUTCOMES.get(`${kind}:${place}`));
      });
    }
  }

  test('CHAT7: every command has a row for every kind of chat, and no row is left over', () => {
    assert.equal(OUTCOMES.size, Object.keys(COMMANDS).length * Object.keys(CHATS).length);
  });

  test('CHAT7: only who stands higher removes somebody', () => {
    const chat = chatFacts(TEAM, 'group');
    const rows = ROLES.map((role) =>
      ROLES.map((target) => {
        const facts: Facts = {
          ...{ log: `chat:${TEAM}`, actor: NORA, epoch: 0, chat, role },
          target: { id: AMARA, role: target },
        };
        return 'rejected' in decide(facts, COMMANDS.removeMember) ? '-' : 'x';
      }).join(''),
    );
    // Rows: who removes; columns: member, moderator, admin, owner.
    assert.deepEqual(rows, ['----', '----', 'xx--', 'xxx-']);
  });

  test('CHAT4: a stranger’s answer is the same for a chat that is there and one that is not', () => {
    for (const command of Object.values(COMMANDS)) {
      if (command.kind === 'createChat') continue;
      const facts = { log: `chat:${TEAM}`, actor: NORA, epoch: 0 };
      const none = decide(facts, command);
      const there = decide({ ...facts, chat: chatFacts(TEAM, 'group') }, command);
      assert.deepEqual(there, none, command.kind);
      assert.deepEqual(none, { rejected: 'notFound', what: 'chat' });
    }
  });
});
