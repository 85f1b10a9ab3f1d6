// Contacts as the client keeps them: from lists, from events, and when both come at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContactState, Event } from '#protocol/event.ts';
import type { User } from '#protocol/person.ts';
import { FakeClock } from '#test/support/clock.ts';
import type { Api } from '../api.ts';
import type { Outcome } from '../model/outcome.ts';
import { Contacts } from './contacts.ts';

const user = (id: string): User => ({ id, username: id, displayName: id });
let seq = 0;
const changed = (id: string, mine: ContactState, theirs: ContactState): Event => ({
  ...{ kind: 'contact.changed', class: 'system', user: id, mine, theirs },
  ...{ seq: ++seq, at: seq, by: id },
});

/** Lists by path; `hold` keeps answers back until it is let go. */
function open(lists: Record<string, unknown[]>, hold?: Promise<void>) {
  const clock = new FakeClock();
  let offline = false;
  const api: Api = {
    async request<T>(_method: string, path: string): Promise<Outcome<T>> {
      const items = [...(lists[path.split('?')[0] ?? ''] ?? [])];
      await hold;
      return offline ? { ok: false, offline: true } : { ok: true, value: { items } as T };
    },
  };
  const ports = { api, clock, learn: () => undefined, changed: () => undefined };
  const contacts = new Contacts(ports);
  const setOffline = (on: boolean): void => {
    offline = on;
  };
  return { contacts, clock, setOffline };
}

test('lists say who is a contact, who asks, whom one has asked, whom one blocks', async () => {
  const { contacts } = open({
    '/contacts': [{ user: user('amara'), since: 5, mutual: true }],
    '/contacts/requests': [
      { user: user('mateo'), direction: 'in', at: 7 },
      { user: user('priya'), direction: 'out', at: 9 },
    ],
    '/blocks': [user('troll')],
  });
  await contacts.load();
  assert.deepEqual(contacts.of('amara'), { contact: 'contact', theirs: 'contact', blocked: false });
  assert.deepEqual(
    contacts.requests.map(({ user: id, direction }) => [id, direction]),
    [
      ['priya', 'out'],
      ['mateo', 'in'],
    ],
  );
  assert.equal(contacts.of('troll').blocked, true);
  assert.deepEqual(contacts.contacts, ['amara']);
});

test('events change how one stands', async () => {
  const { contacts } = open({});
  await contacts.load();
  contacts.events([changed('mateo', 'none', 'asked')]);
  assert.equal(contacts.requests[0]?.direction, 'in');
  contacts.events([changed('mateo', 'contact', 'contact')]);
  assert.deepEqual(contacts.contacts, ['mateo']);
  assert.deepEqual(contacts.requests, []);
});

test('an event that comes while the lists are on their way is not lost to older lists', async () => {
  const hold = Promise.withResolvers<void>();
  const lists: Record<string, unknown[]> = { '/contacts': [] };
  const { contacts } = open(lists, hold.promise);
  const loading = contacts.load();
  contacts.events([changed('amara', 'contact', 'none')]);
  lists['/contacts'] = [{ user: user('amara'), since: 1, mutual: false }];
  hold.resolve();
  await loading;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(contacts.contacts, ['amara']);
});

test('what could not be loaded is tried again', async () => {
  const { contacts, clock, setOffline } = open({ '/blocks': [user('troll')] });
  setOffline(true);
  await contacts.load();
  assert.equal(contacts.state, 'failing');
  setOffline(false);
  await clock.advance(5_000);
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(contacts.state, 'ready');
});
