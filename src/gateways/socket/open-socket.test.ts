// The handshake on a real port, polling and WebSocket alike, and a whole conversation over the socket.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { afterEach, describe, test } from 'node:test';
import type { Follower } from '#core/messenger.ts';
import {
  type HouseOptions,
  LOBBY_LOG,
  openHouse,
  type Person,
  type TestHouse,
} from '#test/support/house.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import {
  attempt,
  type Brought,
  closeLeftovers,
  openSocketServer,
  RawClient,
  type SocketServer,
  socketClient,
} from '#test/support/socket-server.ts';

afterEach(closeLeftovers);

interface Opened {
  readonly house: TestHouse;
  readonly server: SocketServer;
  readonly nora: Person;
  readonly amara: Person;
  /** The connections that are gone. */
  readonly left: Follower[];
  close(): Promise<void>;
}

async function open(
  more: Parameters<typeof openSocketServer>[1] = {},
  options: HouseOptions = {},
): Promise<Opened> {
  const house = await openHouse(options);
  const nora = await house.signUp('nora');
  const amara = await house.signUp('amara');
  const left: Follower[] = [];
  const leave = (follower: Follower): void => {
    left.push(follower);
    house.messenger.leave(follower);
  };
  const server = await openSocketServer({ ...house.messenger, leave }, more);
  const close = async (): Promise<void> => {
    await server.close();
    await house.close();
  };
  return { house, server, nora, amara, left, close };
}

function cookie(...people: Person[]): string {
  return people.map(({ id, token }) => `kith-${id}=${token}`).join('; ');
}

const TRANSPORTS = ['polling', 'websocket'] as const;

/** The same attempt over both transports. */
async function both({ house, server }: Opened, brought: Brought): Promise<string[]> {
  const outcomes = [];
  for (const transport of TRANSPORTS) {
    outcomes.push(await house.done(attempt(server.port, { ...brought, transports: [transport] })));
  }
  return outcomes;
}

const IN = ['connected', 'connected'];
/** What Socket.IO's client says when the request itself is refused. */
const FORBIDDEN = ['xhr poll error', 'websocket error'];

function twice(code: string): string[] {
  return [code, code];
}

