// The rules of messages one by one: what is posted, what changes, and what is refused to whom. Who may do what in which
// place is in commands.test.ts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { File } from '#protocol/blob.ts';
import type { Command } from '#protocol/command.ts';
import type { Named } from '#protocol/event.ts';
import { EDITS_MAX, PINS_MAX, REACTIONS_MAX, REACTIONS_PER_PERSON_MAX } from '#protocol/limits.ts';
import type { ChatFacts, Facts, MessageFacts, WallFacts } from '../../facts.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';

const NORA = 'nora0000000000000000';
const AMARA = 'amara000000000000000';
const MATEO = 'mateo000000000000000';
const TEAM = 'team0000000000000000';
const LOG = `chat:${TEAM}`;
const CHAT: ChatFacts = {
  ...{ id: TEAM, kind: 'group', name: 'Team', topic: '', avatar: '', listed: false },
  ...{ readOnly: false, openHistory: false, membersAdd: false, closed: false, memberCount: 3 },
};
const MESSAGE: MessageFacts = {
  ...{ seq: 5, by: NORA, erased: false, text: 'plums', forwarded: false },
  ...{ mine: [], emojis: [], pinned: false },
};
const MEMBER: Facts = { log: LOG, actor: NORA, epoch: 0, chat: CHAT, role: 'member' };
const FILE: File = {
  ...{ id: 'tree0000000000000000', kind: 'image', name: 'tree.jpg', type: 'image/webp' },
  bytes: 9,
} as File;
const NO_MESSAGE = { rejected: 'notFound', what: 'message' };
const NOT_ALLOWED = { rejected: 'notAllowed' };

const EDIT: Command = { kind: 'editMessage', target: 5, body: { text: 'pears' } };
const DELETION: Command = { kind: 'deleteMessage', target: 5 };
const REACTION: Command = { kind: 'reactToMessage', target: 5, emoji: '👍', on: true };
const PIN: Command = { kind: 'pinMessage', target: 5, on: true };
const CHANGES = [EDIT, DELETION, REACTION, PIN];

function post(body: object): Command {
  return { kind: 'postMessage', body };
}

/** The only fact that a decision holds. */
function only(decision: Decision): unknown {
  if ('rejected' in decision) return decision;
  assert.equal(decision.length, 1);
  return decision[0]?.fact;
}

function about(more: Partial<MessageFacts> = {}, facts: Partial<Facts> = {}): Facts {
  return { ...MEMBER, message: { ...MESSAGE, ...more }, ...facts };
}

