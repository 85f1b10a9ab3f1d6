// The rows of the chat list follow everything they show, and are the same objects while nothing of it has changed.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { FakeClock, seededRandom } from '#test/support/clock.ts';
import type { ChatRow, Client } from '../model.ts';
import { rowOf, Scene } from '../testing/scene.ts';

describe('a row of the chat list', () => {
  let clock: FakeClock;
  let scene: Scene;
  let client: Client;

  beforeEach(async () => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(6));
    const { server, nora, amara } = scene;
    server.group('bees', 'Bees', nora, amara);
    server.group('plums', 'Plums', nora, amara);
    client = scene.open();
    server.post('bees', amara, 'Honey!');
    await clock.advance(200);
  });

  afterEach(() => scene.close());

  const bees = (): ChatRow | undefined => rowOf(client, 'bees');

  /** Does something, and says whether other rows were left as they were. */
  async function after(act: () => unknown): Promise<ChatRow | undefined> {
    const before = rowOf(client, 'plums');
    act();
    await clock.advance(20);
    assert.equal(rowOf(client, 'plums'), before);
    return bees();
  }

  const typing = (on: boolean) => () =>
    scene.server.signal(scene.nora.id, {
      ...{ kind: 'typing', log: 'chat:bees', user: scene.amara.id, on },
    });

  test('says who types, and what was said when they stop', async () => {
    const before = bees();
    const typed = await after(typing(true));
    assert.deepEqual(typed?.preview, { kind: 'typing', names: ['Amara'] });
    const stopped = await after(typing(false));
    assert.deepEqual(stopped, before);
  });

  test('says what is drafted, but not where one is writing', async () => {
    const chat = client.chat('bees');
    const drafted = await after(() => chat.setDraft('half a thought'));
    assert.deepEqual(drafted?.preview, { kind: 'draft', text: 'half a thought' });
    const shown = await after(() => chat.show());
    assert.equal(shown?.preview?.kind, 'message');
  });

  test('says what waits to be sent', async () => {
    scene.server.up = false;
    scene.server.drop();
    const waiting = await after(() => client.chat('bees').send('Later'));
    assert.ok(waiting?.preview?.kind === 'message');
    assert.deepEqual([waiting.preview.text, waiting.preview.tick], ['Later', 'waiting']);
  });

  test('follows the name and the presence of whom it shows', async () => {
    const { server, nora, amara } = scene;
    const direct = client.directWith(amara.id);
    const authorOf = (row: ChatRow | undefined): string | undefined =>
      row?.preview?.kind === 'message' ? row.preview.author : undefined;
    assert.equal(authorOf(bees()), 'Amara');
    const user = { ...amara, displayName: 'Amara Okafor' };
    server.append('server', amara.id, { kind: 'user.changed', class: 'system', user });
    await clock.advance(20);
    assert.equal(authorOf(bees()), 'Amara Okafor');
    assert.equal(rowOf(client, direct)?.name, 'Amara Okafor');
    client.watch('list', [amara.id]);
    await clock.advance(2_000);
    const presences = [{ user: amara.id, state: 'online' }];
    server.signal(nora.id, { kind: 'presence', presences });
    await clock.advance(20);
    assert.equal(rowOf(client, direct)?.person?.presence, 'online');
  });
});
