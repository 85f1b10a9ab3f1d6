// Following through the whole messenger: pages of what was missed, live events behind them, and who may not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { chatLog, userLog } from '#core/log-name.ts';
import { FOLLOW_EVENTS_MAX, FOLLOWED_LOGS_MAX } from '#protocol/limits.ts';
import type { FollowAnswer } from '#protocol/socket.ts';
import type { Queries, Row, Value } from '#store/database.ts';
import { seededRandom } from '#test/support/clock.ts';
import { between, LOBBY_LOG, openHouse, type Person, type TestHouse } from '#test/support/house.ts';
import { idOf, type RecordedFollower } from '#test/support/recorded-follower.ts';

type Page = Extract<FollowAnswer, { events: unknown }>;

function pageOf(answer: FollowAnswer): Page {
  assert.ok(!('rejected' in answer), JSON.stringify(answer));
  return answer;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/** Follows to the end, page by page, as a client does; the seqs of all pages. */
async function followAll(house: TestHouse, follower: RecordedFollower, log: string, after = 0) {
  const seqs: number[] = [];
  for (let more = true, cursor = after; more; ) {
    const page = pageOf(await house.follow(follower, log, cursor));
    seqs.push(...page.events.map(({ seq }) => seq));
    cursor = seqs.at(-1) ?? cursor;
    more = page.more;
  }
  return seqs;
}

async function postMany(house: TestHouse, person: Person, chat: string, count: number) {
  const posts = range(1, count).map((n) =>
    house.messenger.append(person.actor, {
      log: chatLog(chat),
      command: house.mintCommand(),
      ask: { kind: 'postMessage', body: { text: `text ${n}` } },
    }),
  );
  await house.done(Promise.all(posts));
}

describe('pages and live events', () => {
  test('SYNC2: what was missed comes in pages; live events begin where the last one ends', async () => {
    const house = await openHouse({ allowances: { postByUser: { burst: 1_000, refillMs: 1 } } });
    const nora = await house.signUp('nora');
    await postMany(house, nora, 'lobby', 450);
    const follower = house.connect(nora);
    const first = pageOf(await house.follow(follower, LOBBY_LOG, 0));
    assert.deepEqual([first.from, first.events.length, first.more], [1, FOLLOW_EVENTS_MAX, true]);
    assert.equal(first.head, 452);
    await house.post(nora, 'lobby', 'between two pages');
    assert.deepEqual(follower.packets, []);
    assert.deepEqual(await followAll(house, follower, LOBBY_LOG, 200), range(201, 453));
    await house.post(nora, 'lobby', 'live');
    assert.deepEqual(follower.seqsOf(LOBBY_LOG), [454]);
    const live = follower.eventsOf(LOBBY_LOG)[0];
    const stored = pageOf(await house.follow(house.connect(nora), LOBBY_LOG, 453)).events[0];
    assert.deepEqual(live, stored);
    await house.close();
  });

  test('SYNC2: from the end; from beyond the end; from a cursor at the end', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    for (const after of ['tail', 2, 1_000] as const) {
      const follower = house.connect(nora);
      const page = pageOf(await house.follow(follower, LOBBY_LOG, after));
      assert.deepEqual(page, { log: LOBBY_LOG, from: 3, events: [], head: 2, more: false });
      house.messenger.leave(follower);
    }
    const follower = house.connect(nora);
    await house.follow(follower, LOBBY_LOG, 'tail');
    await house.post(nora, 'lobby', 'hello');
    assert.deepEqual(follower.seqsOf(LOBBY_LOG), [3]);
    await house.close();
  });

  test('SYNC1, SYNC2: many follow at random moments while many talk; nobody misses or doubles', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const chats = ['lobby', between(nora, amara)];
    const random = seededRandom(5);
    const pick = (below: number): number => Math.floor(random.fraction() * below);
    const posting: Promise<unknown>[] = [];
    const following: Promise<{ follower: RecordedFollower; answers: FollowAnswer[] }>[] = [];
    for (let turn = 0; turn < 150; turn += 1) {
      const [person, chat] = [[nora, amara][pick(2)] ?? nora, chats[pick(2)] ?? 'lobby'];
      const ask = { kind: 'postMessage', body: { text: `text ${turn}` } } as const;
      posting.push(
        house.messenger.append(person.actor, { log: chatLog(chat), command: `c${turn}`, ask }),
      );
      if (turn % 5 === 0) {
        const follower = house.connect(person);
        const logs = chats.map((id) => ({
          log: chatLog(id),
          after: pick(2) === 0 ? 0 : ('tail' as const),
        }));
        following.push(
          house.messenger.follow(follower, { logs }).then(({ answers, start }) => {
            start();
            return { follower, answers };
          }),
        );
      }
      if (turn % 3 === 0) await house.clock.advance(pick(3));
    }
    await house.done(Promise.all(posting));
    const followed = await house.done(Promise.all(following));
    await house.clock.advance(1_000);
    for (const { follower, answers } of followed) {
      for (const answer of answers) {
        const { log, from, events } = pageOf(answer);
        const head = pageOf(await house.follow(follower, log, 'tail')).head;
        const seqs = [...events.map(({ seq }) => seq), ...follower.seqsOf(log)];
        assert.deepEqual(seqs, range(from, head));
      }
    }
    assert.equal(followed.length, 30);
    await house.close();
  });

  test('SYNC2: a direct chat may be followed before its first event', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const follower = house.connect(amara);
    const log = chatLog(between(nora, amara));
    const page = pageOf(await house.follow(follower, log));
    assert.deepEqual(page, { log, from: 1, events: [], head: 0, more: false });
    await house.post(nora, between(nora, amara), 'hello');
    assert.deepEqual(follower.seqsOf(log), [1]);
    await house.close();
  });

  test('SYNC2: one who stops following gets nothing more of that log, and of others everything', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    await house.follow(follower, LOBBY_LOG, 'tail');
    await house.follow(follower, 'server', 'tail');
    house.messenger.unfollow(follower, [LOBBY_LOG, 'chat:nothing']);
    await house.post(nora, 'lobby', 'hello');
    await house.signUp('amara');
    assert.deepEqual([follower.seqsOf(LOBBY_LOG), follower.seqsOf('server')], [[], [2]]);
    await house.close();
  });

  test('WIRE6: a connection follows at most 5,000 logs', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    const logs = range(1, FOLLOWED_LOGS_MAX + 1).map(() => ({ log: LOBBY_LOG, after: 0 }));
    const { answers } = await house.done(house.messenger.follow(follower, { logs }));
    assert.equal(answers.length, logs.length);
    assert.deepEqual(answers[0], {
      log: LOBBY_LOG,
      rejected: 'tooMany',
      field: 'logs',
      max: FOLLOWED_LOGS_MAX,
    });
    await house.close();
  });
});