describe('posting', () => {
  test('what is posted is text, what it answers, and files as they are known here', () => {
    const facts: Facts = { ...MEMBER, replyFound: true, files: [FILE] };
    const posted = { kind: 'message.posted', class: 'post' };
    assert.deepEqual(only(decide(facts, post({ text: 'look', reply: 3, blobs: [FILE.id] }))), {
      ...posted,
      body: { text: 'look', reply: 3, files: [FILE] },
    });
    assert.deepEqual(only(decide({ ...MEMBER, files: [FILE] }, post({ blobs: [FILE.id] }))), {
      ...posted,
      body: { text: '', files: [FILE] },
    });
    assert.deepEqual(only(decide(MEMBER, post({ text: 'hello' }))), {
      ...posted,
      body: { text: 'hello' },
    });
  });

  test('an answer to what one cannot read, and somebody else’s files, are not found', () => {
    assert.deepEqual(decide(MEMBER, post({ text: 'yes', reply: 3 })), NO_MESSAGE);
    assert.deepEqual(decide(MEMBER, post({ text: 'look', blobs: [FILE.id] })), {
      rejected: 'notFound',
      what: 'blob',
    });
  });

  test('MSG5: names stand on the event; everybody is called only by who may', () => {
    const named: Named = { mentions: [AMARA], all: true };
    const inChat = (kind: ChatFacts['kind'], role: Facts['role']) => {
      const facts = { ...MEMBER, chat: { ...CHAT, kind }, role, named };
      const { mentions, all } = only(decide(facts, post({ text: '@all' }))) as Named;
      return [mentions, all];
    };
    assert.deepEqual(inChat('group', 'member'), [[AMARA], true]);
    assert.deepEqual(inChat('room', 'member'), [[AMARA], undefined]);
    assert.deepEqual(inChat('room', 'moderator'), [[AMARA], true]);
  });

  test('CHAT8: where only moderators post, members do not forward or edit either', () => {
    const readOnly: Facts = about(
      {},
      { chat: { ...CHAT, readOnly: true }, source: { by: AMARA, body: { text: 'plums' } } },
    );
    const forward: Command = { kind: 'forwardMessage', from: { log: 'chat:lobby', seq: 1 } };
    for (const ask of [post({ text: 'hello' }), forward, EDIT]) {
      assert.deepEqual(decide(readOnly, ask), NOT_ALLOWED, ask.kind);
      assert.ok(!('rejected' in decide({ ...readOnly, role: 'moderator' }, ask)), ask.kind);
    }
    // One’s own words may always be taken back.
    assert.ok(!('rejected' in decide(readOnly, DELETION)));
  });

  test('MSG7: forwarding keeps the first author, copies text and files, and answers nothing', () => {
    const ask: Command = { kind: 'forwardMessage', from: { log: 'chat:lobby', seq: 1 } };
    const body = { text: 'plums', reply: 2, files: [FILE] };
    const source = { by: AMARA, body };
    const posted = { kind: 'message.posted', class: 'post' };
    const copy = { text: 'plums', files: [FILE] };
    assert.deepEqual(only(decide({ ...MEMBER, source }, ask)), {
      ...posted,
      body: { ...copy, forwarded: { by: AMARA } },
    });
    const again = { by: AMARA, body: { ...body, forwarded: { by: MATEO } } };
    assert.deepEqual(only(decide({ ...MEMBER, source: again }, ask)), {
      ...posted,
      body: { ...copy, forwarded: { by: MATEO } },
    });
    assert.deepEqual(decide(MEMBER, ask), NO_MESSAGE);
  });

  test('MSG9: what a blocked person writes is withheld from the other, but for what they take back', () => {
    const facts = about({}, { chat: { ...CHAT, kind: 'direct' }, withheldFrom: AMARA });
    for (const ask of [post({ text: 'hello' }), EDIT, REACTION, PIN, DELETION]) {
      const decision = decide(facts, ask);
      assert.ok(!('rejected' in decision), ask.kind);
      const wanted = ask.kind === 'deleteMessage' ? undefined : AMARA;
      assert.deepEqual([decision.length, decision[0]?.withheld], [1, wanted], ask.kind);
    }
  });

  test('MSG9: what changes a withheld message is withheld from the same, also when nobody is blocked now', () => {
    const facts = about({ withheld: AMARA }, { chat: { ...CHAT, kind: 'direct' } });
    for (const ask of CHANGES) {
      const decision = decide(facts, ask);
      assert.ok(!('rejected' in decision), ask.kind);
      assert.equal(decision[0]?.withheld, AMARA, ask.kind);
    }
  });

  test('MSG9: the first message that both get enters the chat into both lists, whatever was withheld before', () => {
    const log = `chat:d0.${AMARA}.${NORA}`;
    const chat: ChatFacts = { ...CHAT, id: log.slice(5), kind: 'direct' };
    const facts: Facts = { ...MEMBER, log, chat, posts: 0 };
    const logs = (some: Partial<Facts>): readonly string[] => {
      const decision = decide({ ...facts, ...some }, post({ text: 'hello' }));
      assert.ok(!('rejected' in decision));
      return decision.map((one) => one.log);
    };
    assert.deepEqual(logs({}).toSorted(), [log, `user:${AMARA}`, `user:${NORA}`]);
    assert.deepEqual(logs({ posts: 1 }), [log]);
    assert.deepEqual(logs({ withheldFrom: AMARA }), [log]);
  });

  test('WALL2: a post on somebody’s wall tells its owner, one on one’s own does not', () => {
    const wall: WallFacts = { owner: AMARA, mayRead: true, mayPost: true };
    const facts: Facts = { log: `wall:${AMARA}`, actor: NORA, epoch: 0, head: 6, wall };
    const decision = decide(facts, post({ text: 'hello' }));
    assert.ok(!('rejected' in decision));
    assert.deepEqual(decision[1], {
      log: `user:${AMARA}`,
      fact: { kind: 'wall.posted', class: 'system', target: 7, from: NORA },
    });
    const own = { ...facts, actor: AMARA };
    assert.equal((decide(own, post({ text: 'hello' })) as readonly object[]).length, 1);
  });

  test('a wall says to its readers what they may not do, and of nobody that there is none', () => {
    const on = (wall: WallFacts | undefined): Facts => {
      return { log: `wall:${AMARA}`, actor: NORA, epoch: 0, head: 6, wall, message: MESSAGE };
    };
    const ask = post({ text: 'hello' });
    assert.deepEqual(decide(on(undefined), ask), { rejected: 'notFound', what: 'user' });
    const reader = on({ owner: AMARA, mayRead: true, mayPost: false });
    for (const one of [ask, EDIT, REACTION, PIN]) {
      assert.deepEqual(decide(reader, one), NOT_ALLOWED, one.kind);
    }
    assert.ok(!('rejected' in decide(reader, DELETION)));
    const outside = on({ owner: AMARA, mayRead: false, mayPost: false });
    for (const one of CHANGES) assert.deepEqual(decide(outside, one), NOT_ALLOWED, one.kind);
  });
});

