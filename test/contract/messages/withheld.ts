// The contract of what a blocked person writes in a direct chat: stored, answered as ever, and kept from who blocks them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { directChat } from '#core/log-name.ts';
import type { Event } from '#protocol/event.ts';
import { readEvents } from '#store/log-reads.ts';
import { findMessage, readMessages, readPins } from '#store/messages.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

const ALL = [{ from: 1 }];

async function quarrel(make: MakePlace) {
  const world = await StoreWorld.open(make);
  const nora = await world.person('nora');
  const amara = await world.person('amara');
  const chat = directChat(nora, amara);
  const log = `chat:${chat}`;
  const head = () =>
    world.store.read((q) =>
      q.get<Record<string, number>>(
        'SELECT posts, last_post, active_at FROM logs WHERE log = ?',
        log,
      ),
    );
  const page = (reader: string) =>
    world.store.read(async (q) =>
      (await readMessages(q, { log, reader }, ALL, { limit: 50 })).map(({ seq }) => seq),
    );
  const kinds = (reader: string, after: number) =>
    world.store.read(async (q) =>
      (await readEvents(q, { log, reader }, { from: 1 }, { after, limit: 50 })).map(
        ({ json }) => JSON.parse(json) as Event,
      ),
    );
  const find = (reader: string, seq: number) =>
    world.store.read((q) => findMessage(q, { log, reader }, ALL, seq));
  const block = (on: boolean) => world.act(nora, chat, { kind: 'blockUser', user: amara, on });
  return { world, nora, amara, chat, log, head, page, kinds, find, block };
}

/** What withheld events must give. */
export function withheldContract(make: MakePlace): void {
  test('MSG9: what a blocked person says is kept from the other: pages, counts and order know nothing of it', async () => {
    const { world, nora, amara, chat, head, page, kinds, find, block } = await quarrel(make);
    const first = await world.post(nora, chat, 'plums?');
    await block(true);
    const before = await head();
    await world.clock.advance(5);
    const kept = await world.keep(world.posting(amara, chat, 'secret @nora'));
    const seq = kept.appended.seq;
    assert.deepEqual([seq, kept.appended.repeated], [first + 1, false]);
    assert.equal(kept.events[0]?.withheld, nora);
    assert.deepEqual({ ...(await head()) }, { ...before });
    assert.deepEqual([await page(nora), await page(amara)], [[first], [first, seq]]);
    assert.deepEqual([await find(nora, seq), (await find(amara, seq))?.seq], [undefined, seq]);
    const [withheld] = await kinds(nora, first);
    const { at } = kept.appended;
    assert.deepEqual(withheld, { seq, at, by: amara, kind: 'withheld', class: 'system' });
    assert.equal((await kinds(amara, first))[0]?.kind, 'message.posted');
    const mentions = await world.store.read((q) => q.all('SELECT * FROM mentions'));
    assert.deepEqual(mentions, []);
    // What one blocks the other may still be told.
    const answer = await world.post(nora, chat, 'enough');
    assert.deepEqual(await page(amara), [first, seq, answer]);
    await world.close();
  });

  test('MSG9: changes by a blocked person are kept back alike; what they take back is gone for both', async () => {
    const { world, nora, amara, chat, find, log, block } = await quarrel(make);
    const hers = await world.post(amara, chat, 'plums');
    const mine = await world.post(nora, chat, 'pears');
    await block(true);
    await world.act(amara, chat, { kind: 'editMessage', target: hers, body: { text: 'stones' } });
    await world.act(amara, chat, { kind: 'reactToMessage', target: mine, emoji: '👎', on: true });
    await world.act(amara, chat, { kind: 'pinMessage', target: mine, on: true });
    const seen = async (reader: string) => [
      (await find(reader, hers))?.body,
      (await find(reader, mine))?.reactions?.length,
      (await find(reader, mine))?.pinned,
      (await world.store.read((q) => readPins(q, { log, reader }, ALL))).length,
    ];
    assert.deepEqual(await seen(nora), [{ text: 'plums' }, undefined, undefined, 0]);
    assert.deepEqual(await seen(amara), [{ text: 'stones' }, 1, true, 1]);
    await world.act(amara, chat, { kind: 'deleteMessage', target: hers });
    assert.deepEqual((await find(nora, hers))?.deleted, { by: amara });
    await world.close();
  });

  test('a withheld message that is erased was never counted; after the block all is told again', async () => {
    const { world, nora, amara, chat, page, block } = await quarrel(make);
    const first = await world.post(nora, chat, 'plums?');
    await block(true);
    const secret = await world.post(amara, chat, 'secret');
    await block(false);
    const open = await world.post(amara, chat, 'sorry');
    await world.act(amara, chat, { kind: 'deleteMessage', target: secret });
    assert.deepEqual(await page(nora), [first, open]);
    const erased = await world.store.read((q) => q.all('SELECT * FROM erased'));
    assert.deepEqual(erased, []);
    await world.close();
  });

  test('a blocked person’s first message enters the chat into their own list only', async () => {
    const { world, nora, amara, chat, page, block } = await quarrel(make);
    await block(true);
    const kept = await world.keep(world.posting(amara, chat, 'hello?'));
    assert.deepEqual(
      kept.events.map(({ log, event }) => `${log} ${event.kind}`),
      [`chat:${chat} message.posted`, `user:${amara} chat.entered`],
    );
    assert.deepEqual([await page(nora), await page(amara)], [[], [1]]);
    await world.close();
  });
}