/** Counts the rows of lists that are read. */
function counting(q: Queries, count: (rows: number) => void): Queries {
  return {
    ...q,
    all: async <T extends object = Row>(sql: string, ...values: Value[]) => {
      const rows = await q.all<T>(sql, ...values);
      count(rows.length);
      return rows;
    },
  };
}

describe('large answers', () => {
  const LONG = '鈴'.repeat(16_000);

  test('WIRE6: one answer holds about a million characters, and asking again gets the rest', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    for (let n = 0; n < 150; n += 1) await house.post(nora, 'lobby', LONG);
    const follower = house.connect(nora);
    const page = pageOf(await house.follow(follower, LOBBY_LOG));
    const chars = JSON.stringify(page.events).length;
    assert.ok(page.more && chars > 900_000 && chars < 1_100_000, `${chars} characters`);
    assert.deepEqual(await followAll(house, follower, LOBBY_LOG), range(1, 152));
    await house.close();
  });

  test('WIRE6: however many logs are asked for, the answer stays small, and each of them gets on', async () => {
    let rows = 0;
    const note = (count: number): void => {
      rows += count;
    };
    const house = await openHouse({
      wrapStore: (store) => ({
        ...store,
        read: (body) => store.read((q) => body(counting(q, note))),
      }),
    });
    const nora = await house.signUp('nora');
    for (let n = 0; n < 70; n += 1) await house.post(nora, 'lobby', LONG);
    const team = await house.group(idOf('team'), nora);
    await house.post(nora, team, LONG);
    const follower = house.connect(nora);
    const names = [...Array(20).fill(LOBBY_LOG), chatLog(team), 'server'] as string[];
    const logs = names.map((log) => ({ log, after: 2 }));
    rows = 0;
    const { answers } = await house.done(house.messenger.follow(follower, { logs }));
    // All logs but two are asked for one row only.
    assert.ok(rows < 200, `${rows} rows were read`);
    const pages = answers.map(pageOf);
    const counts = pages.map(({ events }) => events.length);
    assert.ok((counts[0] ?? 0) > 60);
    assert.deepEqual(counts.slice(1), [...Array(20).fill(1), 0]);
    assert.deepEqual(
      pages.map(({ more }) => more),
      [...Array(20).fill(true), false, false],
    );
    await house.close();
  });
});

