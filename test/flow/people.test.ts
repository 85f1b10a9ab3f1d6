// People over HTTP, on a whole server: pages, contacts, blocks, pictures, the export, and the end of an account.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strFromU8, unzipSync } from 'fflate';
import { startServer, type TestServer } from '#test/support/running-server.ts';

let server: TestServer;
let counter = 0;

before(async () => {
  server = await startServer();
  await server.signUp('first');
});
after(() => server.close());

async function person(name: string) {
  counter += 1;
  const username = `${name}${counter}`;
  const { token, user } = await server.signUp(username);
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await server.call(token, method, `/api/v1${path}`, body);
    return [answer.status, answer.body] as [number, Record<string, unknown>];
  };
  return { username, token, id: user.id, call };
}

const codeOf = (body: Record<string, unknown>) => (body.error as { code: string }).code;

/** A picture of one pixel. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function upload(token: string, bytes: Buffer): Promise<string> {
  const answer = await fetch(`${server.url}/api/v1/blobs?name=dot.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(bytes),
  });
  assert.equal(answer.status, 201);
  return ((await answer.json()) as { id: string }).id;
}

describe('pages and contacts', () => {
  test('PPL1: a page shows what its owner shows; contacts and requests come and go', async () => {
    const nora = await person('nora');
    const amara = await person('amara');
    const change = { city: 'Uppsala', about: 'Plums', visibility: { city: 'contacts' } };
    assert.equal((await nora.call('PATCH', '/users/me', change))[0], 200);
    const settings = { contactRequests: true };
    await amara.call('PATCH', '/users/me', { settings });
    const [, before] = await amara.call('GET', `/users/${nora.username}`);
    assert.deepEqual([before.about, before.city], ['Plums', undefined]);
    assert.deepEqual(await nora.call('PUT', `/contacts/${amara.username}`), [
      200,
      { mine: 'asked', theirs: 'none', blocked: false },
    ]);
    const [, requests] = await amara.call('GET', '/contacts/requests');
    assert.deepEqual(
      (requests.items as { direction: string }[]).map(({ direction }) => direction),
      ['in'],
    );
    assert.deepEqual(await amara.call('PUT', `/contacts/${nora.username}`), [
      200,
      { mine: 'contact', theirs: 'contact', blocked: false },
    ]);
    const [, page] = await amara.call('GET', `/users/${nora.username}`);
    assert.equal(page.city, 'Uppsala');
    const [, contacts] = await nora.call('GET', '/contacts');
    assert.deepEqual(
      (contacts.items as { mutual: boolean }[]).map(({ mutual }) => mutual),
      [true],
    );
    assert.equal((await nora.call('DELETE', `/contacts/${amara.username}`))[0], 204);
    assert.equal((await nora.call('DELETE', `/contacts/${amara.username}`))[0], 204);
    assert.equal((await nora.call('PUT', '/contacts/nobody'))[0], 404);
    const [status, refused] = await nora.call('PUT', `/contacts/${nora.username}`);
    assert.deepEqual([status, codeOf(refused)], [400, 'invalid']);
  });

  test('PPL4: blocks are one’s own affair', async () => {
    const nora = await person('nora');
    const amara = await person('amara');
    assert.equal((await nora.call('PUT', `/blocks/${amara.username}`))[0], 204);
    const [, blocks] = await nora.call('GET', '/blocks');
    assert.equal((blocks.items as unknown[]).length, 1);
    const [, page] = await amara.call('GET', `/users/${nora.username}`);
    assert.equal(page.about, undefined);
    assert.equal((await nora.call('DELETE', `/blocks/${amara.username}`))[0], 204);
    assert.deepEqual((await nora.call('GET', '/blocks'))[1], { items: [] });
  });

  test('PPL2: an address finds who shows it, and nobody else', async () => {
    const nora = await person('nora');
    const amara = await person('amara');
    const email = `${nora.username}@example.org`;
    await nora.call('PATCH', '/users/me', { email });
    assert.equal((await amara.call('GET', `/users/by-email/${email}`))[0], 404);
    await nora.call('PATCH', '/users/me', { visibility: { email: 'everybody' } });
    const [status, found] = await amara.call('GET', `/users/by-email/${email}`);
    assert.deepEqual([status, found.id], [200, nora.id]);
  });

  test('a picture of one’s own becomes what others see, and goes again', async () => {
    const nora = await person('nora');
    const amara = await person('amara');
    const blob = await upload(nora.token, DOT);
    assert.equal((await amara.call('PUT', '/users/me/avatar', { blob }))[0], 404);
    const [status, account] = await nora.call('PUT', '/users/me/avatar', { blob });
    assert.deepEqual([status, account.avatar], [200, blob]);
    assert.equal((await amara.call('GET', `/users/${nora.username}`))[1].avatar, blob);
    assert.equal((await nora.call('DELETE', '/users/me/avatar'))[1].avatar, undefined);
  });
});

describe('leaving', () => {
  test('the export is a zip to be saved', async () => {
    const nora = await person('nora');
    await nora.call('POST', '/chats/lobby/messages', { text: 'Plums' });
    const answer = await fetch(`${server.url}/api/v1/users/me/export`, {
      headers: { authorization: `Bearer ${nora.token}` },
    });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'application/zip');
    assert.match(answer.headers.get('content-disposition') ?? '', /^attachment; /);
    const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
    assert.ok(strFromU8(files['chats/lobby.json'] ?? new Uint8Array()).includes('Plums'));
    const stranger = await fetch(`${server.url}/api/v1/users/me/export`);
    assert.equal(stranger.status, 401);
    const head = await fetch(`${server.url}/api/v1/users/me/export`, {
      method: 'HEAD',
      headers: { authorization: `Bearer ${nora.token}` },
    });
    assert.equal(head.status, 200);
    const again = await nora.call('GET', '/users/me/export').catch(() => [0]);
    assert.notEqual(again[0], 429);
  });

  test('PPL6: a deleted account is over, and its name is free', async () => {
    const nora = await person('nora');
    const amara = await person('amara');
    const wrong = await nora.call('DELETE', '/users/me', { password: 'x', messages: 'keep' });
    assert.equal(codeOf(wrong[1]), 'wrongPassword');
    const right = { password: 'plums in the orchard', messages: 'erase' };
    assert.equal((await nora.call('DELETE', '/users/me', right))[0], 204);
    assert.equal((await nora.call('GET', '/users/me'))[0], 401);
    assert.equal((await amara.call('GET', `/users/${nora.username}`))[0], 404);
    const again = await server.signUp(nora.username);
    assert.notEqual(again.user.id, nora.id);
  });
});
