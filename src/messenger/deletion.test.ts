// The end of an account: who it was is gone at once, the rest follows, also when the server stops in the middle.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { userLog, wallLog } from '#core/log-name.ts';
import type { Command } from '#protocol/command.ts';
import { findErasure } from '#store/erasures.ts';
import { openSqlite } from '#store/sqlite.ts';
import type { Store } from '#store/store.ts';
import {
  accepted,
  between,
  HERE,
  openHouse,
  PASSWORD,
  type Person,
  type TestHouse,
} from '#test/support/house.ts';

const TEAM = 'teamteamteamteamteam';

function append(house: TestHouse, person: Person, log: string, ask: Command) {
  const command = house.mintCommand();
  return house.done(house.messenger.append(person.actor, { log, command, ask }));
}

async function say(house: TestHouse, person: Person, log: string, text: string) {
  return accepted(await append(house, person, log, { kind: 'postMessage', body: { text } })).seq;
}

function end(house: TestHouse, person: Person, messages: 'keep' | 'erase', password = PASSWORD) {
  return house.done(house.messenger.deleteAccount(person.actor, { password, messages }));
}

/** Lets the eraser work until nothing is left. */
async function erased(house: TestHouse): Promise<void> {
  for (let turn = 0; turn < 500; turn += 1) {
    if (!(await house.store.read((q) => findErasure(q, '')))) return;
    await house.clock.advance(10);
  }
  throw new Error('the erasure did not come to an end');
}

/** Nora looks after the server; Amara owns a group with Mateo, and has said something everywhere. */
async function lives(house: TestHouse) {
  const nora = await house.signUp('nora');
  const amara = await house.signUp('amara', {
    displayName: 'secret Amara',
    email: 'amara@example.org',
    city: 'Enugu',
  });
  const mateo = await house.signUp('mateo');
  await house.group(TEAM, amara, mateo);
  for (let n = 0; n < 20; n += 1) await say(house, amara, `chat:${TEAM}`, `secret ${n}`);
  await say(house, mateo, `chat:${TEAM}`, 'of Mateo');
  await say(house, amara, 'chat:lobby', 'secret in the Lobby');
  await say(house, amara, `chat:${between(amara, nora)}`, 'secret to Nora');
  await say(house, nora, `chat:${between(amara, nora)}`, 'of Nora');
  await say(house, amara, wallLog(amara.id), 'secret on the own wall');
  await say(house, mateo, wallLog(amara.id), 'secret of Mateo’s there');
  await say(house, amara, wallLog(mateo.id), 'secret on Mateo’s wall');
  const ask = { kind: 'addContact' } as const;
  accepted(await append(house, amara, userLog(amara.id), { ...ask, user: nora.id }));
  accepted(await append(house, mateo, userLog(mateo.id), { ...ask, user: amara.id }));
  return { nora, amara, mateo };
}

/** What is left of secrets in the log, by log; and of rows about somebody. */
async function left(store: Store, person: string) {
  return store.read(async (q) => {
    const events = await q.all<{ log: string; event: string }>('SELECT log, event FROM events');
    const secrets = events.filter(({ event }) => event.includes('secret'));
    const logs = [...new Set(secrets.map(({ log }) => log))].toSorted();
    const rows: Record<string, number> = {};
    for (const table of ['contacts', 'blocks', 'sessions', 'chat_states', 'hidden', 'erasures']) {
      const other = table === 'contacts' || table === 'blocks' ? ' OR other = ?' : '';
      const row = await q.get<{ n: number }>(
        `SELECT count(*) AS n FROM ${table} WHERE person = ?${other}`,
        ...(other ? [person, person] : [person]),
      );
      rows[table] = Number(row?.n);
    }
    return { logs, rows };
  });
}

const NO_ROWS = { contacts: 0, blocks: 0, sessions: 0, chat_states: 0, hidden: 0, erasures: 0 };

