// Where requests come from: over a real socket, because directness is a matter of the connection.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import type { Peer } from '#core/messenger.ts';
import { openFake } from './fake-messenger.ts';
import type { HttpOptions } from './open-http.ts';
import { deviceOf } from './peer.ts';

const PLACE = {
  name: 'Kith',
  fresh: true,
  codeNeeded: false,
  signUp: 'open',
  blobBytesMax: 1,
  version: '0',
} as const;

async function openPeers(options: Partial<HttpOptions> = {}, host = '127.0.0.1') {
  const peers: Peer[] = [];
  const place = async (peer: Peer) => {
    peers.push(peer);
    return PLACE;
  };
  const fake = await openFake({ read: { place } }, options);
  const { port } = await fake.listen({ port: 0, host });
  return {
    close: fake.close,
    async ask(headers: Record<string, string> = {}): Promise<Peer> {
      await get(port, headers);
      const peer = peers.pop();
      assert.ok(peer);
      return peer;
    },
  };
}

function get(port: number, headers: Record<string, string>): Promise<void> {
  const options = { port, host: '127.0.0.1', path: '/api/v1/place', headers, agent: false };
  return new Promise((resolve, reject) => {
    const asked = request(options, (answer) => {
      answer.resume().on('end', resolve);
    });
    asked.on('error', reject).end();
  });
}

type Peers = Awaited<ReturnType<typeof openPeers>>;

describe('a server on its own', () => {
  let peers: Peers;
  before(async () => {
    peers = await openPeers();
  });
  after(() => peers.close());

  test('somebody at this machine is direct', async () => {
    const peer = await peers.ask();
    assert.deepEqual([peer.address, peer.direct], ['127.0.0.1', true]);
    for (const host of ['localhost:8080', '[::1]:8080', 'laptop', 'kith.test', 'nora.home']) {
      assert.equal((await peers.ask({ host })).direct, true, host);
    }
  });

  test('any sign of a proxy says otherwise, and what it claims is not believed', async () => {
    for (const header of [
      'forwarded',
      'via',
      'x-real-ip',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'X-Forwarded-Anything',
    ]) {
      const peer = await peers.ask({ [header]: '127.0.0.1' });
      assert.deepEqual([peer.address, peer.direct], ['127.0.0.1', false], header);
    }
    const claimed = await peers.ask({ 'x-forwarded-for': '192.0.2.1' });
    assert.equal(claimed.address, '127.0.0.1');
  });

  test('a public name that leads to loopback is a page out there acting as us', async () => {
    for (const host of ['rebind.evil.com', 'localhost.evil.com', '127.0.0.1.evil.com:80']) {
      assert.equal((await peers.ask({ host })).direct, false, host);
    }
  });
});

test('a socket for both kinds of addresses still knows loopback', async (context) => {
  const peers = await openPeers({}, '::').catch(() => undefined);
  if (!peers) return context.skip('no IPv6 here');
  const peer = await peers.ask();
  assert.deepEqual([peer.address, peer.direct], ['127.0.0.1', true]);
  await peers.close();
});

describe('behind proxies', () => {
  test('the address is the one that the last trusted hop has seen', async () => {
    const forwarded = { 'x-forwarded-for': '203.0.113.9, 192.0.2.1, 192.0.2.2' };
    for (const [trustedHops, address] of [
      [1, '192.0.2.2'],
      [2, '192.0.2.1'],
      [3, '203.0.113.9'],
      [9, '203.0.113.9'],
    ] as const) {
      const peers = await openPeers({ trustedHops });
      const peer = await peers.ask(forwarded);
      assert.deepEqual([peer.address, peer.direct], [address, false]);
      assert.equal((await peers.ask({ 'x-forwarded-for': '<script>' })).address, '127.0.0.1');
      assert.equal((await peers.ask()).direct, false);
      await peers.close();
    }
  });

  test('with an origin of another name nobody is direct, whatever the proxy leaves out', async () => {
    const outside = await openPeers({ origin: 'https://kith.example.org' });
    assert.equal((await outside.ask()).direct, false);
    await outside.close();
    const inside = await openPeers({ origin: 'http://localhost:8080' });
    assert.equal((await inside.ask()).direct, true);
    await inside.close();
  });
});

test('devices are named so that people know them again', () => {
  const mozilla = (rest: string) => `Mozilla/5.0 ${rest}`;
  for (const [agent, name] of [
    [mozilla('(X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'), 'Firefox on Linux'],
    [
      mozilla('(Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36'),
      'Chrome on Android',
    ],
    [
      mozilla('(Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0'),
      'Edge on Windows',
    ],
    [
      mozilla('(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1'),
      'Safari on iPhone',
    ],
    [mozilla('(Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1'), 'Safari on macOS'],
    ['curl/8.14.1', 'curl'],
    ['python-requests/2.32', 'python-requests'],
    ['node', 'node'],
    ['', 'Unknown device'],
    [undefined, 'Unknown device'],
    ['<b>', 'Unknown device'],
    ['Mozilla/5.0', 'Unknown device'],
    [mozilla('x'.repeat(100_000)), 'Unknown device'],
  ] as const) {
    assert.equal(deviceOf(agent), name);
  }
});
