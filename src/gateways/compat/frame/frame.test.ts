// The frame's small parts: HTML that escapes, cookies and origins of one gateway, turns in order, logs as callbacks.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Follower, Messenger } from '#core/messenger.ts';
import type { Event } from '#protocol/event.ts';
import type { FollowRequest } from '#protocol/socket.ts';
import { actorOf } from '#test/support/recorded-follower.ts';
import { fakeMessenger } from '../../http/fake-messenger.ts';
import { clearCookie, isOwnOrNoPage, isOwnPage, issueCookie, tokenIn } from './cookies.ts';
import { fieldOf, objectOf } from './forms.ts';
import { Following } from './live/following.ts';
import { Turns } from './live/turns.ts';
import { escapeHtml, html } from './page/html.ts';
import { utcTime } from './times.ts';

const TOKEN = 't'.repeat(43);

describe('the frame of the gateways', () => {
  test('what is put into a template is text, unless it is a template', () => {
    const hostile = `<img src=x onerror="alert('1')">&`;
    const escaped = '&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;';
    equal(escapeHtml(hostile), escaped);
    const items = ['a<', 'b'].map((text) => html`<li>${text}</li>`);
    const page = html`<p title="${hostile}">${hostile}</p>${items}${false}${undefined}${7}`;
    equal(String(page), `<p title="${escaped}">${escaped}</p><li>a&lt;</li><li>b</li>7`);
  });

  test('a cookie is accepted by its own gateway only', () => {
    const cookie = issueCookie('template', TOKEN, false);
    equal(cookie, `kith-template=${TOKEN}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`);
    const request = { headers: { cookie: `other=1; ${cookie.split(';')[0]}` } };
    equal(tokenIn(request, 'template', false), TOKEN);
    equal(tokenIn(request, 'messenger', false), undefined);
    equal(tokenIn(request, 'template', true), undefined);
    ok(clearCookie('template', true).startsWith('__Host-kith-template=; Path=/; Max-Age=0;'));
  });

  test('own pages are of our own scheme, host and port', () => {
    const from = (headers: Record<string, string>) => ({
      headers: { host: 'Here:5003', ...headers },
    });
    ok(isOwnPage(from({ origin: 'http://here:5003' }), false));
    for (const origin of ['http://here:5004', 'https://here:5003', 'http://evil', 'null']) {
      equal(isOwnPage(from({ origin }), false), false, origin);
      equal(isOwnOrNoPage(from({ origin }), false), false, origin);
    }
    equal(isOwnPage(from({}), false), false);
    ok(isOwnOrNoPage(from({}), false));
    ok(isOwnPage(from({ 'sec-fetch-site': 'same-origin' }), false));
    equal(isOwnOrNoPage(from({ 'sec-fetch-site': 'cross-site' }), false), false);
    equal(isOwnOrNoPage(from({ 'sec-fetch-site': 'same-site' }), false), false);
  });

  test('fields of forms, and keys of objects that are their own', () => {
    equal(fieldOf(new URLSearchParams('a=1&a=2'), 'a'), '1');
    equal(fieldOf(new URLSearchParams('a=1'), 'b'), undefined);
    equal(fieldOf({ a: '1' }, 'a'), undefined);
    deepEqual({ ...objectOf({ a: 1 }) }, { a: 1 });
    equal(objectOf({})?.toString, undefined);
    for (const none of [undefined, null, 'text', [1], 7]) equal(objectOf(none), undefined);
  });

  test('times are without a zone', () => {
    equal(utcTime(Date.UTC(2026, 0, 2, 3, 4, 5)), '2026-01-02 03:04:05');
  });

  test('turns go one after the other, faults included, and there is an end to how many wait', async () => {
    const done: string[] = [];
    const turns = new Turns(
      () => 'abcd',
      (incident) => void done.push(incident),
    );
    turns.take('a', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      done.push('first');
    });
    turns.take('b', () => {
      throw new Error('the disk');
    });
    turns.take('c', () => void done.push('third'));
    await turns.done();
    deepEqual(done, ['first', 'abcd', 'third']);
    const never = new Promise<void>(() => undefined);
    let taken = 0;
    while (turns.take('d', () => never)) taken += 1;
    equal(taken, 256);
  });

  test('a log is heard once and in order: what was missed in pages, then what happens', async () => {
    const asked: FollowRequest[] = [];
    const heard: number[] = [];
    let live: Follower | undefined;
    const messenger: Messenger = fakeMessenger({
      follow: async (follower, request) => {
        asked.push(request);
        const after = Number(request.logs[0]?.after ?? 0);
        const events = [eventOf(after + 1), eventOf(after + 2)];
        const more = after + 2 < 6;
        const answers = [{ log: 'chat:lobby', from: after + 1, events, head: 6, more }];
        return { answers, start: () => (live = more ? undefined : follower) };
      },
    });
    const following = new Following(messenger, actorOf('nora'), {
      events: (_log, events) => heard.push(...events.map(({ seq }) => seq)),
      end: () => undefined,
      waitingBytes: () => 0,
    });
    following.enter();
    equal((await following.follow([{ log: 'chat:lobby', after: 0 }])).size, 0);
    deepEqual(
      asked.map(({ logs }) => logs[0]?.after),
      [0, 2, 4],
    );
    live?.write({ log: 'chat:lobby', events: [JSON.stringify(eventOf(7))], json: '' });
    deepEqual(heard, [1, 2, 3, 4, 5, 6, 7]);
    following.leave();
    live?.write({ log: 'chat:lobby', events: [JSON.stringify(eventOf(8))], json: '' });
    equal(heard.length, 7);
  });
});

function eventOf(seq: number): Event {
  return { kind: 'chat.closed', class: 'system', seq, at: 1, by: 'nora' };
}