test('MSG7: words of others that one has forwarded cannot be edited', () => {
  assert.deepEqual(decide(about({ forwarded: true }), EDIT), { rejected: 'notAllowed' });
});

describe('changing', () => {
  test('strangers learn of no chat, members of no message that they cannot read', () => {
    for (const ask of CHANGES) {
      const stranger = { ...about(), role: undefined };
      assert.deepEqual(decide(stranger, ask), { rejected: 'notFound', what: 'chat' }, ask.kind);
      assert.deepEqual(decide(MEMBER, ask), NO_MESSAGE, ask.kind);
      const closed = about({}, { chat: { ...CHAT, closed: true }, role: 'owner' });
      assert.deepEqual(decide(closed, ask), NOT_ALLOWED, ask.kind);
    }
  });

  test('of an erased message nothing is changed, and deleting it again does nothing', () => {
    for (const ask of [EDIT, REACTION, PIN]) {
      assert.deepEqual(decide(about({ erased: true }), ask), NO_MESSAGE, ask.kind);
    }
    assert.deepEqual(decide(about({ erased: true }), DELETION), []);
  });

  test('MSG2: only its author edits a message, and the same text is no edit', () => {
    const fact = { kind: 'message.edited', class: 'change', target: 5, body: { text: 'pears' } };
    assert.deepEqual(only(decide(about(), EDIT)), fact);
    const named = about({}, { named: { mentions: [AMARA] } });
    assert.deepEqual(only(decide(named, EDIT)), { ...fact, mentions: [AMARA] });
    assert.deepEqual(decide(about({ text: 'pears' }), EDIT), []);
    for (const role of ['member', 'owner'] as const) {
      assert.deepEqual(decide(about({ by: AMARA }, { role }), EDIT), NOT_ALLOWED);
    }
  });

  test('MSG2: a message is not edited without end', () => {
    const limit = { rejected: 'tooMany', field: 'edits', max: EDITS_MAX };
    assert.deepEqual(decide(about({ edits: EDITS_MAX }), EDIT), limit);
    assert.ok(!('rejected' in decide(about({ edits: EDITS_MAX - 1 }), EDIT)));
  });

  test('a message is deleted by its author, and by moderators', () => {
    const fact = { kind: 'message.deleted', class: 'change', target: 5 };
    assert.deepEqual(only(decide(about(), DELETION)), fact);
    assert.deepEqual(decide(about({ by: AMARA }), DELETION), NOT_ALLOWED);
    assert.deepEqual(only(decide(about({ by: AMARA }, { role: 'moderator' }), DELETION)), fact);
    const direct = about({ by: AMARA }, { chat: { ...CHAT, kind: 'direct' } });
    assert.deepEqual(decide(direct, DELETION), NOT_ALLOWED);
  });

  test('MSG6: reactions are counted once, and limited per person and per message', () => {
    const emojis = Array.from({ length: REACTIONS_MAX }, (_, index) => `e${index}`);
    const tooMany = (max: number) => ({ rejected: 'tooMany', field: 'reactions', max });
    const fact = { kind: 'message.reacted', class: 'change', target: 5, emoji: '👍', on: true };
    assert.deepEqual(only(decide(about(), REACTION)), fact);
    assert.deepEqual(decide(about({ mine: ['👍'], emojis: ['👍'] }), REACTION), []);
    const mine = emojis.slice(0, REACTIONS_PER_PERSON_MAX);
    assert.deepEqual(decide(about({ mine, emojis: mine }), REACTION), tooMany(8));
    assert.deepEqual(decide(about({ emojis }), REACTION), tooMany(30));
    const there = about({ emojis: [...emojis.slice(1), '👍'] });
    assert.deepEqual(only(decide(there, REACTION)), fact);
    const away: Command = { kind: 'reactToMessage', target: 5, emoji: '👍', on: false };
    assert.deepEqual(decide(about(), away), []);
    const full = about({ mine: [...mine.slice(1), '👍'], emojis: [...emojis.slice(1), '👍'] });
    assert.deepEqual(only(decide(full, away)), { ...fact, on: false });
  });

  test('MSG6: pins are limited, and set and taken away once', () => {
    const fact = { kind: 'message.pinned', class: 'change', target: 5, on: true };
    const away: Command = { kind: 'pinMessage', target: 5, on: false };
    assert.deepEqual(only(decide(about({}, { pins: PINS_MAX - 1 }), PIN)), fact);
    assert.deepEqual(decide(about({}, { pins: PINS_MAX }), PIN), {
      ...{ rejected: 'tooMany', field: 'pins', max: PINS_MAX },
    });
    assert.deepEqual(decide(about({ pinned: true }, { pins: PINS_MAX }), PIN), []);
    assert.deepEqual(decide(about(), away), []);
    assert.deepEqual(only(decide(about({ pinned: true }, { pins: PINS_MAX }), away)), {
      ...fact,
      on: false,
    });
  });
});
