// Roles, bans, invite links, the rules of chats and of walls over a running server: what each of them changes is so
// for the next request and for every open connection at once.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { WireFriend } from '#test/support/wire-friend.ts';

const PASSWORD = 'plums in the orchard';

describe('roles, bans and links', { timeout: 60_000 }, () => {
  let server: TestServer;
  let nora: WireFriend;
  let amara: WireFriend;
  let mateo: WireFriend;

  before(async () => {
    server = await startServer();
    nora = await WireFriend.signUp(server, 'nora');
    amara = await WireFriend.signUp(server, 'amara');
    mateo = await WireFriend.signUp(server, 'mateo');
  });
  after(async () => {
    for (const friend of [nora, amara, mateo]) friend.close();
    await server.close();
    deepEqual(server.logged, []);
  });

  async function group(name: string, ...members: string[]): Promise<string> {
    const { body } = await nora.call('POST', '/chats', { kind: 'group', name, members });
    return body.id;
  }

  async function roleOf(friend: WireFriend, chat: string): Promise<string> {
    return (await friend.call('GET', `/chats/${chat}`)).body.role;
  }

  test('ROLE1: a chat is handed over: one owner, who was it is an admin, and everybody is told', async () => {
    const chat = await group('Lunch', 'amara', 'mateo');
    const log = `chat:${chat}`;
    await mateo.follow(log);
    const path = `/chats/${chat}/members/amara`;
    equal((await mateo.call('PATCH', path, { role: 'moderator' })).status, 403);
    equal((await nora.call('PATCH', path, { role: 'owner' })).status, 204);
    await mateo.hears(log, 'member.changed');
    const roles = (mateo.heard.get(log) ?? []).map((event) =>
      event.kind === 'member.changed' ? [event.user, event.role] : [],
    );
    deepEqual(roles, [
      [amara.id, 'owner'],
      [nora.id, 'admin'],
    ]);
    deepEqual([await roleOf(amara, chat), await roleOf(nora, chat)], ['owner', 'admin']);
    equal((await nora.call('PATCH', `${path}`, { role: 'member' })).status, 403);
    equal(
      (await amara.call('PATCH', `/chats/${chat}/members/nora`, { role: 'member' })).status,
      204,
    );
    equal(await roleOf(nora, chat), 'member');
  });

  test('SYNC7 BAN1: who is banned hears nothing more at once, and no way leads back', async () => {
    const chat = await group('Plans', 'amara', 'mateo');
    const log = `chat:${chat}`;
    const invite = (await nora.call('POST', `/chats/${chat}/invites`, {})).body;
    await amara.follow(log, `user:${amara.id}`);
    await mateo.follow(log);
    equal((await nora.call('PUT', `/chats/${chat}/bans/amara`)).status, 204);
    await nora.ask(log, { kind: 'postMessage', body: { text: 'A surprise for Amara.' } });
    await mateo.hears(log, 'message.posted');
    await amara.hears(`user:${amara.id}`, 'chat.gone');
    deepEqual(amara.heard.get(log), undefined);
    equal((await amara.follow(log))[0]?.what, 'chat');
    const nowhere = await amara.call('GET', '/chats/aaaaaaaaaaaaaaaaaaaa');
    deepEqual(await amara.call('GET', `/chats/${chat}`).then(({ body }) => body), nowhere.body);
    const unknown = await amara.call('GET', '/invites/aaaaaaaaaaaaaaaaaaaaaaaa');
    for (const method of ['GET', 'POST']) {
      const answer = await amara.call(method, `/invites/${invite.code}`);
      deepEqual([answer.status, answer.body], [404, unknown.body], method);
    }
    equal((await nora.call('PUT', `/chats/${chat}/members/amara`)).status, 403);
    const bans = (await nora.call('GET', `/chats/${chat}/bans`)).body.items;
    deepEqual(
      bans.map(({ username }) => username),
      ['amara'],
    );
    equal((await mateo.call('GET', `/chats/${chat}/bans`)).status, 403);
    equal((await nora.call('DELETE', `/chats/${chat}/bans/amara`)).status, 204);
    equal((await amara.call('POST', `/invites/${invite.code}`)).status, 200);
  });

  test('INV1: a link for three lets in three, however many come at once', async () => {
    const chat = await group('Choir');
    const made = await nora.call('POST', `/chats/${chat}/invites`, { uses: 3 });
    equal(made.status, 201);
    ok(made.body.code.length >= 22);
    const guests = await Promise.all(
      Array.from({ length: 8 }, (_, n) => WireFriend.signUp(server, `singer${n}`)),
    );
    const target = (await guests[0]?.call('GET', `/invites/${made.body.code}`))?.body;
    deepEqual(target, { chat, kind: 'group', name: 'Choir', memberCount: 1, joined: false });
    const answers = await Promise.all(
      guests.map((guest) => guest.call('POST', `/invites/${made.body.code}`)),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    deepEqual(statuses, [200, 200, 200, 404, 404, 404, 404, 404]);
    equal((await nora.call('GET', `/chats/${chat}`)).body.memberCount, 4);
    deepEqual((await nora.call('GET', `/chats/${chat}/invites`)).body.items, []);
  });

  test('links are made, listed and ended by those who may invite', async () => {
    const chat = await group('Walks', 'amara');
    const path = `/chats/${chat}/invites`;
    const { code } = (await nora.call('POST', path, { uses: 5, expiresInMs: 60_000 })).body;
    for (const [method, rest, body] of [
      ['POST', '', {}],
      ['GET', '', undefined],
      ['DELETE', `/${code}`, undefined],
    ] as const) {
      equal((await amara.call(method, path + rest, body)).status, 403, method);
      equal((await mateo.call(method, path + rest, body)).status, 404, method);
    }
    equal((await nora.call('PATCH', `/chats/${chat}`, { membersAdd: true })).status, 200);
    equal((await amara.call('GET', path)).body.items[0]?.usesLeft, 5);
    equal((await amara.call('DELETE', `${path}/${code}`)).status, 204);
    equal((await nora.call('DELETE', `${path}/${code}`)).status, 404);
    equal((await mateo.call('POST', `/invites/${code}`)).status, 404);
    const direct = (await nora.call('POST', '/chats', { kind: 'direct', with: 'amara' })).body.id;
    await nora.ask(`chat:${direct}`, { kind: 'postMessage', body: { text: 'hello' } });
    equal((await nora.call('POST', `/chats/${direct}/invites`, {})).status, 403);
  });

  test('CHAT8: in a read-only room only moderators and above post; everybody reads on', async () => {
    const room = (await nora.call('POST', '/chats', { kind: 'room', name: 'News' })).body.id;
    const log = `chat:${room}`;
    for (const friend of [amara, mateo]) await friend.call('PUT', `/chats/${room}/members/me`);
    const changed = await nora.call('PATCH', `/chats/${room}`, { readOnly: true, topic: 'News' });
    equal(changed.body.readOnly, true);
    await nora.call('PATCH', `/chats/${room}/members/mateo`, { role: 'moderator' });
    await amara.follow(log);
    const said = { kind: 'postMessage', body: { text: 'hello' } } as const;
    equal((await amara.ask(log, said)).rejected, 'notAllowed');
    ok((await mateo.ask(log, said)).seq);
    await amara.hears(log, 'message.posted');
    await nora.call('PATCH', `/chats/${room}`, { readOnly: false });
    ok((await amara.ask(log, said)).seq);
  });

  test('CHAT3: a group of open history shows a newcomer what was before them', async () => {
    const chat = await group('Recipes');
    await nora.ask(`chat:${chat}`, { kind: 'postMessage', body: { text: 'Plum cake' } });
    await nora.call('PUT', `/chats/${chat}/members/amara`);
    const texts = async () => {
      const { items } = (await amara.call('GET', `/chats/${chat}/messages`)).body;
      return items.map(({ body }) => body.text);
    };
    deepEqual(await texts(), []);
    await nora.call('PATCH', `/chats/${chat}`, { openHistory: true });
    deepEqual(await texts(), ['Plum cake']);
    await nora.call('PATCH', `/chats/${chat}`, { openHistory: false });
    deepEqual(await texts(), []);
  });

  test('WALL1: a wall is shut live: for strangers, for who is blocked, and for who is no contact any more', async () => {
    const wall = `wall:${nora.id}`;
    const own = `user:${nora.id}`;
    const path = '/users/nora/wall/messages';
    const follows = async (friend: WireFriend) => (await friend.follow(wall))[0]?.rejected ?? 'yes';
    const post = async (friend: WireFriend, text: string) =>
      (await friend.ask(wall, { kind: 'postMessage', body: { text } })).rejected ?? 'yes';
    deepEqual([await follows(amara), await follows(mateo)], ['yes', 'yes']);
    deepEqual([await post(mateo, 'hello'), await post(nora, 'hello')], ['yes', 'yes']);
    await amara.hears(wall, 'message.posted');
    const before = mateo.heard.get(wall)?.length;

    await nora.ask(own, { kind: 'addContact', user: amara.id });
    await nora.call('PATCH', '/users/me', { settings: { wallReaders: 'contacts' } });
    await nora.ask(wall, { kind: 'postMessage', body: { text: 'for friends' } });
    equal(await post(mateo, 'hello?'), 'notAllowed');
    equal(await follows(mateo), 'notAllowed');
    equal((await mateo.call('GET', path)).status, 403);
    equal(mateo.heard.get(wall)?.length, before);
    const friends = (await amara.call('GET', path)).body.items.length;
    equal(friends, 3);

    await nora.ask(own, { kind: 'blockUser', user: amara.id, on: true });
    const heard = amara.heard.get(wall)?.length;
    await nora.ask(wall, { kind: 'postMessage', body: { text: 'not for Amara' } });
    deepEqual([await post(amara, 'hello?'), await follows(amara)], ['notAllowed', 'notAllowed']);
    await nora.ask(own, { kind: 'blockUser', user: amara.id, on: false });
    equal(await follows(amara), 'yes');
    await nora.ask(own, { kind: 'removeContact', user: amara.id });
    await nora.ask(wall, { kind: 'postMessage', body: { text: 'nor this' } });
    equal(await follows(amara), 'notAllowed');
    equal(amara.heard.get(wall)?.length, heard);

    const nobody = 'aaaaaaaaaaaaaaaaaaaa';
    const [answer] = await amara.follow(`wall:${nobody}`);
    deepEqual([answer?.rejected, answer?.what], ['notFound', 'user']);
    equal(
      (await amara.ask(`user:${nora.id}`, { kind: 'addContact', user: mateo.id })).what,
      'chat',
    );
  });
});

describe('signing up by invite', { timeout: 60_000 }, () => {
  test('AUTH10: only a link that works lets one in, and one is where it leads', async () => {
    const server = await startServer({}, { signUp: 'invite' });
    const nora = await WireFriend.signUp(server, 'nora');
    const { body: chat } = await nora.call('POST', '/chats', { kind: 'group', name: 'Lunch' });
    const path = `/chats/${chat.id}/invites`;
    const { code } = (await nora.call('POST', path, { uses: 1 })).body;
    const place = await server.call(undefined, 'GET', '/api/v1/place');
    equal((place.body as { signUp: string }).signUp, 'invite');
    const signUp = async (username: string, invite?: string) => {
      const body = { username, password: PASSWORD, ...(invite && { invite }) };
      const answer = await server.call(undefined, 'POST', '/api/v1/users', body);
      const { error } = answer.body as { error?: { code: string } };
      return error?.code ?? answer.status;
    };
    // Taken or free, the name makes no difference to whom no link lets in.
    deepEqual(
      [await signUp('amara'), await signUp('nora'), await signUp('nora', 'a'.repeat(24))],
      ['signUpClosed', 'signUpClosed', 'notFound'],
    );
    const both = await Promise.all([signUp('amara', code), signUp('mateo', code)]);
    deepEqual(both.map(String).toSorted(), ['201', 'notFound']);
    const { items } = (await nora.call('GET', `/chats/${chat.id}/members`)).body;
    equal(items.length, 2);
    const { items: people } = (await nora.call('GET', '/users')).body;
    equal(people.length, 2);
    nora.close();
    await server.close();
  });
});
