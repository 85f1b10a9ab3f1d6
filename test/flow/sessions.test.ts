// Devices of one account: a changed password and an ended session reach the sockets of the others, and nobody else's.
import { equal, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { done, PASSWORD, People, says, shows } from '#test/support/world/people.ts';

describe('sessions', { timeout: 60_000 }, () => {
  let server: TestServer;
  let people: People;

  before(async () => {
    server = await startServer();
    people = new People(server.url);
  });
  after(async () => {
    people.close();
    await server.close();
  });

  test('AUTH5 AUTH6: a changed password signs the other devices out, live, and for good', async () => {
    const desk = await people.signUp('nora');
    const phone = await people.signIn('nora');
    const other = await people.signUp('amara');
    const next = 'pears on the wall';
    done(await desk.client.changePassword(PASSWORD, next));
    await shows(phone.client.connection, ({ state }) => state === 'signedOut');
    const token = phone.tokens.get(phone.account.id);
    equal((await server.call(token, 'GET', '/api/v1/users/me')).status, 401);
    const old = await phone.door.signIn({ login: 'nora', password: PASSWORD });
    ok(!old.ok && 'refused' in old);
    equal(old.refused.rejected, 'wrongCredentials');
    equal(desk.client.connection.get().state, 'open');
    equal(other.client.connection.get().state, 'open');
    await people.signIn('nora', next);
  });

  test('AUTH6 OUT4: what a signed-out device still had to say waits until its person is back', async () => {
    const desk = await people.signUp('mateo');
    const phone = await people.signIn('mateo');
    const sessions = done(await desk.client.sessions());
    const ended = sessions.find(({ current }) => !current);
    done(await desk.client.endSession(ended?.id ?? ''));
    await shows(phone.client.connection, ({ state }) => state === 'signedOut');
    phone.client.chat('lobby').send('From the train.');
    await shows(phone.client.connection, ({ queued }) => queued === 1);
    done(await phone.door.signIn({ login: 'mateo', password: PASSWORD }));
    const back = await people.reload(phone);
    for (const { client } of [desk, back]) client.chat('lobby').show();
    await says(desk.client, 'lobby', 'From the train.');
    await shows(back.client.connection, ({ queued }) => queued === 0);
  });
});
