// The contract of what goes along with messages: files, answers, names, what is forwarded, and walls.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Ask } from '#core/ask.ts';
import { wallLog } from '#core/log-name.ts';
import { LOBBY } from '#protocol/well-known.ts';
import { idOf } from '#test/support/recorded-follower.ts';
import { type MakePlace, rejectionIn, StoreWorld } from '#test/support/store-world.ts';
import { edit, erase, LOBBY_LOG, look, react, rowsOf } from './looking.ts';

/** What posting must keep. */
export function postingContract(make: MakePlace): void {
  test('FILE1: a file goes with its message, captions too, and only one’s own uploads do', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const [tree, letter] = [idOf('tree'), idOf('letter')];
    await upload(world, nora, tree);
    await upload(world, nora, letter);
    const blobs = [letter, { id: tree, caption: 'pruned' }];
    const posting = world.request(nora, LOBBY, { kind: 'postMessage', body: { blobs } });
    const { seq } = (await world.keep(posting)).appended;
    const { body } = (await look(world, amara, seq)) ?? { body: undefined };
    const files = body && 'files' in body ? body.files : [];
    assert.deepEqual(
      files?.map(({ id, caption }) => [id, caption]),
      [
        [letter, undefined],
        [tree, 'pruned'],
      ],
    );
    assert.equal(await rowsOf(world, 'blob_refs'), 2);
    const theirs = world.request(amara, LOBBY, { kind: 'postMessage', body: { blobs: [tree] } });
    assert.deepEqual(rejectionIn(await world.outcome(theirs)), {
      rejected: 'notFound',
      what: 'blob',
    });
    // What is forwarded refers to the same files, and keeps them when the first message is erased.
    const on = await world.act(amara, LOBBY, {
      kind: 'forwardMessage',
      from: { log: LOBBY_LOG, seq },
    });
    assert.equal(await rowsOf(world, 'blob_refs'), 4);
    await world.act(nora, LOBBY, erase(seq));
    assert.equal(await rowsOf(world, 'blob_refs'), 2);
    const forwarded = await look(world, nora, on.appended.seq);
    assert.deepEqual(forwarded?.body, { text: '', files, forwarded: { by: nora } });
    await world.close();
  });

  test('MSG7: forwarding copies what a message says now, names its first author and calls nobody', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const mateo = await world.person('mateo');
    const team = await world.group(idOf('team'), nora, amara);
    const seq = await world.post(nora, team, 'plums, @amara');
    await world.act(nora, team, edit(seq, 'pears, @amara'));
    const from = { log: `chat:${team}`, seq };
    const stranger = world.request(mateo, LOBBY, { kind: 'forwardMessage', from });
    const missing = { rejected: 'notFound', what: 'message' };
    assert.deepEqual(rejectionIn(await world.outcome(stranger)), missing);
    const once = await world.act(amara, LOBBY, { kind: 'forwardMessage', from });
    const twice = await world.act(mateo, LOBBY, {
      kind: 'forwardMessage',
      from: { log: LOBBY_LOG, seq: once.appended.seq },
    });
    for (const { appended } of [once, twice]) {
      const message = await look(world, nora, appended.seq);
      assert.deepEqual(message?.body, { text: 'pears, @amara', forwarded: { by: nora } });
      assert.equal(message?.mentions, undefined);
    }
    const gone = world.request(nora, LOBBY, { kind: 'forwardMessage', from: { ...from, seq: 99 } });
    assert.deepEqual(rejectionIn(await world.outcome(gone)), missing);
    await world.close();
  });

  test('MSG8: an answer refers to a message that its author can read, and survives that one’s erasure', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const team = await world.group(idOf('team'), nora);
    const early = await world.post(nora, team, 'before she came');
    await world.act(nora, team, { kind: 'addMember', user: amara });
    const seq = await world.post(nora, team, 'plums?');
    const answer = (reply: number) =>
      world.request(amara, team, { kind: 'postMessage', body: { text: 'yes', reply } });
    const { appended } = await world.keep(answer(seq));
    await world.act(nora, team, erase(seq));
    const message = await look(world, amara, appended.seq, `chat:${team}`);
    assert.deepEqual(message?.body, { text: 'yes', reply: seq });
    await world.keep(answer(seq));
    for (const unreadable of [early, 1, 99]) {
      const outcome = await world.outcome(answer(unreadable));
      assert.deepEqual(rejectionIn(outcome), { rejected: 'notFound', what: 'message' });
    }
    await world.close();
  });

  test('MSG5: a text names members, once each, never oneself, and everybody where that is allowed', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    await world.person('mateo');
    const team = await world.group(idOf('team'), nora, amara);
    const seq = await world.post(nora, team, '@Amara @amara @nora @mateo @nobody `@amara` @all');
    const message = await look(world, amara, seq, `chat:${team}`);
    assert.deepEqual([message?.mentions, message?.all], [[amara], true]);
    const named = () =>
      world.store.read(async (q) =>
        (await q.all<{ person: string }>('SELECT person FROM mentions ORDER BY person')).map(
          ({ person }) => person,
        ),
      );
    assert.deepEqual(await named(), ['*', amara]);
    await world.act(nora, team, edit(seq, 'nobody in particular'));
    assert.deepEqual(await named(), []);
    // In a room only moderators call everybody; the others’ words stay words.
    const said = await world.post(amara, LOBBY, '@all @nora');
    const plain = await look(world, nora, said);
    assert.deepEqual([plain?.mentions, plain?.all], [[nora], undefined]);
    await world.close();
  });

  test('WALL2: a wall takes the same acts, and tells its owner what others write', async () => {
    const world = await StoreWorld.open(make);
    const nora = await world.person('nora');
    const amara = await world.person('amara');
    const log = wallLog(nora);
    const ask = (actor: string, asked: Ask) =>
      world.keep({ actor, log, command: world.mintCommand(), ask: asked });
    await ask(nora, { kind: 'postMessage', body: { text: 'mine' } });
    const { appended } = await ask(amara, { kind: 'postMessage', body: { text: 'hello' } });
    await ask(nora, react(appended.seq, '👍'));
    const told = (await world.events(`user:${nora}`)).flatMap(({ event }) =>
      event.kind === 'wall.posted' ? [[event.target, event.from]] : [],
    );
    assert.deepEqual(told, [[appended.seq, amara]]);
    const message = await look(world, amara, appended.seq, log);
    assert.deepEqual([message?.wall, message?.chat], [nora, undefined]);
    assert.equal(message?.reactions?.length, 1);
    await ask(nora, erase(appended.seq));
    assert.deepEqual((await look(world, amara, appended.seq, log))?.deleted, { by: nora });
    await world.close();
  });
}

async function upload(world: StoreWorld, owner: string, id: string): Promise<void> {
  const file = JSON.stringify({ id, kind: 'file', name: 'a.txt', type: 'text/plain', bytes: 3 });
  await world.store.write((q) =>
    q.run(
      'INSERT INTO blobs (id, owner, created_at, bytes, refs, file) VALUES (?, ?, 0, 3, 0, ?)',
      id,
      owner,
      file,
    ),
  );
}
