// The contract of accounts and the directory: names, searching, private fields, signing in by name or address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { userLog } from '#core/log-name.ts';
import { FIRST_SETTINGS, FIRST_VISIBILITY } from '#protocol/person.ts';
import { findSetting } from '#store/migrations.ts';
import {
  countUsers,
  findAccount,
  findLogin,
  findPassword,
  findUserByName,
  listUsers,
  setPassword,
  usersById,
} from '#store/people.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';

/** What the directory must do. */
export function directoryContract(make: MakePlace): void {
  searching(make);
  names(make);
  accounts(make);
}

async function newcomers(world: StoreWorld, people: readonly (readonly [string, string])[]) {
  for (const [n, [username, displayName]] of people.entries()) {
    const id = idOf(`p${n}`);
    const user = { id, username, displayName };
    const ask = { kind: 'createUser', user, password: `hash ${n}`, personal: {} } as const;
    await world.keep({ actor: id, log: 'server', command: id, ask });
  }
}

function searching(make: MakePlace): void {
  test('WIRE2: %, _ and \\ in a query for people mean themselves', async () => {
    const world = await StoreWorld.open(make);
    await newcomers(world, [
      ['nora', 'Nora 100%'],
      ['amara_k', 'Amara'],
      ['amaraxk', 'Back\\slash'],
      ['mateo', 'Mateo 100'],
      ['Émile', 'É. Zola'],
    ]);
    const found = async (query: string): Promise<string[]> =>
      (await world.store.read((q) => listUsers(q, { query, limit: 50 }))).map(
        ({ username }) => username,
      );
    assert.deepEqual(await found('0%'), ['nora']);
    assert.deepEqual(await found('a_k'), ['amara_k']);
    assert.deepEqual(await found('k\\s'), ['amaraxk']);
    assert.deepEqual(await found('%'), ['nora']);
    assert.deepEqual(await found('AMARA'), ['amara_k', 'amaraxk']);
    assert.deepEqual(await found('ZOLA'), ['Émile']);
    assert.deepEqual(await found('ÉMIL'), ['Émile']);
    assert.deepEqual(await found('nobody'), []);
    assert.deepEqual(await found("' OR '1'='1"), []);
    assert.equal((await found('')).length, 5);
    await world.close();
  });

  test('WIRE3: pages of the directory together are the directory, in one order everywhere', async () => {
    const world = await StoreWorld.open(make);
    const usernames = ['zoe', 'Ben', 'ben-2', 'ben.1', 'ben_3', 'Ärne', '鈴木', 'Ωmega', '7up'];
    await newcomers(
      world,
      usernames.map((name) => [name, name] as const),
    );
    const all = (await world.store.read((q) => listUsers(q, { limit: 50 }))).map((u) => u.username);
    const order = ['7up', 'Ben', 'ben-2', 'ben.1', 'ben_3', 'zoe', 'Ärne', 'Ωmega', '鈴木'];
    assert.deepEqual(all, order);
    for (const limit of [1, 3, 4]) {
      const paged: string[] = [];
      for (let after: string | undefined, more = true; more; after = paged.at(-1)) {
        const page = await world.store.read((q) => listUsers(q, { after, limit }));
        paged.push(...page.map(({ username }) => username));
        more = page.length === limit;
      }
      assert.deepEqual(paged, all, `pages of ${limit}`);
    }
    await world.close();
  });
}

function names(make: MakePlace): void {
  test('AUTH7: a name that is taken, folded or by its look, is refused', async () => {
    const world = await StoreWorld.open(make);
    await world.person('nora');
    await world.person('paypal');
    const outcome = async (username: string) =>
      world.outcome({
        ...world.newcomer(username),
        actor: idOf('other'),
        command: 'c',
        ask: {
          kind: 'createUser',
          user: { id: idOf('other'), username, displayName: username },
          password: 'hash',
          personal: {},
        },
      });
    for (const taken of ['NORA', 'Ｎｏｒａ', 'nоra', 'pаypal', 'payрaI', 'pay\u200dpal', 'nóra']) {
      assert.deepEqual(
        rejectionIn(await outcome(taken)),
        { rejected: 'usernameTaken', field: 'username' },
        taken,
      );
    }
    assert.equal(await world.store.read(countUsers), 2);
    assert.ok('appended' in (await outcome('nora2')));
    assert.equal(await world.store.read(countUsers), 3);
    await world.close();
  });

  test('AUTH7: people are found by their name in any case, not by its look', async () => {
    const world = await StoreWorld.open(make);
    await newcomers(world, [['Straße', 'Str']]);
    const find = (name: string) => world.store.read((q) => findUserByName(q, name));
    for (const name of ['Straße', 'straße', 'STRASSE', 'ｓtraße']) {
      assert.equal((await find(name))?.username, 'Straße', name);
    }
    assert.equal(await find('strаße'), undefined);
    assert.equal(await find(''), undefined);
    await world.close();
  });
}

const FIELDS = {
  email: 'Nora@Example.org',
  firstName: 'Nora',
  familyName: 'Lindqvist',
  gender: 'she',
  city: 'Uppsala',
  country: 'Sweden',
};