describe('who may follow', () => {
  test('CHAT4: a chat that may not be read looks like one that is not there', async () => {
    const house = await openHouse();
    const [nora, amara, mateo] = [
      await house.signUp('nora'),
      await house.signUp('amara'),
      await house.signUp('mateo'),
    ];
    const team = await house.group(idOf('team'), nora, amara);
    await house.append(nora, team, { kind: 'removeMember', user: amara.id });
    await house.post(nora, between(nora, amara), 'just us');
    const hidden = [
      chatLog(team),
      chatLog(idOf('nothing')),
      chatLog(between(nora, amara)),
      chatLog(`d0.${mateo.id}.${idOf('nobody')}`),
      userLog(nora.id),
    ];
    for (const log of hidden) {
      const answer = await house.follow(house.connect(mateo), log);
      assert.deepEqual(answer, { log, rejected: 'notFound', what: 'chat' }, log);
    }
    // Who was a member once learns no more than a stranger.
    const former = await house.follow(house.connect(amara), chatLog(team));
    assert.deepEqual(former, { log: chatLog(team), rejected: 'notFound', what: 'chat' });
    await house.close();
  });

  test('CHAT3: a group is followed from joining, whatever cursor one names', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const team = await house.group(idOf('team'), nora);
    await house.post(nora, team, 'before'); // 3
    await house.append(nora, team, { kind: 'addMember', user: amara.id }); // 4
    await house.post(nora, team, 'after'); // 5
    for (const after of [0, 2, 3]) {
      const page = pageOf(await house.follow(house.connect(amara), chatLog(team), after));
      assert.deepEqual([page.from, page.events.map(({ seq }) => seq)], [4, [4, 5]]);
    }
    const events = await house.messenger.read.events(amara.actor, `chat:${team}`, {});
    assert.ok(!('rejected' in events));
    assert.deepEqual([events.from, events.items.map(({ seq }) => seq)], [4, [4, 5]]);
    await house.close();
  });

  test('SYNC7: who leaves or is removed gets nothing more, at once, not even that', async () => {
    const house = await openHouse();
    const [nora, amara, mateo] = [
      await house.signUp('nora'),
      await house.signUp('amara'),
      await house.signUp('mateo'),
    ];
    const team = await house.group(idOf('team'), nora, amara, mateo);
    const log = chatLog(team);
    const followers = [nora, amara, mateo].map((person) => house.connect(person));
    for (const follower of followers) await house.follow(follower, log, 'tail');
    await house.append(nora, team, { kind: 'removeMember', user: amara.id }); // 5
    await house.append(mateo, team, { kind: 'leaveChat' }); // 6
    await house.post(nora, team, 'alone'); // 7
    assert.deepEqual(
      followers.map((follower) => follower.seqsOf(log)),
      [[5, 6, 7], [], [5]],
    );
    await house.close();
  });

  test('SYNC7: removed and talked about in one batch, one hears nothing of it', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const team = await house.group(idOf('team'), nora, amara);
    const follower = house.connect(amara);
    await house.follow(follower, chatLog(team), 'tail');
    await house.follow(follower, userLog(amara.id), 'tail');
    await house.done(
      Promise.all([
        house.messenger.append(nora.actor, {
          log: chatLog(team),
          command: 'remove',
          ask: { kind: 'removeMember', user: amara.id },
        }),
        house.messenger.append(nora.actor, {
          log: chatLog(team),
          command: 'talk',
          ask: { kind: 'postMessage', body: { text: 'now that she is gone' } },
        }),
      ]),
    );
    assert.deepEqual(
      follower.packets.map(({ log }) => log),
      [userLog(amara.id)],
    );
    assert.deepEqual(
      follower.eventsOf(userLog(amara.id)).map(({ kind }) => kind),
      ['chat.gone'],
    );
    await house.close();
  });

  test('SYNC7: who is removed while asking to follow gets nothing after the answer', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    const team = await house.group(idOf('team'), nora, amara);
    const follower = house.connect(amara);
    const logs = [{ log: chatLog(team), after: 0 }];
    const { start } = await house.done(house.messenger.follow(follower, { logs }));
    await house.append(nora, team, { kind: 'removeMember', user: amara.id });
    start();
    await house.post(nora, team, 'alone');
    assert.deepEqual(follower.packets, []);
    await house.close();
  });

  test('SYNC7: a connection that goes while it asks to follow leaves nothing behind', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    const asked = house.messenger.follow(follower, { logs: [{ log: LOBBY_LOG, after: 0 }] });
    house.messenger.leave(follower);
    const { start } = await house.done(asked);
    start();
    await house.post(nora, 'lobby', 'hello');
    assert.deepEqual(follower.packets, []);
    await house.close();
  });

  test('SYNC2: when the store fails, asking again begins anew', async () => {
    let broken = false;
    const house = await openHouse({
      wrapStore: (store) => ({
        ...store,
        read: (body) => (broken ? Promise.reject(new Error('the disk')) : store.read(body)),
      }),
    });
    const nora = await house.signUp('nora');
    const follower = house.connect(nora);
    broken = true;
    await assert.rejects(house.follow(follower, LOBBY_LOG), /the disk/);
    broken = false;
    await house.post(nora, 'lobby', 'missed');
    assert.deepEqual(follower.packets, []);
    assert.deepEqual(await followAll(house, follower, LOBBY_LOG), [1, 2, 3]);
    await house.post(nora, 'lobby', 'live');
    assert.deepEqual(follower.seqsOf(LOBBY_LOG), [4]);
    await house.close();
  });
});