describe('at once', () => {
  test('PPL6: the password proves who asks; connections end; nobody signs in; everybody is told', async () => {
    const house = await openHouse();
    const { nora, amara } = await lives(house);
    const wrong = await end(house, amara, 'keep', 'pears');
    assert.deepEqual(wrong, { rejected: 'wrongPassword', field: 'password' });
    const page = house.connect(amara);
    const other = house.connect(nora);
    await house.follow(other, 'server', 'tail');
    assert.equal(await end(house, amara, 'keep'), undefined);
    assert.deepEqual(page.ended, ['signedOut']);
    assert.equal(await house.done(house.messenger.authenticate(amara.token)), undefined);
    for (const login of ['amara', 'amara@example.org', `deleted-${amara.id}`]) {
      const answer = await house.done(house.messenger.signIn({ login, password: PASSWORD }, HERE));
      assert.deepEqual(answer, { rejected: 'wrongCredentials' }, login);
    }
    await house.clock.advance(100);
    const told = other
      .eventsOf('server')
      .map((event) => event.kind === 'user.deleted' && event.user);
    assert.deepEqual(told, [amara.id]);
    const again = await house.signUp('amara', { email: 'amara@example.org' });
    assert.notEqual(again.id, amara.id);
    await house.close();
  });

  test('who looks after the server goes last; a new first account then owns it and the Lobby', async () => {
    const house = await openHouse();
    const nora = await house.signUp('nora');
    const amara = await house.signUp('amara');
    assert.deepEqual(await end(house, nora, 'keep'), { rejected: 'notAllowed' });
    assert.equal(await end(house, amara, 'keep'), undefined);
    assert.equal(await end(house, nora, 'keep'), undefined);
    await erased(house);
    assert.equal((await house.done(house.messenger.read.place(HERE))).fresh, true);
    const zoe = await house.signUp('zoe');
    const account = accepted(await house.done(house.messenger.read.account(zoe.actor)));
    assert.equal(account.role, 'owner');
    const lobby = accepted(await house.done(house.messenger.read.chat(zoe.actor, 'lobby')));
    assert.deepEqual([lobby.role, lobby.memberCount], ['owner', 1]);
    await say(house, zoe, 'chat:lobby', 'still open');
    await house.close();
  });
});

