// The way in: cookies or tokens as the platform has it, refusals with their words, and no answer at all.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDoor } from './door.ts';
import type { HttpAnswer, Platform } from './platform.ts';

const NORA = { id: 'nora', username: 'nora', displayName: 'Nora', role: 'owner', createdAt: 1 };

function doorWith(cookies: boolean, answer: () => HttpAnswer) {
  const asked: unknown[] = [];
  const tokens: string[] = [];
  const platform = {
    cookies,
    request: async (account: string | undefined, method: string, path: string, body: unknown) => {
      asked.push([account, method, path, body]);
      return answer();
    },
    keepToken: (account: string, token: string) => void tokens.push(`${account} ${token}`),
  } as unknown as Platform;
  return { door: openDoor(platform), asked, tokens };
}

test('where there are cookies, one is asked for; elsewhere the token is kept', async () => {
  const signIn = { login: 'nora', password: 'plums in the orchard' };
  const browser = doorWith(true, () => ({ status: 201, body: { user: NORA } }));
  assert.deepEqual(await browser.door.signIn(signIn), { ok: true, value: NORA });
  const request = [undefined, 'POST', '/api/v1/sessions', { ...signIn, cookie: true }];
  assert.deepEqual(browser.asked, [request]);
  const terminal = doorWith(false, () => ({ status: 201, body: { user: NORA, token: 't' } }));
  await terminal.door.signUp({ username: 'nora', password: signIn.password });
  assert.deepEqual(terminal.tokens, ['nora t']);
});

test('a refusal comes with code, words and field; a proxy’s page and silence are no answer', async () => {
  const error = { code: 'usernameTaken', message: 'This user name is taken.', field: 'username' };
  const taken = doorWith(true, () => ({ status: 409, body: { error } }));
  assert.deepEqual(await taken.door.signUp({ username: 'nora', password: 'xxxxxxxx' }), {
    ok: false,
    refused: { rejected: 'usernameTaken', message: error.message, field: 'username' },
  });
  const away = doorWith(true, () => ({ status: 502, body: undefined }));
  assert.deepEqual(await away.door.place(), { ok: false, offline: true });
  const silent = doorWith(true, () => {
    throw new Error('no network');
  });
  assert.deepEqual(await silent.door.resume('nora'), { ok: false, offline: true });
  const broken = doorWith(true, () => ({ status: 500, body: undefined }));
  const answer = await broken.door.place();
  assert.ok(!answer.ok && 'refused' in answer && answer.refused.rejected === 'fault');
});
