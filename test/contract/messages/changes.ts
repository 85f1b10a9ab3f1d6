// The contract of what happens to messages after they were posted: edits, deletions, reactions and pins in the tables and in
// pages, and that nothing of an erased text is left anywhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REACTION_USERS_MAX, standing } from '#core/message.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { readEvents } from '#store/log-reads.ts';
import { findPost, readHistory, readMessages, readPins } from '#store/messages.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';
import { ALL, dump, edit, erase, LOBBY_LOG, look, pin, react, rowsOf } from './looking.ts';

/** What changes of messages must give. */
export function changeContract(make: MakePlace): void {
  test('MSG2: an edited message stands as its last text, with all texts in its history', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const seq = await world.post(nora, LOBBY, 'plums');
    await world.clock.advance(5);
    await world.act(nora, LOBBY, edit(seq, 'ripe plums'));
    const last = await world.act(nora, LOBBY, edit(seq, 'ripe plums, @amara'));
    const same = await world.act(nora, LOBBY, edit(seq, 'ripe plums, @amara'));
    assert.equal(same.events.length, 0);
    const message = await look(world, amara, seq);
    assert.deepEqual(message?.body, { text: 'ripe plums, @amara' });
    assert.deepEqual([message?.edited, message?.mentions], [last.appended.at, [amara]]);
    const history = await world.store.read(async (q) => {
      const where = { log: LOBBY_LOG, reader: amara };
      const post = await findPost(q, where, ALL, seq);
      return post
        ? [await readHistory(q, where, post, 200), await readHistory(q, where, post, 2)]
        : [];
    });
    const texts = history.map((versions) => versions.map(({ text }) => text));
    const all = ['plums', 'ripe plums', 'ripe plums, @amara'];
    assert.deepEqual(texts, [all, all.slice(1)]);
    await world.close();
  });

  test('MSG3: nothing of an erased text is left in any table', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const seq = await world.post(nora, LOBBY, 'quinces for @amara');
    await world.act(nora, LOBBY, edit(seq, 'medlars for @amara'));
    await world.act(amara, LOBBY, react(seq, '👍'));
    await world.act(nora, LOBBY, pin(seq));
    const before = await dump(world);
    assert.ok(before.includes('quinces') && before.includes('medlars'));
    const { head, posts } = await counts(world);
    await world.act(nora, LOBBY, erase(seq));
    assert.doesNotMatch(await dump(world), /quinces|medlars/);
    for (const table of ['reactions', 'pins', 'mentions', 'blob_refs']) {
      assert.equal(await rowsOf(world, table), 0, table);
    }
    assert.deepEqual(await counts(world), { head: head + 1, posts });
    assert.equal(await rowsOf(world, 'erased'), 1);
    const left = await look(world, amara, seq);
    assert.deepEqual([left?.body, left?.deleted], [{ text: '' }, { by: nora }]);
    const blank = (await world.events(LOBBY_LOG)).find((row) => row.seq === seq);
    assert.deepEqual(Object.keys(blank?.event ?? {}).sort(), ['at', 'by', 'class', 'kind', 'seq']);
    assert.equal(blank?.event.class, 'post');
    // Once more changes nothing, and there is nothing left to change.
    assert.equal((await world.act(nora, LOBBY, erase(seq))).events.length, 0);
    const refused = await world.outcome(world.request(nora, LOBBY, edit(seq, 'again')));
    assert.deepEqual(rejectionIn(refused), { rejected: 'notFound', what: 'message' });
    await world.close();
  });

  test('MSG6: reactions count people once each, and are gone when taken back', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const seq = await world.post(nora, LOBBY, 'plums');
    await world.act(amara, LOBBY, react(seq, '❤️'));
    await world.act(nora, LOBBY, react(seq, '👍'));
    await world.act(nora, LOBBY, react(seq, '❤️'));
    assert.equal((await world.act(nora, LOBBY, react(seq, '❤️'))).events.length, 0);
    assert.deepEqual((await look(world, nora, seq))?.reactions, [
      { emoji: '❤️', count: 2, mine: true, users: [amara, nora] },
      { emoji: '👍', count: 1, mine: true, users: [nora] },
    ]);
    await world.act(nora, LOBBY, react(seq, '👍', false));
    await world.act(nora, LOBBY, react(seq, '❤️', false));
    assert.deepEqual((await look(world, nora, seq))?.reactions, [
      { emoji: '❤️', count: 1, mine: false, users: [amara] },
    ]);
    assert.equal((await world.act(nora, LOBBY, react(seq, '👍', false))).events.length, 0);
    await world.close();
  });

  test('MSG6: of very many people some are named, the reader knows of themselves, all are counted', async () => {
    const world = await StoreWorld.open(make);
    const people: string[] = [];
    const names = [...'abcdefghkmnopqrstuvwxyz'].slice(0, REACTION_USERS_MAX + 3);
    for (const name of names) people.push(await world.person(`${name}ora`));
    const [first = '', last = ''] = [people[0], people.at(-1)];
    const seq = await world.post(first, LOBBY, 'plums');
    await world.act(last, LOBBY, react(seq, '❤️'));
    for (const one of people) await world.act(one, LOBBY, react(seq, '👍'));
    const events = (await world.events(LOBBY_LOG)).map(({ event }) => event);
    const posted = events.find((event) => event.seq === seq);
    assert.ok(posted);
    for (const reader of [first, last]) {
      const { reactions } = standing(posted, events, reader);
      assert.equal(reactions?.[1]?.count, people.length);
      assert.deepEqual((await look(world, reader, seq))?.reactions, reactions);
    }
    await world.close();
  });

  test('MSG6: an emoji keeps its place when who gave it first takes it back, as where it is seen live', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const seq = await world.post(nora, LOBBY, 'plums');
    await world.act(nora, LOBBY, react(seq, '👍'));
    await world.act(nora, LOBBY, react(seq, '❤️'));
    await world.act(amara, LOBBY, react(seq, '👍'));
    await world.act(nora, LOBBY, react(seq, '👍', false));
    const events = (await world.events(LOBBY_LOG)).map(({ event }) => event);
    const posted = events.find((event) => event.seq === seq);
    assert.ok(posted);
    const { reactions } = standing(posted, events, nora);
    assert.deepEqual(
      reactions?.map(({ emoji }) => emoji),
      ['👍', '❤️'],
    );
    assert.deepEqual((await look(world, nora, seq))?.reactions, reactions);
    await world.close();
  });

  test('pins come last pinned first, and what was unpinned or erased is none', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const [one, two, three] = [
      await world.post(nora, LOBBY, 'one'),
      await world.post(nora, LOBBY, 'two'),
      await world.post(nora, LOBBY, 'three'),
    ];
    for (const seq of [two, one, three]) await world.act(nora, LOBBY, pin(seq));
    const pins = () =>
      world.store.read(async (q) =>
        (await readPins(q, { log: LOBBY_LOG, reader: nora }, ALL)).map(({ seq }) => seq),
      );
    assert.deepEqual(await pins(), [three, one, two]);
    await world.act(nora, LOBBY, pin(one, false));
    await world.act(nora, LOBBY, erase(three));
    assert.deepEqual(await pins(), [two]);
    await world.act(nora, LOBBY, pin(one));
    assert.deepEqual(await pins(), [one, two]);
    const page = await world.store.read((q) =>
      readMessages(q, { log: LOBBY_LOG, reader: nora }, ALL, { limit: 10 }),
    );
    assert.deepEqual(
      page.map(({ pinned }) => pinned),
      [true, true, undefined],
    );
    await world.close();
  });

  test('events are read as they stand: an erased one is blank, and its number stays', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const seq = await world.post(nora, LOBBY, 'plums');
    await world.act(nora, LOBBY, erase(seq));
    const rows = await world.store.read((q) =>
      readEvents(q, { log: LOBBY_LOG, reader: nora }, { from: 1 }, { after: seq - 1, limit: 9 }),
    );
    assert.deepEqual(
      rows.map(({ json }) => (JSON.parse(json) as { kind: string }).kind),
      ['blank', 'message.deleted'],
    );
    await world.close();
  });
}

async function counts(world: StoreWorld): Promise<{ head: number; posts: number }> {
  const row = await world.store.read((q) =>
    q.get<{ head: number; posts: number }>('SELECT head, posts FROM logs WHERE log = ?', LOBBY_LOG),
  );
  return { head: row?.head ?? 0, posts: row?.posts ?? 0 };
}
