// The quick way to a WebSocket: the same bytes as Socket.IO's own, in the same order, and never past what waits.
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import type { Follower, Messenger, Packet } from '#core/messenger.ts';
import type { Event } from '#protocol/event.ts';
import { FakeClock } from '#test/support/clock.ts';
import { actorOf } from '#test/support/recorded-follower.ts';
import {
  closeLeftovers,
  openDoor,
  openSocketServer,
  RawClient,
  socketClient,
} from '#test/support/socket-server.ts';
import { frameOf } from './raw-frame.ts';

afterEach(closeLeftovers);

const LOG = 'chat:lobby';

function packetOf(...texts: string[]): Packet {
  const events = texts.map((text, n) => JSON.stringify({ seq: n + 1, text }));
  return { log: LOG, events, json: `{"log":"${LOG}","events":[${events.join(',')}]}` };
}

async function open(quickFrames: boolean, verbs: Partial<Messenger> = {}) {
  const door = openDoor(actorOf('nora'), verbs);
  const server = await openSocketServer(door.messenger, { quickFrames });
  const connect = async (): Promise<{ client: RawClient; follower: Follower }> => {
    const arrival = door.next();
    const client = await RawClient.open(server.port, { token: 'n'.repeat(43) });
    const follower = await arrival;
    client.forget();
    return { client, follower };
  };
  return { door, server, connect };
}

/** The bytes that a client receives for some packets, the quick way or Socket.IO's. */
async function bytesOf(quick: boolean, packets: readonly Packet[]): Promise<Buffer> {
  const { server, connect } = await open(quick);
  const { client, follower } = await connect();
  for (const packet of packets) follower.write(packet);
  const last = packetOf('the end');
  follower.write(last);
  await client.find((message) => message.includes('the end'));
  const bytes = client.bytes();
  await client.close();
  await server.close();
  return bytes;
}

/** Texts that make the whole message this long, in bytes. */
function textOfLength(bytes: number): string {
  const around = Buffer.byteLength(`42["events",${packetOf('').json}]`);
  return 'x'.repeat(bytes - around);
}

describe('bytes', () => {
  const CASES: Readonly<Record<string, Packet[]>> = {
    'a packet of less than 126 bytes': [packetOf('x')],
    'the lengths at which the frame’s head grows': [125, 126, 127, 65_535, 65_536, 65_537].map(
      (bytes) => packetOf(textOfLength(bytes)),
    ),
    'a large packet': [packetOf('x'.repeat(300_000))],
    'other scripts, emoji and lone combining marks': [
      packetOf('Grüße, 鈴木さん, привет, שלום, 👩‍👩‍👧‍👦 e\u0301'),
      packetOf('鈴'.repeat(30_000)),
    ],
    'line separators, quotes and control characters': [
      packetOf('\u2028 \u2029 " \\ / \b\f\n\r\t \u007f \u001f </script>'),
    ],
    'several events and several packets': [packetOf('one', 'two', 'three'), packetOf('four')],
    'an empty packet': [packetOf()],
  };

  for (const [name, packets] of Object.entries(CASES)) {
    test(`SYNC6: ${name}: the same bytes as Socket.IO’s own`, async () => {
      const [quick, plain] = [await bytesOf(true, packets), await bytesOf(false, packets)];
      assert.ok(plain.length > 0);
      assert.ok(quick.equals(plain), `${quick.length} and ${plain.length} bytes`);
      const frames = Buffer.concat([...packets, packetOf('the end')].map(frameOf));
      assert.ok(frames.equals(plain), 'and as they were built');
    });
  }

  test('SYNC4: a packet’s frame is built once', () => {
    const packet = packetOf('hello');
    const frame = frameOf(packet);
    assert.ok(frameOf(packet) === frame);
    assert.ok(packet.frame === frame);
  });
});

/** What a client receives for calls with these ids, of which the answers hold these texts. */
async function answersTo(quick: boolean, calls: readonly (readonly [number, string])[]) {
  const texts = calls.map(([, text]) => text);
  const { server, connect } = await open(quick, {
    follow: async () => {
      const events = [{ seq: 1, text: texts.shift() }] as unknown as Event[];
      const answer = { log: LOG, from: 1, events, head: 1, more: false };
      return { answers: [answer], start: () => undefined };
    },
  });
  const { client } = await connect();
  for (const [id] of calls) {
    client.send(`42${id}["follow",{"logs":[{"log":"${LOG}","after":0}]}]`);
    await client.find((message) => message.startsWith(`43${id}[`));
  }
  client.send('42999["nothing"]');
  await client.find((message) => message.startsWith('43999['));
  const bytes = client.bytes();
  await client.close();
  await server.close();
  return bytes;
}

