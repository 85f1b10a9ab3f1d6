// Twidder beside the web app: the same walls and people, what each may see of the others, and a restart of the server.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { ALLOWANCES } from '#messenger/messenger.ts';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { EchoSocket } from '#test/support/compat/echo-socket.ts';
import { request } from '#test/support/compat/requests.ts';
import { WireFriend } from '#test/support/wire-friend.ts';

const PASSWORD = 'plums in the orchard';

describe('twidder, stories', { timeout: 60_000 }, () => {
  let data: string;
  let server: CompatServer;

  before(async () => {
    data = mkdtempSync(join(tmpdir(), 'kith-twidder-'));
    server = await startCompat(['twidder'], { data });
  });
  after(async () => {
    await server.close();
    deepEqual(server.logged, []);
    rmSync(data, { recursive: true, force: true });
  });

  const call = async (method: string, path: string, auth: string, json?: unknown) => {
    const url = server.at('twidder') + path;
    const body = json === undefined ? {} : { json };
    const answer = await request(method, url, { headers: { auth }, ...body });
    return {
      status: answer.status,
      data: (answer.json as { data?: unknown } | '')?.['data' as never],
    };
  };
  const enter = async (email: string): Promise<string> => {
    const name = { firstname: 'Pia', familyname: 'Ek', gender: 'Other' };
    const json = { email, password: PASSWORD, ...name, city: 'Umeå', country: 'Sweden' };
    equal((await call('POST', '/sign_up', '', json)).status, 201);
    return signIn(email);
  };
  const signIn = async (email: string): Promise<string> => {
    const { status, data } = await call('POST', '/sign_in', '', { email, password: PASSWORD });
    equal(status, 201);
    return data as string;
  };
  const wall = (auth: string, email?: string) =>
    call('GET', email === undefined ? '/token/get_message' : `/email/get_message/${email}`, auth);

  test('COMPAT4: a wall is one wall: posts, edits and deletions of the web app, posts of twidder', async () => {
    const pia = await enter('pia@example.org');
    const web = await WireFriend.signUp(server, 'otto');
    const posts = '/users/pia/wall/messages';
    const { body: first } = await web.call('POST', posts, { text: 'Hello <Pia>' });
    const { body: second } = await web.call('POST', posts, { text: 'oh no' });
    const otto = { writer: 'otto@kith.invalid' };
    deepEqual((await wall(pia)).data, [
      { ...otto, content: 'Hello &lt;Pia&gt;' },
      { ...otto, content: 'oh no' },
    ]);
    await web.call('PATCH', `${posts}/${first.seq}`, { text: 'Hello Pia' });
    await web.call('DELETE', `${posts}/${second.seq}`);
    deepEqual((await wall(pia)).data, [{ ...otto, content: 'Hello Pia' }]);
    // The other way round: whoever follows the wall is told at once.
    const { body: person } = await web.call('GET', '/users/pia');
    const log = `wall:${person.id}`;
    await web.follow(log);
    equal((await call('POST', '/token/post_message', pia, { message: 'Hello Otto' })).status, 201);
    const heard = await web.hears(log, 'message.posted');
    ok(heard.kind === 'message.posted' && 'text' in heard.body);
    equal(heard.body.text, 'Hello Otto');
    web.close();
  });

  test('who came by the web app signs in by a stand-in, and is found by it', async () => {
    const vera = await WireFriend.signUp(server, 'Vera');
    const auth = await signIn('vera@kith.invalid');
    const own = await call('GET', '/token/get_data', auth);
    const nothing = { firstname: '', familyname: '', gender: '', city: '', country: '' };
    deepEqual(own.data, { email: 'vera@kith.invalid', ...nothing });
    const quinn = await enter('quinn@example.org');
    deepEqual(await call('GET', '/email/get_data/Vera@kith.invalid', quinn), own);
    await call('POST', '/token/post_message', quinn, { message: 'hi', email: 'vera@kith.invalid' });
    const { body } = await vera.call('GET', '/users/vera/wall/messages');
    equal(body.items[0]?.body.text, 'hi');
    vera.close();
  });

  test('what somebody hides is empty, and their address finds nobody', async () => {
    const ruth = await enter('ruth@example.org');
    const reader = await enter('sam@example.org');
    const token = ruth;
    const hide = { email: 'nobody', city: 'nobody' };
    const changed = await server.call(token, 'PATCH', '/api/v1/users/me', { visibility: hide });
    equal(changed.status, 200, JSON.stringify(changed.body));
    equal((await call('GET', '/email/get_data/ruth@example.org', reader)).status, 500);
    equal((await wall(reader, 'ruth@example.org')).status, 404);
    const { data: seen } = await call('GET', '/email/get_data/ruth@kith.invalid', reader);
    const rest = { firstname: 'Pia', familyname: 'Ek', gender: 'Other', country: 'Sweden' };
    deepEqual(seen, { email: 'ruth@kith.invalid', ...rest, city: '' });
    // She sees her own as ever.
    const { data: own } = await call('GET', '/token/get_data', ruth);
    deepEqual(own, { email: 'ruth@example.org', ...rest, city: 'Umeå' });
  });

  test('a closed wall is as if nobody were there', async () => {
    const tove = await enter('tove@example.org');
    const reader = await enter('uma@example.org');
    const settings = { wallReaders: 'nobody', wallPosts: 'nobody' };
    equal((await server.call(tove, 'PATCH', '/api/v1/users/me', { settings })).status, 200);
    equal((await wall(reader, 'tove@example.org')).status, 404);
    const post = { message: 'hi', email: 'tove@example.org' };
    equal((await call('POST', '/token/post_message', reader, post)).status, 404);
    equal((await call('POST', '/token/post_message', tove, { message: 'mine' })).status, 201);
    equal((await wall(tove)).status, 200);
  });

  test('nobody can be the address that stands for somebody else', async () => {
    const victim = await WireFriend.signUp(server, 'wilma');
    const thief = await enter('xena@example.org');
    const email = 'wilma@kith.invalid';
    await server.call(thief, 'PATCH', '/api/v1/users/me', { email });
    await call('POST', '/token/post_message', thief, { message: 'I am Wilma' });
    const { data } = await wall(thief);
    deepEqual(data, [{ writer: 'xena@kith.invalid', content: 'I am Wilma' }]);
    victim.close();
  });

  test('browsing is no guessing: who is found costs nothing, who is not soon waits', async () => {
    const limited = await startCompat(['twidder'], {}, { allowances: ALLOWANCES });
    const url = limited.at('twidder');
    const json = {
      email: 'yan@example.org',
      password: PASSWORD,
      firstname: 'Yan',
      familyname: 'Li',
    };
    const rest = { gender: 'Male', city: 'Oslo', country: 'Norway' };
    await request('POST', `${url}/sign_up`, { json: { ...json, ...rest } });
    await request('POST', `${url}/sign_up`, {
      json: { ...json, ...rest, email: 'zed@example.org' },
    });
    const { json: signedIn } = await request('POST', `${url}/sign_in`, { json });
    const headers = { auth: (signedIn as { data: string }).data };
    const look = async (email: string) =>
      (await request('GET', `${url}/email/get_data/${email}`, { headers })).status;
    for (let count = 0; count < 30; count += 1) equal(await look('zed@example.org'), 200);
    const guesses = [];
    for (let count = 0; count < 11; count += 1) guesses.push(await look(`a${count}@example.org`));
    deepEqual([...new Set(guesses)], [500, 429]);
    await limited.close();
  });

  test('COMPAT9: a restart: tokens stay, live sockets are forgotten', async () => {
    const older = await enter('ylva@example.org');
    const socket = await EchoSocket.open(server.at('twidder'), older);
    await socket.answers();
    const { port, compat } = server.server;
    await server.close();
    await socket.closed;
    deepEqual(socket.frames, []);
    server = await startCompat([], { data, port, compat });
    equal((await call('GET', '/token/get_data', older)).status, 200);
    const newer = await signIn('ylva@example.org');
    const second = await EchoSocket.open(server.at('twidder'), newer);
    await second.answers();
    // The older one's socket did not come back, so nobody is signed out.
    equal((await call('GET', '/token/get_data', older)).status, 200);
    second.close();
  });
});
