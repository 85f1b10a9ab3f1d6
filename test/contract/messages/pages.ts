// The contract of messages in pages, over the stretches that a reader may see.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LOBBY } from '#protocol/well-known.ts';
import { readMessages } from '#store/messages.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

/** What pages of messages must give. */
export function messageContract(make: MakePlace): void {
  test('WIRE3: pages of messages over several stretches, forwards and backwards, are the whole', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    for (let n = 3; n <= 32; n += 1) {
      await world.post(nora, LOBBY, `text ${n}`);
    }
    const spans = [
      { from: 2, until: 9 },
      { from: 14, until: 14 },
      { from: 20, until: 25 },
      { from: 30 },
    ];
    const wanted = [3, 4, 5, 6, 7, 8, 9, 14, 20, 21, 22, 23, 24, 25, 30, 31, 32];
    const page = (range: { before?: number; after?: number; limit: number }): Promise<number[]> =>
      world.store.read(async (q) =>
        (await readMessages(q, { log: 'chat:lobby', reader: '' }, spans, range)).map(
          ({ seq }) => seq,
        ),
      );
    for (const limit of [1, 3, 7, 50]) {
      const forth: number[] = [];
      for (let after = 0, more = true; more; after = forth.at(-1) ?? 0) {
        const items = await page({ after, limit });
        forth.push(...items);
        more = items.length > 0;
      }
      assert.deepEqual(forth, wanted, `forwards by ${limit}`);
      const back: number[] = [];
      for (let before = 1_000, more = true; more; before = back[0] ?? 0) {
        const items = await page({ before, limit });
        back.unshift(...items);
        more = items.length > 0;
      }
      assert.deepEqual(back, wanted, `backwards by ${limit}`);
    }
    assert.deepEqual(await page({ limit: 4 }), [25, 30, 31, 32]);
    await world.close();
  });
}