describe('acknowledgements', () => {
  test('SYNC6: they are the same bytes as Socket.IO’s own', async () => {
    const calls = [
      [0, 'x'],
      [7, 'Grüße, 鈴木さん, 👩‍👩‍👧‍👦 \u2028 "\\'],
      [123_456, textOfLength(126)],
      [12, 'x'.repeat(70_000)],
      [13, '鈴'.repeat(30_000)],
    ] as const;
    const [quick, plain] = [await answersTo(true, calls), await answersTo(false, calls)];
    assert.ok(plain.length > 160_000, `${plain.length}`);
    assert.ok(quick.equals(plain), `${quick.length} and ${plain.length} bytes`);
  });

  for (const transport of ['polling', 'websocket'] as const) {
    test(`SYNC2: events, acknowledgements and signals keep their order, by ${transport}`, async () => {
      const expected: string[] = [];
      let here: Follower | undefined;
      const { door, server } = await open(true, {
        append: async (_actor, { command }) => {
          here?.write(packetOf(`${command}${'.'.repeat(3_000)}`));
          if (Number(command) % 3 === 0) here?.signal(typingBy(command));
          return { log: LOG, seq: Number(command), at: 0, repeated: false };
        },
      });
      const arrival = door.next();
      const client = socketClient(server.port, {
        auth: { token: 'n'.repeat(43) },
        transports: [transport],
      });
      here = await arrival;
      const came: string[] = [];
      client.on('events', ({ events: [event] }: { events: { text: string }[] }) => {
        came.push(`event ${Number.parseInt(event?.text ?? '', 10)}`);
      });
      client.on('signal', ({ user }: { user: string }) => came.push(`signal ${user}`));
      const calls = Array.from({ length: 200 }, async (_, n) => {
        const command = String(n + 1);
        expected.push(`event ${command}`);
        if ((n + 1) % 3 === 0) expected.push(`signal ${command}`);
        expected.push(`answer ${command}`);
        const body = { text: 'hello' };
        const post = { log: LOG, command, kind: 'postMessage', body };
        const { seq } = (await client.emitWithAck('append', post)) as { seq: number };
        came.push(`answer ${seq}`);
      });
      await Promise.all(calls);
      // An answer may only come behind its event; signals may be dropped while much waits.
      const told = (texts: readonly string[], kind: string): string[] =>
        texts.filter((text) => text.startsWith(kind));
      assert.deepEqual(told(came, 'event'), told(expected, 'event'));
      assert.deepEqual(told(came, 'answer'), told(expected, 'answer'));
      for (const text of told(came, 'answer')) {
        const its = came.indexOf(text.replace('answer', 'event'));
        assert.ok(its >= 0 && its < came.indexOf(text), text);
      }
      client.disconnect();
      await server.close();
    });
  }
});

function typingBy(user: string) {
  return { kind: 'typing', log: LOG, user, on: true } as const;
}

function textsIn(messages: readonly string[]): string[] {
  return messages.flatMap((message) => {
    if (!message.startsWith('42["events"'))
      return message.startsWith('42') ? [message.slice(2, 40)] : [];
    const [, { events }] = JSON.parse(message.slice(2)) as [string, { events: { text: string }[] }];
    return events.map(({ text }) => text.slice(0, 10));
  });
}

