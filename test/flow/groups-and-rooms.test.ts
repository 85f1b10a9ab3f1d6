// Groups and rooms from their making to their end: who is in sees what happens, who is out sees nothing more, at once.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import {
  done,
  lists,
  messagesIn,
  People,
  says,
  shows,
  type Visitor,
} from '#test/support/world/people.ts';

describe('groups and rooms', { timeout: 60_000 }, () => {
  let server: TestServer;
  let people: People;
  let nora: Visitor;
  let amara: Visitor;
  let mateo: Visitor;

  before(async () => {
    server = await startServer();
    people = new People(server.url);
    nora = await people.signUp('nora');
    amara = await people.signUp('amara');
    mateo = await people.signUp('mateo');
  });
  after(async () => {
    people.close();
    await server.close();
  });

  test('CHAT3: a group shows who comes later what is said from then on; its name changes for all', async () => {
    const group = done(await nora.client.createChat('group', 'Lunch', [amara.account.id]));
    await lists(amara.client, group);
    for (const { client } of [nora, amara]) client.chat(group).show();
    nora.client.chat(group).send('Before.');
    await says(amara.client, group, 'Before.');
    done(await nora.client.chat(group).add(mateo.account.id));
    await lists(mateo.client, group);
    mateo.client.chat(group).show();
    amara.client.chat(group).send('After.');
    await says(mateo.client, group, 'After.');
    await says(nora.client, group, 'Before.', 'After.');
    done(await nora.client.chat(group).change({ name: 'Sunday lunch' }));
    for (const { client } of [nora, amara, mateo]) {
      await shows(client.chat(group).head, ({ name, memberCount }) => {
        return name === 'Sunday lunch' && memberCount === 3;
      });
    }
    const refused = await amara.client.chat(group).change({ name: 'Mine now' });
    ok(!refused.ok && 'refused' in refused);
    equal(refused.refused.rejected, 'notAllowed');
  });

  test('CHAT3: a room is found, joined and shows its whole history', async () => {
    const room = done(await nora.client.createChat('room', 'Garden', []));
    nora.client.chat(room).show();
    nora.client.chat(room).send('The plums are ripe.');
    await says(nora.client, room, 'The plums are ripe.');
    const { items } = done(await amara.client.findRooms('gard'));
    deepEqual(
      items.map(({ id, joined }) => [id, joined]),
      [[room, false]],
    );
    done(await amara.client.join(room));
    amara.client.chat(room).show();
    await says(amara.client, room, 'The plums are ripe.');
    await shows(nora.client.chat(room).head, ({ memberCount }) => memberCount === 2);
    done(await amara.client.chat(room).leave());
    await lists(amara.client, room, false);
    await shows(nora.client.chat(room).head, ({ memberCount }) => memberCount === 1);
  });

  test('SYNC7 CHAT4: who is removed sees nothing more at once, and then not even that there is a chat', async () => {
    const group = done(await nora.client.createChat('group', 'Plans', [amara.account.id]));
    await lists(amara.client, group);
    const received: string[] = [];
    amara.client.chat(group).show();
    const log = `chat:${group}`;
    const wire = amara.platform.connect(amara.account.id, {
      opened: () => void wire.call('follow', { logs: [{ log, after: 0 }] }, 5_000),
      received: (_event, payload) => void received.push(JSON.stringify(payload)),
      closed: () => undefined,
    });
    nora.client.chat(group).send('All of us.');
    await says(amara.client, group, 'All of us.');
    done(await nora.client.chat(group).removeMember(amara.account.id));
    nora.client.chat(group).send('A surprise for Amara.');
    await lists(amara.client, group, false);
    await shows(nora.client.chat(group).timeline, ({ items }) =>
      messagesIn(items).some(({ text, seq }) => text.includes('surprise') && seq !== undefined),
    );
    // An answered call comes behind everything that was sent before it.
    const answer = await wire.call('follow', { logs: [{ log, after: 0 }] }, 5_000);
    wire.close();
    ok(JSON.stringify(answer).includes('notFound'));
    ok(!received.some((text) => text.includes('surprise') || text.includes('member.left')));
    const path = `/api/v1/chats/${group}`;
    const token = amara.tokens.get(amara.account.id);
    const nowhere = await server.call(token, 'GET', '/api/v1/chats/aaaaaaaaaaaaaaaaaaaa');
    for (const rest of ['', '/messages', '/events', '/members']) {
      const { status, body } = await server.call(token, 'GET', path + rest);
      equal(status, 404);
      deepEqual(body, nowhere.body);
    }
  });

  test('CHAT5 CHAT6: when the owner leaves the next one owns; the Lobby cannot be left', async () => {
    const group = done(await nora.client.createChat('group', 'Choir', [mateo.account.id]));
    await lists(mateo.client, group);
    mateo.client.chat(group).show();
    done(await nora.client.chat(group).leave());
    await shows(mateo.client.chat(group).head, ({ role, memberCount }) => {
      return role === 'owner' && memberCount === 1;
    });
    const stays = await nora.client.chat('lobby').leave();
    ok(!stays.ok && 'refused' in stays);
    equal(stays.refused.rejected, 'notAllowed');
  });
});
