// Two people meet: they see each other at once, talk in the Lobby and with each other, and read on two devices.
import { equal, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import {
  lists,
  messagesIn,
  People,
  says,
  shows,
  showsUnread,
  type Visitor,
} from '#test/support/world/people.ts';

describe('two people who talk', { timeout: 60_000 }, () => {
  let server: TestServer;
  let people: People;
  let nora: Visitor;
  let amara: Visitor;

  before(async () => {
    server = await startServer();
    people = new People(server.url);
    nora = await people.signUp('nora');
    amara = await people.signUp('amara');
  });
  after(async () => {
    people.close();
    await server.close();
  });

  test('CHAT2: a newcomer appears in the list of who is here, and the other way round', async () => {
    await lists(nora.client, nora.client.directWith(amara.account.id));
    await lists(amara.client, amara.client.directWith(nora.account.id));
    await lists(amara.client, 'lobby');
  });

  test('OUT1 TICK1 SYNC1: what one says in the Lobby is on screen at once, stored, and with the other', async () => {
    amara.client.chat('lobby').show();
    const lobby = nora.client.chat('lobby');
    lobby.show();
    lobby.send('Good morning.');
    const [pending] = messagesIn(lobby.timeline.get().items);
    equal(pending?.text, 'Good morning.');
    equal(pending?.tick, 'waiting');
    await says(amara.client, 'lobby', 'Good morning.');
    const stored = await shows(lobby.timeline, ({ items }) =>
      messagesIn(items).some(({ tick, seq }) => tick === 'stored' && seq !== undefined),
    );
    equal(messagesIn(stored.items)[0]?.key, pending?.key);
    amara.client.chat('lobby').send('And to you.');
    await says(nora.client, 'lobby', 'Good morning.', 'And to you.');
  });

  test('CHAT1: both write first in their direct chat, and it is one', async () => {
    const chat = nora.client.directWith(amara.account.id);
    equal(amara.client.directWith(nora.account.id), chat);
    nora.client.chat(chat).show();
    amara.client.chat(chat).show();
    nora.client.chat(chat).send('Coffee?');
    amara.client.chat(chat).send('Tea?');
    const isBoth = ({ items }: { items: Parameters<typeof messagesIn>[0] }): boolean =>
      messagesIn(items).filter(({ seq }) => seq !== undefined).length === 2;
    const hers = await shows(nora.client.chat(chat).timeline, isBoth);
    const theirs = await shows(amara.client.chat(chat).timeline, isBoth);
    const order = (items: Parameters<typeof messagesIn>[0]): string =>
      messagesIn(items)
        .map(({ seq, text }) => `${seq} ${text}`)
        .join();
    equal(order(hers.items), order(theirs.items));
  });

  test('READ1 READ2: what is read on one device is read on the other, and its author sees it', async () => {
    const mateo = await people.signUp('mateo');
    const phone = await people.signIn('mateo');
    const chat = nora.client.directWith(mateo.account.id);
    nora.client.chat(chat).show();
    for (const text of ['One.', 'Two.', 'Three.']) nora.client.chat(chat).send(text);
    await showsUnread(mateo.client, chat, 3);
    await showsUnread(phone.client, chat, 3);
    const { newest } = await shows(phone.client.chat(chat).timeline, (view) => view.newest === 3);
    phone.client.chat(chat).seen(newest);
    await showsUnread(phone.client, chat, 0);
    await showsUnread(mateo.client, chat, 0);
    await shows(nora.client.chat(chat).timeline, ({ items }) =>
      messagesIn(items).every(({ tick }) => tick === 'read'),
    );
    mateo.client.chat(chat).send('Four.');
    await showsUnread(nora.client, chat, 1);
    await showsUnread(phone.client, chat, 0);
  });

  test('OUT4 REP1: after a reload everything is there again, unread included', async () => {
    const again = await people.reload(amara);
    again.client.chat('lobby').show();
    await says(again.client, 'lobby', 'Good morning.', 'And to you.');
    ok((await again.storage.outgoing(again.account.id)).length === 0);
  });
});
