// The contract of chatroom, as its original was read off: request by request, event by event.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { type CompatServer, startCompat } from '#test/support/compat/compat-server.ts';
import { request, type Sent } from '#test/support/compat/requests.ts';
import { RoomSocket } from '#test/support/compat/room-socket.ts';

const PASSWORD = 'plums in the orchard';
const NO = { Success: false, success: false };

function failed(message: string): object {
  return { ...NO, message, error: message };
}

describe('chatroom', { timeout: 60_000 }, () => {
  let server: CompatServer;
  let url: string;

  before(async () => {
    server = await startCompat(['chatroom']);
    url = server.at('chatroom');
  });
  afterEach(() => RoomSocket.closeAll());
  after(async () => {
    deepEqual(server.logged, []);
    await server.close();
  });

  const call = async (method: string, path: string, sent: Sent = {}) => {
    const { status, json } = await request(method, url + path, sent);
    return [status, json];
  };
  const post = (path: string, json: unknown) => call('POST', path, { json });
  const register = async (username: string): Promise<void> => {
    equal((await post('/register', { username, password: PASSWORD }))[0], 201);
  };
  /** Logs in and joins, as the original's client does; its first two events are read. */
  const joined = async (username: string): Promise<RoomSocket> => {
    await register(username);
    return joinedAgain(username);
  };
  const joinedAgain = async (username: string): Promise<RoomSocket> => {
    equal((await post('/login', { username, password: PASSWORD }))[0], 200);
    const socket = await RoomSocket.open(url);
    socket.emit('join', { username });
    await socket.next('message_history');
    await socket.next('user_joined');
    return socket;
  };

  test('COMPAT3: register', async () => {
    const body = { username: ' nora ', password: PASSWORD };
    deepEqual(await post('/register', body), [
      201,
      { Success: true, success: true, message: 'User registered successfully', username: 'nora' },
    ]);
    deepEqual(await post('/register', body), [409, failed('Username already exists')]);
    deepEqual(await post('/register', {}), [400, failed('Missing data')]);
    const required = failed('Username and password are required');
    deepEqual(await post('/register', { username: 'x' }), [400, required]);
    deepEqual(await post('/register', { username: '  ', password: PASSWORD }), [400, required]);
    const [status, said] = await post('/register', { username: 'x', password: 'short' });
    equal(status, 400);
    match((said as { message: string }).message, /8/);
    const strange = [
      { json: { username: 7, password: PASSWORD } },
      { headers: { 'content-type': 'application/json' }, body: '{"username"' },
      { headers: { 'content-type': 'text/plain' }, body: '{}' },
    ];
    for (const sent of strange) {
      const [status, said] = await call('POST', '/register', sent);
      equal(status, 500);
      match((said as { message: string }).message, /^Registration failed: /);
    }
  });

  test('COMPAT3: login', async () => {
    await register('amara');
    deepEqual(await post('/login', { username: 'amara', password: PASSWORD }), [
      200,
      { Success: true, success: true, message: 'Login successful', username: 'amara' },
    ]);
    // The same words for both: the original's told who is here.
    const wrong = [401, failed('Invalid username or password')];
    deepEqual(await post('/login', { username: 'amara', password: 'not this one' }), wrong);
    deepEqual(await post('/login', { username: 'nobody', password: PASSWORD }), wrong);
    deepEqual(await post('/login', {}), [400, failed('Missing data')]);
    const [status, said] = await post('/login', { username: 7, password: PASSWORD });
    equal(status, 500);
    match((said as { message: string }).message, /^Login failed: /);
  });

  test('health, and what is not there', async () => {
    const [status, said] = await call('GET', '/health');
    equal(status, 200);
    deepEqual(said, { status: 'healthy', database: 'connected', online_users: 0 });
    deepEqual(await call('GET', '/'), [404, failed('Not found')]);
    deepEqual(await call('GET', '/nothing'), [404, failed('Not found')]);
    equal((await call('GET', '/register'))[0], 405);
    equal((await call('DELETE', '/login'))[0], 405);
  });

  test('before joining nothing is heard and nothing can be said', async () => {
    const socket = await RoomSocket.open(url);
    socket.emit('send_message', { content: 'hello' });
    socket.emit('join', {});
    socket.emit('join', 'nora');
    socket.emit('get_online_users');
    deepEqual(await socket.take(4), [
      ['error', { message: 'You must join the chat first' }],
      ['error', { message: 'Missing username' }],
      ['error', { message: 'Missing username' }],
      ['online_users', { users: [] }],
    ]);
  });

  test('COMPAT3: join, send_message, get_online_users, disconnect', async () => {
    await register('mateo');
    const mateo = await RoomSocket.open(url);
    mateo.emit('join', { username: 'mateo' });
    deepEqual(await mateo.take(2), [
      ['message_history', { messages: [] }],
      ['user_joined', { username: 'mateo', message: 'mateo has joined the chatroom.' }],
    ]);
    const yuki = await joined('yuki');
    deepEqual(await mateo.take(1), [
      ['user_joined', { username: 'yuki', message: 'yuki has joined the chatroom.' }],
    ]);
    yuki.emit('send_message', { content: '  hello <b> & all  ' });
    const [[name, said] = []] = await yuki.take(1);
    const { id, timestamp, ...rest } = said as { id: number; timestamp: string };
    equal(name, 'new_message');
    deepEqual(rest, { username: 'yuki', content: 'hello <b> & all' });
    ok(Number.isInteger(id));
    match(timestamp, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    deepEqual(await mateo.take(1), [['new_message', said]]);
    yuki.emit('send_message', { content: '   ' });
    yuki.emit('send_message', {});
    yuki.emit('get_online_users');
    deepEqual(await yuki.take(3), [
      ['error', { message: 'Message cannot be empty' }],
      ['error', { message: 'Message cannot be empty' }],
      ['online_users', { users: ['mateo', 'yuki'] }],
    ]);
    yuki.close();
    deepEqual(await mateo.take(1), [
      ['user_left', { username: 'yuki', message: 'User yuki has left the chatroom.' }],
    ]);
    // Who comes back within the grace of presence is told of all the same.
    await joinedAgain('yuki');
    deepEqual(await mateo.take(1), [
      ['user_joined', { username: 'yuki', message: 'yuki has joined the chatroom.' }],
    ]);
  });

  test('the history is the last 50, oldest first, without what was deleted, as it stands', async () => {
    const { token } = await server.signUp('historian');
    const path = '/api/v1/chats/lobby/messages';
    const seqs: number[] = [];
    for (let count = 1; count <= 55; count += 1) {
      const { body } = await server.call(token, 'POST', path, { text: `line ${count}` });
      seqs.push((body as { seq: number }).seq);
    }
    await server.call(token, 'DELETE', `${path}/${seqs[53]}`);
    await server.call(token, 'PATCH', `${path}/${seqs[54]}`, { text: 'line 55, better' });
    await register('reader');
    const reader = await RoomSocket.open(url);
    reader.emit('join', { username: 'reader' });
    const { messages } = (await reader.next('message_history')) as {
      messages: { id: number; content: string; username: string }[];
    };
    equal(messages.length, 50);
    deepEqual([messages[0]?.content, messages[0]?.id], ['line 5', seqs[4]]);
    deepEqual(
      messages.slice(-2).map(({ content }) => content),
      ['line 53', 'line 55, better'],
    );
    ok(messages.every(({ username }) => username === 'historian'));
  });

  test('COMPAT6 COMPAT2: identity: a name is good for one join after its own login', async () => {
    await register('zoe');
    const thief = await RoomSocket.open(url);
    thief.emit('join', { username: 'historian' });
    deepEqual(await thief.take(1), [['error', { message: 'Please log in first' }]]);
    thief.emit('send_message', { content: 'I am the historian' });
    deepEqual(await thief.take(1), [['error', { message: 'You must join the chat first' }]]);
    const zoe = await joinedAgain('zoe');
    zoe.emit('join', { username: 'historian' });
    deepEqual(await zoe.take(1), [['error', { message: 'You have joined as somebody else' }]]);
    zoe.emit('join', { username: 'zoe' });
    equal((await zoe.take(1))[0]?.[0], 'message_history');
  });

  test('COMPAT6: identity: a second join on one ticket ends both', async () => {
    const ben = await joined('ben');
    // Registering is a login, and `joined` logged in once more: this takes the second ticket.
    const other = await RoomSocket.open(url);
    other.emit('join', { username: 'ben' });
    await other.next('message_history');
    const thief = await RoomSocket.open(url);
    thief.emit('join', { username: 'ben' });
    deepEqual(await thief.take(1), [['error', { message: 'Please log in first' }]]);
    const message = 'Somebody else joined as you. Please log in again.';
    for (const socket of [ben, other]) deepEqual(await socket.next('error'), { message });
    await Promise.all([ben.closed, other.closed]);
  });

  test('a page of another origin cannot connect', async () => {
    const answer = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: 'http://evil.example.org' },
    });
    equal(answer.status, 403);
    const own = await fetch(`${url}/socket.io/?EIO=4&transport=polling`, {
      headers: { origin: url },
    });
    equal(own.status, 200);
  });
});