describe('handshake', () => {
  test('AUTH6, AUTH9: a token lets in; a wrong, ended or missing one is told so', async () => {
    const opened = await open();
    const { house, nora, amara } = opened;
    assert.deepEqual(await both(opened, { auth: { token: nora.token } }), IN);
    const bearer = { authorization: `Bearer ${nora.token}` };
    assert.deepEqual(await both(opened, { headers: bearer }), IN);
    const wrong = [
      {},
      { token: 'x'.repeat(43) },
      { token: '' },
      { token: `${nora.token}x` },
      { token: 'x'.repeat(201) },
      { token: 5 },
      { token: { toString: 'x' } },
      { token: nora.token, more: 1 },
    ];
    for (const auth of wrong) {
      const said = await both(opened, { auth });
      assert.deepEqual(said, twice('notSignedIn'), JSON.stringify(auth).slice(0, 60));
    }
    await house.done(house.messenger.endSession(amara.actor, amara.actor.session));
    assert.deepEqual(await both(opened, { auth: { token: amara.token } }), twice('notSignedIn'));
    await opened.close();
  });

  test('AUTH8: a cookie counts from our own page only, polling and WebSocket alike', async () => {
    const opened = await open();
    const { nora, server } = opened;
    const from = (origin?: string): Brought => ({
      headers: { cookie: cookie(nora), ...(origin === undefined ? {} : { origin }) },
    });
    assert.deepEqual(await both(opened, from(`http://127.0.0.1:${server.port}`)), IN);
    const foreign = [
      undefined,
      'null',
      'http://evil.example',
      `http://127.0.0.1:${server.port + 1}`,
      'http://127.0.0.1',
      `https://127.0.0.1:${server.port}`,
      `http://127.0.0.1:${server.port}.evil.example`,
      `http://localhost:${server.port}`,
    ];
    for (const origin of foreign) {
      assert.deepEqual(await both(opened, from(origin)), FORBIDDEN, origin ?? 'no origin');
    }
    // A program with a token has no page.
    const program = { auth: { token: nora.token }, headers: { origin: 'http://evil.example' } };
    assert.deepEqual(await both(opened, program), IN);
    await opened.close();
  });

  test('AUTH8: a poll of our own page has no Origin, but a header that no foreign page can send', async () => {
    const opened = await open();
    const { nora, amara, server } = opened;
    const headers = { cookie: cookie(nora), 'kith-account': nora.id };
    assert.deepEqual(await both(opened, { headers }), ['connected', 'websocket error']);
    const foreign = { headers: { ...headers, origin: 'http://evil.example' } };
    assert.deepEqual(await both(opened, foreign), FORBIDDEN);
    // A cookie counts for the account that it is named after.
    const renamed = { cookie: `kith-${amara.id}=${nora.token}` };
    const own = { headers: { ...renamed, origin: `http://127.0.0.1:${server.port}` } };
    assert.deepEqual(await both(opened, own), twice('notSignedIn'));
    await opened.close();
  });

  test('AUTH8: behind a proxy the configured origin counts, and only that', async () => {
    const opened = await open({ origin: 'https://chat.example.org', https: true });
    const { nora, server } = opened;
    const secure = `__Host-${cookie(nora)}`;
    const from = (origin: string): Brought => ({ headers: { cookie: secure, origin } });
    assert.deepEqual(await both(opened, from('https://chat.example.org')), IN);
    assert.deepEqual(await both(opened, from(`http://127.0.0.1:${server.port}`)), FORBIDDEN);
    assert.deepEqual(await both(opened, from('http://chat.example.org')), FORBIDDEN);
    // The cookie's plain name is another gateway's, or somebody's invention.
    const plain = { headers: { cookie: cookie(nora), origin: 'https://chat.example.org' } };
    assert.deepEqual(await both(opened, plain), twice('notSignedIn'));
    await opened.close();
  });

  test('AUTH9: both kinds together are refused; of several accounts one must be named', async () => {
    const opened = await open();
    const { nora, amara, server } = opened;
    const origin = `http://127.0.0.1:${server.port}`;
    const one = { cookie: cookie(nora), origin };
    const two = { cookie: cookie(nora, amara), origin };
    const also = { auth: { token: nora.token }, headers: one };
    assert.deepEqual(await both(opened, also), twice('bothCredentials'));
    assert.deepEqual(await both(opened, { headers: two }), twice('accountNeeded'));
    assert.deepEqual(await both(opened, { headers: two, auth: { account: amara.id } }), IN);
    const nobody = { headers: two, auth: { account: idOf('nobody') } };
    assert.deepEqual(await both(opened, nobody), twice('notSignedIn'));
    await opened.close();
  });

  test('WIRE2: when the store fails, the handshake says so by an incident', async () => {
    let broken = false;
    const opened = await open(
      {},
      {
        wrapStore: (store) => ({
          ...store,
          read: (body) => (broken ? Promise.reject(new Error('the disk')) : store.read(body)),
        }),
      },
    );
    const { nora, server } = opened;
    broken = true;
    assert.deepEqual(await both(opened, { auth: { token: nora.token } }), twice('fault'));
    assert.equal(server.noted.length, 2);
    assert.match(server.noted[0] ?? '', /^incident [a-z2-7]{8}: Error: the disk/);
    assert.ok(!server.noted.join().includes(nora.token));
    broken = false;
    assert.deepEqual(await both(opened, { auth: { token: nora.token } }), IN);
    await opened.close();
  });

  test('WIRE6: the 51st connection of an account is told that there are too many', async () => {
    const opened = await open();
    const { house, nora, server } = opened;
    for (let n = 0; n < 50; n += 1) house.connect(nora);
    const client = await house.done(RawClient.open(server.port, { token: nora.token }));
    await house.done(client.closed);
    assert.ok(client.messages.includes('42["bye",{"reason":"tooMany"}]'));
    await opened.close();
  });
});

interface Answered {
  logs: { events: { seq: number }[]; head: number }[];
}

async function connected({ house, server }: Opened, person: Person) {
  const client = socketClient(server.port, { auth: { token: person.token } });
  await house.done(once(client as never, 'connect'));
  const call = (name: string, payload: unknown): Promise<unknown> =>
    house.done(client.emitWithAck(name, payload));
  return { client, call };
}

