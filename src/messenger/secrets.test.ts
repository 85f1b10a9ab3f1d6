// Passwords and tokens leave no trace: not in the database's files, not in events, not in answers.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { AWAY, accepted, LOBBY_LOG, openHouse, type TestHouse } from '#test/support/house.ts';

const OLD = 'plums in the orchard, forty of them';
const NEW = 'pears on the wall, twenty of them';

/** Everything that lies in the data folder, the write-ahead log included. */
function filesOf(house: TestHouse): Buffer {
  const names = readdirSync(house.folder);
  assert.ok(names.includes('kith.db') && names.includes('kith.db-wal'), names.join(' '));
  return Buffer.concat(names.map((name) => readFileSync(join(house.folder, name))));
}

test('AUTH2: neither passwords nor tokens are in the files, the events or the answers', async () => {
  const house = await openHouse();
  const nora = await house.signUp('nora', { password: OLD, email: 'nora@example.org' });
  const follower = house.connect(nora);
  for (const log of [LOBBY_LOG, 'server', `user:${nora.id}`]) await house.follow(follower, log);
  const signedIn = accepted(
    await house.done(house.messenger.signIn({ login: 'nora', password: OLD }, AWAY)),
  );
  await house.done(house.messenger.signIn({ login: 'nora', password: `${OLD}!` }, AWAY));
  const change = { oldPassword: OLD, newPassword: NEW };
  assert.equal(await house.done(house.messenger.changePassword(nora.actor, change)), undefined);
  await house.done(house.messenger.changeAccount(nora.actor, { city: 'Uppsala' }));
  await house.post(nora, 'lobby', 'a message that must be found');
  const answers = JSON.stringify([
    await house.messenger.read.account(nora.actor),
    await house.messenger.read.sessions(nora.actor),
    await house.messenger.read.users(nora.actor, {}),
    await house.messenger.read.chats(nora.actor, {}),
    await house.messenger.read.chat(nora.actor, 'lobby'),
    signedIn.account,
    follower.written(),
  ]);
  const events = JSON.stringify(await house.store.read((q) => q.all('SELECT event FROM events')));
  const files = filesOf(house);
  assert.ok(files.includes('a message that must be found'), 'the search finds what is there');
  assert.ok(files.includes('nora@example.org'));
  for (const secret of [OLD, NEW, nora.token, signedIn.token]) {
    assert.ok(!files.includes(secret), `${secret} in the files`);
    assert.ok(!files.includes(Buffer.from(secret, 'utf16le')), `${secret} in the files`);
    assert.ok(!answers.includes(secret), `${secret} in the answers`);
    assert.ok(!events.includes(secret), `${secret} in the events`);
  }
  for (const text of [answers, events]) assert.ok(!text.includes('argon2'), 'a hash');
  assert.ok(!events.includes('nora@example.org'), 'an address in the events');
  await house.close();
});

test('AUTH2: what is stored of a password is Argon2id, of a token a hash of 256 bits', async () => {
  const house = await openHouse();
  const nora = await house.signUp('nora');
  const user = await house.store.read((q) =>
    q.get<{ password: string }>('SELECT password FROM users'),
  );
  assert.match(user?.password ?? '', /^\$argon2id\$v=19\$/);
  const session = await house.store.read((q) =>
    q.get<{ token: string }>('SELECT token FROM sessions'),
  );
  assert.match(session?.token ?? '', /^[0-9a-f]{64}$/);
  assert.equal(Buffer.from(nora.token, 'base64url').length, 32);
  await house.close();
});

test('AUTH2: no two sessions have the same token or id', async () => {
  const house = await openHouse();
  const nora = await house.signUp('nora');
  const more = [];
  for (let n = 0; n < 20; n += 1) more.push(await house.signInAgain(nora));
  assert.equal(new Set([nora, ...more].map(({ token }) => token)).size, 21);
  assert.equal(new Set([nora, ...more].map(({ actor }) => actor.session)).size, 21);
  await house.close();
});