describe('after that', () => {
  test('out of every chat with the ownership handed over; the words stay; the wall is gone', async () => {
    const house = await openHouse();
    const { nora, amara, mateo } = await lives(house);
    await end(house, amara, 'keep');
    await erased(house);
    const team = accepted(await house.done(house.messenger.read.chat(mateo.actor, TEAM)));
    assert.deepEqual([team.role, team.memberCount], ['owner', 1]);
    const { logs, rows } = await left(house.store, amara.id);
    const direct = `chat:${between(amara, nora)}`;
    const kept = [`chat:${TEAM}`, 'chat:lobby', direct, wallLog(mateo.id)];
    assert.deepEqual(logs, kept.toSorted());
    assert.deepEqual(rows, NO_ROWS);
    const chat = accepted(
      await house.done(house.messenger.read.chat(nora.actor, between(amara, nora))),
    );
    assert.deepEqual([chat.with?.id, chat.with?.deleted], [amara.id, true]);
    const wall = await house.done(house.messenger.read.messages(nora.actor, wallLog(amara.id), {}));
    assert.ok('rejected' in wall);
    await house.close();
  });

  test('PPL7: with `erase` nothing that they said is left, and what others said is', async () => {
    const house = await openHouse();
    const { nora, amara, mateo } = await lives(house);
    await append(house, amara, `chat:${TEAM}`, { kind: 'leaveChat' });
    await end(house, amara, 'erase');
    await erased(house);
    assert.deepEqual(await left(house.store, amara.id), { logs: [], rows: NO_ROWS });
    const page = accepted(
      await house.done(house.messenger.read.messages(mateo.actor, `chat:${TEAM}`, {})),
    );
    assert.deepEqual(
      page.items.filter(({ deleted }) => !deleted).map(({ by }) => by),
      [mateo.id],
    );
    const direct = `chat:${between(amara, nora)}`;
    const words = accepted(await house.done(house.messenger.read.messages(nora.actor, direct, {})));
    assert.deepEqual(
      words.items.map(({ deleted }) => deleted !== undefined),
      [true, false],
    );
    await house.close();
  });

  test('more than one turn takes at a time is erased too', async () => {
    const house = await openHouse({ allowances: { postByUser: { burst: 1_000, refillMs: 1 } } });
    await house.signUp('nora');
    const amara = await house.signUp('amara');
    const mateo = await house.signUp('mateo');
    for (let n = 0; n < 210; n += 1) {
      await say(house, amara, 'chat:lobby', `secret ${n}`);
      await say(house, mateo, wallLog(mateo.id), `secret ${n}`);
    }
    await end(house, amara, 'erase');
    await end(house, mateo, 'keep');
    await erased(house);
    assert.deepEqual(await left(house.store, amara.id), { logs: [], rows: NO_ROWS });
    await house.close();
  });

  test('an erasure that cannot go on holds up no other', async () => {
    let stuck = '';
    const failing = (store: Store): Store => ({
      ...store,
      append: async (requests) => {
        const isStuck = requests.some(({ actor, log }) => actor === stuck && log !== 'server');
        if (isStuck) throw new Error('a broken row');
        return store.append(requests);
      },
    });
    const house = await openHouse({ wrapStore: failing });
    await house.signUp('nora');
    const [first, second] = [await house.signUp('amara'), await house.signUp('mateo')].toSorted(
      (a, b) => (a.id < b.id ? -1 : 1),
    );
    assert.ok(first && second);
    stuck = first.id;
    await say(house, second, 'chat:lobby', 'secret');
    await end(house, first, 'erase');
    await end(house, second, 'erase');
    for (let turn = 0; turn < 100; turn += 1) await house.clock.advance(10);
    const left = await house.store.read((q) => q.all('SELECT person FROM erasures'));
    assert.deepEqual(
      left.map(({ person }) => person),
      [first.id],
    );
    stuck = '';
    await house.clock.advance(30_000);
    await erased(house);
    await house.close();
  });

  test('PPL7: stopped anywhere in between, it is finished by the next start', async () => {
    let steps = 0;
    for (let budget = 0; budget <= steps; budget += 1) {
      const folder = mkdtempSync(join(tmpdir(), 'kith-'));
      const file = join(folder, 'kith.db');
      let writes = Number.POSITIVE_INFINITY;
      const counted = (store: Store): Store => {
        const spend = (): void => {
          if (writes <= 0) throw new Error('killed');
          writes -= 1;
        };
        return {
          ...store,
          append: async (requests) => {
            spend();
            return store.append(requests);
          },
          write: async (body) => {
            spend();
            return store.write(body);
          },
        };
      };
      const house = await openHouse({ database: openSqlite(file), wrapStore: counted });
      const { amara } = await lives(house);
      await end(house, amara, 'erase');
      // The first time through it is counted how many writes it takes; then each is the last one once.
      writes = steps === 0 ? Number.POSITIVE_INFINITY : budget;
      if (steps === 0) {
        writes = 1_000;
        await erased(house);
        steps = 1_000 - writes;
      } else {
        for (let turn = 0; turn < budget + 2; turn += 1) await house.clock.advance(10);
      }
      await house.close();
      const next = await openHouse({ database: openSqlite(file) });
      await erased(next);
      assert.deepEqual(await left(next.store, amara.id), { logs: [], rows: NO_ROWS }, `${budget}`);
      await next.close();
      rmSync(folder, { recursive: true, force: true });
    }
    assert.ok(steps > 8, 'it takes several writes');
  });
});