describe('conversation', () => {
  test('SYNC2: following, posting and hearing of it, over the wire', async () => {
    const opened = await open();
    const { house, nora, amara } = opened;
    const hers = await connected(opened, nora);
    const his = await connected(opened, amara);
    const heard: unknown[] = [];
    his.client.on('events', (packet) => heard.push(packet));
    const { logs } = (await his.call('follow', {
      logs: [{ log: LOBBY_LOG, after: 0 }],
    })) as Answered;
    assert.deepEqual(
      logs[0]?.events.map(({ seq }) => seq),
      [1, 2, 3],
    );
    const post = {
      log: LOBBY_LOG,
      command: 'c-1',
      kind: 'postMessage',
      body: { text: 'Grüße 👋' },
    };
    const appended = await hers.call('append', post);
    const at = house.clock.now();
    assert.deepEqual(appended, { log: LOBBY_LOG, seq: 4, at, repeated: false });
    assert.deepEqual(await hers.call('append', post), { ...(appended as object), repeated: true });
    while (heard.length === 0) await house.clock.advance(0);
    const { kind, command, body } = post;
    const event = { seq: 4, at, by: nora.id, kind: 'message.posted', class: 'post', body, command };
    assert.deepEqual(heard, [{ log: LOBBY_LOG, events: [event] }]);
    assert.equal(kind, 'postMessage');
    for (const { client } of [hers, his]) client.disconnect();
    await opened.close();
  });

  test('WIRE2: bad input over the wire is answered, and the connection lives', async () => {
    const opened = await open();
    const { house, nora } = opened;
    const { client, call } = await connected(opened, nora);
    const before = await house.store.read((q) => q.all('SELECT log, seq FROM events'));
    const bad: [string, unknown][] = [
      ['append', null],
      ['append', { log: LOBBY_LOG }],
      ['append', Buffer.from([1, 2, 3])],
      ['follow', { logs: 'all' }],
      ['nothing', {}],
      ['constructor', {}],
      ['read', [[[]]]],
    ];
    for (const [name, payload] of bad) {
      const said = (await call(name, payload)) as { rejected: string; message: string };
      assert.ok(said.rejected === 'invalid' || said.rejected === 'notFound', JSON.stringify(said));
      assert.ok(said.message.length > 10);
    }
    // Without a payload, with too many, and without anybody to answer to.
    const bare = (await house.done(client.emitWithAck('append'))) as { rejected: string };
    assert.equal(bare.rejected, 'invalid');
    const many = (await house.done(client.emitWithAck('append', {}, {}, {}))) as {
      rejected: string;
    };
    assert.equal(many.rejected, 'invalid');
    client.emit('append', { log: LOBBY_LOG });
    client.emit('nothing');
    assert.deepEqual(await call('signal', { kind: 'active', on: true }), { ok: true });
    assert.ok(client.connected);
    assert.deepEqual(await house.store.read((q) => q.all('SELECT log, seq FROM events')), before);
    assert.deepEqual(opened.server.noted, []);
    client.disconnect();
    await opened.close();
  });

  test('AUTH5: a changed password ends the other devices’ sockets, with the reason', async () => {
    const opened = await open();
    const { house, nora } = opened;
    const phone = await house.signInAgain(nora);
    const desk = await connected(opened, nora);
    const pocket = await connected(opened, phone);
    const byes: unknown[] = [];
    pocket.client.on('bye', (said) => byes.push(said));
    const gone = once(pocket.client as never, 'disconnect');
    const change = { oldPassword: 'plums in the orchard', newPassword: 'pears on the wall' };
    assert.equal(await house.done(house.messenger.changePassword(nora.actor, change)), undefined);
    await house.done(gone);
    assert.deepEqual(byes, [{ reason: 'signedOut' }]);
    assert.deepEqual(await desk.call('signal', { kind: 'active', on: true }), { ok: true });
    desk.client.disconnect();
    await opened.close();
  });

  test('SYNC3: a client that does not read is cut off; another gets everything', async () => {
    const generous = { postByUser: { burst: 10_000, refillMs: 1 } };
    const opened = await open({}, { allowances: generous });
    const { house, server, nora, amara, left } = opened;
    const slow = await house.done(RawClient.open(server.port, { token: nora.token }));
    const quick = await house.done(RawClient.open(server.port, { token: amara.token }));
    for (const client of [slow, quick]) {
      client.send(`421["follow",{"logs":[{"log":"${LOBBY_LOG}","after":"tail"}]}]`);
      await house.done(client.find((message) => message.startsWith('431')));
      client.forget();
    }
    slow.network?.pause();
    const text = '鈴'.repeat(16_000);
    let head = 3;
    // Until the kernel's own buffers and then ours are full.
    while (left.length === 0 && head < 1_000) {
      head = (await house.post(amara, 'lobby', text)).seq;
      await house.done(quick.find((message) => message.includes(`"seq":${head},`)));
      quick.forget();
    }
    slow.network?.resume();
    await house.done(slow.closed);
    assert.deepEqual(
      left.map(({ actor }) => actor),
      [nora.actor],
    );
    quick.send('422["signal",{"kind":"active","on":true}]');
    await house.done(quick.find((message) => message === '432[{"ok":true}]'));
    await quick.close();
    await opened.close();
  });

  test('RUN2: closing tells everybody and lets the port go', async () => {
    const opened = await open();
    const { house, server, nora } = opened;
    const client = await house.done(RawClient.open(server.port, { token: nora.token }));
    await house.done(house.messenger.close('stopping'));
    await server.close();
    await client.closed;
    assert.ok(client.messages.includes('42["bye",{"reason":"stopping"}]'));
    await house.close();
  });
});