function accounts(make: MakePlace): void {
  test('AUTH2: private fields are in the account’s row, and in no event', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora', FIELDS);
    const account = await world.store.read((q) => findAccount(q, nora));
    assert.deepEqual(account, {
      id: nora,
      username: 'nora',
      displayName: 'nora',
      ...FIELDS,
      role: 'owner',
      createdAt: world.clock.now(),
      visibility: FIRST_VISIBILITY,
      settings: FIRST_SETTINGS,
      wallUnread: 0,
    });
    const change = { city: 'Umeå', gender: '', email: 'n@example.org', displayName: 'Nora L.' };
    const { events } = await world.keep(world.request(nora, '', { kind: 'changeAccount', change }));
    assert.deepEqual(
      events.map(({ log, event }) => [log, event.kind]),
      [
        [userLog(nora), 'account.changed'],
        ['server', 'user.changed'],
      ],
    );
    const { gender: _, ...kept } = { ...account, ...change };
    const changed = await world.store.read((q) => findAccount(q, nora));
    assert.deepEqual(changed, kept);
    const told = JSON.stringify(await world.events());
    const secrets = [...Object.values(FIELDS).filter((v) => v !== 'Nora'), 'Umeå', 'n@example.org'];
    for (const secret of secrets) assert.ok(!told.includes(secret), secret);
    await world.close();
  });

  test('AUTH7: an e-mail address belongs to one account, in any case, and can be given up', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora', { email: 'nora@example.org' });
    const taken = await world.outcome(world.newcomer('amara', { email: 'NORA@example.org' }));
    assert.deepEqual(rejectionIn(taken), { rejected: 'emailTaken', field: 'email' });
    const amara = await world.person('amara');
    const change = (user: string, email: string) =>
      world.outcome(world.request(user, '', { kind: 'changeAccount', change: { email } }));
    assert.equal(rejectionIn(await change(amara, 'Nora@Example.ORG')).rejected, 'emailTaken');
    assert.ok('appended' in (await change(nora, 'Nora@example.org')));
    assert.ok('appended' in (await change(nora, '')));
    assert.ok('appended' in (await change(amara, 'nora@example.org')));
    await world.close();
  });

  test('AUTH3: who signs in is found by name or address; nobody for anything else', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora', { email: 'nora@example.org' });
    const login = async (text: string) => (await world.store.read((q) => findLogin(q, text)))?.id;
    for (const text of ['nora', 'NORA', 'ｎora', 'nora@example.org', ' Nora@Example.org ']) {
      assert.equal(await login(text), nora, text);
    }
    for (const text of ['', 'nora@', '%', 'nоra', 'amara']) {
      assert.equal(await login(text), undefined, text);
    }
    await world.close();
  });

  test('AUTH5: a new hash takes the old one’s place, for that account only', async () => {
    const world = await StoreWorld.open(make);
    await newcomers(world, [
      ['nora', 'Nora'],
      ['amara', 'Amara'],
    ]);
    await world.store.write((q) => setPassword(q, idOf('p0'), 'new'));
    const hashes = await world.store.read((q) =>
      Promise.all(['p0', 'p1', 'p2'].map((name) => findPassword(q, idOf(name)))),
    );
    assert.deepEqual(hashes, ['new', 'hash 1', undefined]);
    await world.close();
  });

  test('CHAT2: people are found by id, unknown ones left out; the switch is kept', async () => {
    const world = await StoreWorld.open(make);
    await newcomers(world, [
      ['nora', 'Nora'],
      ['amara', 'Amara'],
    ]);
    const ids = [idOf('p1'), idOf('nobody'), idOf('p0')];
    const found = await world.store.read((q) => usersById(q, ids));
    assert.deepEqual(found.map(({ username }) => username).toSorted(), ['amara', 'nora']);
    assert.deepEqual(await world.store.read((q) => usersById(q, [])), []);
    assert.equal(await world.store.read((q) => findSetting(q, 'everybody')), undefined);
    await fillTo(world, 500);
    assert.equal(await world.store.read((q) => findSetting(q, 'everybody')), undefined);
    const { events } = await world.keep(world.newcomer('onetoomany'));
    assert.deepEqual(events.at(-1)?.event.kind, 'everybody.changed');
    assert.equal(await world.store.read((q) => findSetting(q, 'everybody')), 'off');
    await world.close();
  });
}

/** Fills the table until there are so many people, without going through sign-up. */
async function fillTo(world: StoreWorld, people: number): Promise<void> {
  const there = await world.store.read(countUsers);
  await world.store.write(async (q) => {
    for (let n = there; n < people; n += 1) {
      await q.run(
        `INSERT INTO users (id, username, name_key, look, display_name, display_key, password, role,
           created_at) VALUES (?, ?, ?, ?, ?, ?, 'hash', 'member', 0)`,
        ...[idOf(`filler${n}x`), `f${n}`, `f${n}`, `f${n}`, `f${n}`, `f${n}`],
      );
    }
  });
}
