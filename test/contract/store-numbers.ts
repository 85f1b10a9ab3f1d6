// The contract of numbers for ids: given once, kept, never given twice, apart in each scope.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNumbered, giveNumbers } from '#store/numbers.ts';
import { openStore } from '#store/store.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

/** Numbers that stand for ids. */
export function numberContract(make: MakePlace): void {
  test('ids get the next numbers in their order, and keep them', async () => {
    const world = await StoreWorld.open(make);
    const of = (scope: string, ...ids: string[]) =>
      world.store.write((q) => giveNumbers(q, scope, ids));
    assert.deepEqual(await of('users', 'b', 'a'), [1, 2]);
    assert.deepEqual(await of('users', 'c', 'a', 'c', 'b'), [3, 2, 3, 1]);
    assert.deepEqual(await of('users'), []);
    assert.deepEqual(await of('rooms', 'c'), [1]);
    await world.close();
  });

  test('a number leads to its id in its own scope only', async () => {
    const world = await StoreWorld.open(make);
    await world.store.write((q) => giveNumbers(q, 'users', ['a', 'b']));
    const find = (scope: string, number: number) =>
      world.store.read((q) => findNumbered(q, scope, number));
    assert.deepEqual(
      [await find('users', 2), await find('users', 3), await find('rooms', 1)],
      ['b', undefined, undefined],
    );
    await world.close();
  });

  test('what is asked at once is given without doubles; a write that fails gives nothing', async () => {
    const world = await StoreWorld.open(make);
    const give = (ids: string[]) => world.store.write((q) => giveNumbers(q, 'users', ids));
    const failing = world.store.write(async (q) => {
      await giveNumbers(q, 'users', ['lost']);
      throw new Error('the disk');
    });
    const all = await Promise.all([give(['a', 'b']), give(['b', 'c']), give(['c', 'a'])]);
    await assert.rejects(failing, /the disk/);
    const byId = new Map(
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'a'],
      ].flatMap((ids, row) => ids.map((id, at) => [id, all[row]?.[at]] as const)),
    );
    assert.deepEqual([...byId.values()].sort(), [1, 2, 3]);
    assert.deepEqual(
      await give(['a', 'b', 'c']),
      ['a', 'b', 'c'].map((id) => byId.get(id)),
    );
    await world.close();
  });

  test('after a start they are as before', async () => {
    const place = await make();
    const world = await StoreWorld.open(async () => ({ ...place, remove: async () => undefined }));
    await world.store.write((q) => giveNumbers(q, 'users', ['a', 'b']));
    await world.close();
    const again = await openStore(await place.open(), world.clock);
    const given = await again.write((q) => giveNumbers(q, 'users', ['z', 'b', 'a']));
    assert.deepEqual(given, [3, 2, 1]);
    await again.close();
    await place.remove();
  });
}
