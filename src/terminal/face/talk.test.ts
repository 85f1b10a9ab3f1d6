// What is written becomes the draft, a moment later and however one leaves; what is typed here wins over other devices.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Scene } from '#client/testing/scene.ts';
import { FakeClock, seededRandom } from '#test/support/clock.ts';
import { editorOf, insert } from './editor.ts';
import { Talk } from './talk.ts';

describe('a conversation on screen', () => {
  let clock: FakeClock;
  let scene: Scene;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(6));
  });

  afterEach(() => scene.close());

  async function open(): Promise<{ talk: Talk; draft: () => string }> {
    const client = scene.open();
    const talk = new Talk(client, { kind: 'chat', id: 'lobby' }, () => undefined);
    await clock.advance(200);
    return { talk, draft: () => client.chat('lobby').draft.get() };
  }

  test('keeps what was written last when it is closed', async () => {
    const { talk, draft } = await open();
    talk.write(editorOf('half'));
    talk.write(editorOf('half a thought'));
    talk.close();
    assert.equal(draft(), 'half a thought');
  });

  test('has no draft of what was sent, nor of an edit', async () => {
    const { talk, draft } = await open();
    talk.write(editorOf('all of it'));
    assert.ok(talk.send());
    await clock.advance(200);
    assert.equal(talk.editLast(), true);
    await clock.advance(10);
    talk.write(insert(talk.editor, '!'));
    talk.close();
    assert.equal(draft(), '');
  });

  test('puts the draft aside for an edit, and shows it again', async () => {
    const { talk } = await open();
    const seq = scene.server.post('lobby', scene.nora, 'before');
    await clock.advance(200);
    talk.write(editorOf('half a thought'));
    talk.edit(seq);
    await clock.advance(10);
    assert.equal(talk.editor.text, 'before');
    talk.escape();
    await clock.advance(10);
    assert.equal(talk.editor.text, 'half a thought');
    talk.close();
  });

  test('keeps what is being typed when another device writes', async () => {
    const { talk, draft } = await open();
    const other = scene.open();
    await clock.advance(200);
    talk.write(editorOf('mine'));
    other.chat('lobby').setDraft('theirs');
    await clock.advance(2_000);
    assert.equal(talk.editor.text, 'mine');
    assert.equal(draft(), 'mine');
    talk.close();
  });
});