describe('order', () => {
  test('SYNC6: quick frames and emits arrive in the order in which they were written', async () => {
    const { server, connect } = await open(true);
    const { client, follower } = await connect();
    const expected: string[] = [];
    for (let n = 0; n < 300; n += 1) {
      const text = `text ${n}`;
      follower.write(packetOf(n % 7 === 0 ? text.padEnd(20_000, '.') : text));
      expected.push(n % 7 === 0 ? text.padEnd(10, '.') : text);
      if (n % 3 !== 0) continue;
      follower.signal({ kind: 'typing', log: LOG, user: `user ${n}`, on: true });
      expected.push(
        `["signal",{"kind":"typing","log":"chat:lobby","user":"user ${n}"`.slice(0, 38),
      );
    }
    follower.write(packetOf('the end'));
    await client.find((message) => message.includes('the end'));
    // Signals are dropped while much waits, so those that came must stand where they were written.
    const came = textsIn(client.messages);
    const signals = came.filter((text) => text.startsWith('["signal"')).length;
    assert.ok(signals > 0);
    assert.deepEqual(
      came.filter((text) => !text.startsWith('["signal"')),
      [...expected.filter((text) => !text.startsWith('["signal"')), 'the end'],
    );
    if (signals === 100) assert.deepEqual(came, [...expected, 'the end']);
    await client.close();
    await server.close();
  });

  test('SYNC6: corked packets leave together, and still in order', async () => {
    const { server, connect } = await open(true);
    const { client, follower } = await connect();
    follower.cork?.();
    for (const text of ['one', 'two']) follower.write(packetOf(text));
    follower.signal({ kind: 'typing', log: LOG, user: 'u', on: true });
    follower.write(packetOf('three'));
    follower.uncork?.();
    await client.find((message) => message.includes('three'));
    const kinds = textsIn(client.messages).map((text) => text.replace(/^\["signal.*/, 'signal'));
    assert.deepEqual(kinds, ['one', 'two', 'signal', 'three']);
    await client.close();
    await server.close();
  });

  test('SYNC6: nothing is lost, doubled or turned while a connection changes from polling to WebSocket', async () => {
    const { door, server } = await open(true);
    const arrival = door.next();
    const client = socketClient(server.port, {
      auth: { token: 'n'.repeat(43) },
      transports: ['polling', 'websocket'],
    });
    const seen: number[] = [];
    client.on('events', ({ events }: { events: { text: string }[] }) => {
      seen.push(...events.map(({ text }) => Number(text)));
    });
    const follower = await arrival;
    let upgraded = false;
    client.io.engine.on('upgrade', () => {
      upgraded = true;
    });
    let written = 0;
    let behind = 0;
    while (behind < 50) {
      follower.write(packetOf(String(written)));
      written += 1;
      if (upgraded) behind += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    while (seen.length < written) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(
      seen,
      Array.from({ length: written }, (_, n) => n),
    );
    client.disconnect();
    await server.close();
  });
});

describe('waiting', () => {
  test('SYNC3: bytes that the network has not taken are counted, and a slow client is cut off', async () => {
    const { door, server, connect } = await open(true);
    const { client, follower } = await connect();
    assert.equal(follower.waitingBytes(), 0);
    client.network?.pause();
    const packet = packetOf('x'.repeat(200_000));
    const bytes = frameOf(packet).length;
    let written = 0;
    while (follower.waitingBytes() < 3_000_000) {
      follower.write(packet);
      written += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(follower.waitingBytes() <= written * bytes);
    const before = follower.waitingBytes();
    follower.write(packet);
    assert.equal(follower.waitingBytes(), before + bytes);
    // What is said in passing is dropped when so much waits.
    follower.signal({ kind: 'typing', log: LOG, user: 'u', on: true });
    assert.equal(follower.waitingBytes(), before + bytes);
    follower.end('slow');
    assert.deepEqual(door.left, [follower]);
    // What waited is let go, though the client still reads nothing.
    while (follower.waitingBytes() > 0) await new Promise((resolve) => setImmediate(resolve));
    client.network?.resume();
    await client.closed;
    // Writing to what is gone does nothing.
    follower.write(packet);
    follower.cork?.();
    follower.uncork?.();
    follower.signal({ kind: 'typing', log: LOG, user: 'u', on: true });
    await server.close();
  });

  test('SYNC3: bytes that wait for a poll are counted as well', async () => {
    const { door, server } = await open(true);
    const arrival = door.next();
    const client = socketClient(server.port, {
      auth: { token: 'n'.repeat(43) },
      transports: ['polling'],
    });
    const follower = await arrival;
    const packet = packetOf('x'.repeat(100_000));
    for (let n = 0; n < 10; n += 1) follower.write(packet);
    assert.ok(follower.waitingBytes() > 800_000, String(follower.waitingBytes()));
    client.disconnect();
    await server.close();
  });

  test('SYNC7: a goodbye says why', async () => {
    const { door, server, connect } = await open(true);
    const { client, follower } = await connect();
    follower.write(packetOf('last words'));
    follower.end('signedOut');
    await client.closed;
    assert.deepEqual(
      client.messages.filter((message) => message.startsWith('42')),
      [`42["events",${packetOf('last words').json}]`, '42["bye",{"reason":"signedOut"}]'],
    );
    assert.deepEqual(door.left, [follower]);
    await server.close();
  });
});

describe('rest', () => {
  test('WIRE7: of a connection that asks too fast nothing is read for a moment, and of others it is', async () => {
    const clock = new FakeClock();
    const heard: string[] = [];
    const append: Messenger['append'] = async (_actor, { command }) => {
      heard.push(command);
      return { rejected: 'tooFast', retryAfterMs: 5_000 };
    };
    const door = openDoor(actorOf('nora'), { append, unfollow: () => undefined });
    const server = await openSocketServer(door.messenger, { clock });
    const flooder = await RawClient.open(server.port, { token: 'n'.repeat(43) });
    const other = await RawClient.open(server.port, { token: 'n'.repeat(43) });
    const ask = (id: number): void => {
      const post = { log: LOG, command: `c${id}`, kind: 'postMessage', body: { text: 'again' } };
      flooder.send(`42${id}["append",${JSON.stringify(post)}]`);
    };
    ask(1);
    await flooder.find((message) => message.startsWith('431['));
    ask(2);
    // Whatever the first connection had sent would have been read by the time that this one got its answers.
    for (let id = 0; id < 20; id += 1) {
      other.send(`42${id}["unfollow",{"logs":[]}]`);
      await other.find((message) => message.startsWith(`43${id}[`));
    }
    assert.deepEqual(heard, ['c1']);
    await clock.advance(250);
    await flooder.find((message) => message.startsWith('432['));
    assert.deepEqual(heard, ['c1', 'c2']);
    await Promise.all([flooder.close(), other.close()]);
    await server.close();
  });
});
