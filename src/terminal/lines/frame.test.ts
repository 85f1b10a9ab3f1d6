// The screen of a face over a real client: it is as large as the terminal whatever is in it, stays where one reads, and says
// what is the matter.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Scene } from '#client/testing/scene.ts';
import { FakeClock, seededRandom } from '#test/support/clock.ts';
import { Face } from '../face/face.ts';
import { widthOf } from '../text/spans.ts';
import { words } from '../words.ts';
import { Frames } from './frame.ts';

const OUTSIDE = {
  origin: 'http://localhost',
  placeName: 'Kith',
  ring: () => undefined,
  leave: () => undefined,
  redraw: () => undefined,
  mouse: { isOn: () => false, set: () => undefined },
  signOut: async () => undefined,
  remember: () => undefined,
};

describe('the screen', () => {
  let clock: FakeClock;
  let scene: Scene;
  let face: Face;
  let frames: Frames;

  beforeEach(() => {
    clock = new FakeClock();
    scene = new Scene(clock, seededRandom(6));
    face = new Face(scene.open(), OUTSIDE);
    frames = new Frames({ pictureLines: () => undefined });
  });

  afterEach(() => {
    face.close();
    scene.close();
  });

  async function open(id: string): Promise<void> {
    face.open({ kind: 'chat', id });
    await clock.advance(200);
  }

  function rows(): string[] {
    return frames.frame(face).lines.map((line) => line.map(({ text }) => text).join(''));
  }

  const screen = (): string => rows().join('\n');
  const press = (...keys: string[]): void => {
    for (const key of keys) face.press(key.length === 1 ? { key, text: key } : { key });
  };

  async function say(count: number, by = scene.amara): Promise<void> {
    for (let at = 1; at <= count; at += 1) {
      scene.server.post('lobby', by, `number ${at}. ${'word '.repeat(at % 30)}`);
    }
    await open('lobby');
  }

  test('is as large as the terminal, whatever is in it, and the cursor is on it', async () => {
    const { server, amara, nora } = scene;
    server.group('g', '漢字の部屋 👨‍👩‍👧 '.repeat(6), nora, amara);
    const hard = ['x'.repeat(16_000), '漢'.repeat(500), 'e\u0301'.repeat(300), '\n\n- a\n- b'];
    for (const text of [...hard, `\`\`\`\n${'code\t'.repeat(90)}\n\`\`\``, '👨‍👩‍👧'.repeat(60)]) {
      server.post('g', amara, text);
    }
    await open('g');
    press('escape', 'r');
    const file = { name: '漢'.repeat(80), type: 'text/plain', size: 5, source: 'none' };
    face.talk?.conversation.tray.add(Array(10).fill(file));
    for (const text of ['漢'.repeat(70), `\n${'y'.repeat(120)}`, '\n\n\n@', '\t']) {
      face.press({ key: 'paste', text });
    }
    for (const [columns, height] of [
      [80, 24],
      [40, 10],
      [71, 11],
      [72, 10],
      [200, 60],
      [53, 33],
    ]) {
      face.resize(columns ?? 0, height ?? 0);
      for (const key of ['pageup', 'left', 'up', 'pagedown', 'right', 'C-a', 'C-e']) {
        press(key);
        const { lines, cursor } = frames.frame(face);
        assert.equal(lines.length, height);
        for (const line of lines) assert.equal(widthOf(line), columns);
        assert.ok(cursor && cursor.x < (columns ?? 0) && cursor.y < (height ?? 0) - 1);
      }
    }
  });

  test('has room for a wall under a long profile', async () => {
    Object.assign(scene.amara, { about: 'I keep bees. '.repeat(300) });
    scene.server.accept(`wall:${scene.amara.id}`, scene.amara.id, 'Honey!', 'honey');
    face.open({ kind: 'wall', id: scene.amara.id });
    await clock.advance(200);
    face.resize(60, 12);
    assert.match(screen(), /I keep bees[\s\S]*Honey![\s\S]*› Message/);
  });

  test('keeps the message at the bottom where it is while the terminal becomes another', async () => {
    await say(150);
    rows();
    press('pageup', 'pageup');
    const [bottom] = /number \d+\./.exec(rows().toReversed().join('\n')) ?? [];
    assert.notEqual(bottom, 'number 150.');
    for (const [columns, height] of [
      [50, 24],
      [120, 40],
      [40, 12],
      [80, 24],
    ]) {
      face.resize(columns ?? 0, height ?? 0);
      const now = rows().toReversed().join('\n');
      assert.ok(now.includes(`${bottom}`), `${bottom} is gone at ${columns}×${height}`);
    }
  });

  test('stays near when the message at its bottom is gone', async () => {
    await say(150);
    rows();
    press('pageup', 'pageup', 'pageup');
    rows();
    const bottom = face.talk?.items.find(({ key }) => key === face.talk?.anchor?.key);
    assert.ok(bottom?.type === 'message' && bottom.seq !== undefined);
    face.talk?.conversation.hide(bottom.seq);
    await clock.advance(6_000);
    assert.doesNotMatch(screen(), /number 150\./);
    assert.match(screen(), /End: go down/);
  });

  test('of a chat in which nothing was said says so, and scrolling there moves no other chat', async () => {
    await say(150, scene.nora);
    await open(face.client.directWith(scene.amara.id));
    press('pageup');
    assert.ok(screen().includes(words.nothing));
    for (let at = 1; at <= 60; at += 1) {
      scene.server.post(face.talk?.place.id ?? '', scene.nora, `then ${at}.`);
    }
    await clock.advance(200);
    assert.match(screen(), /then 60\./);
    face.talk?.close();
    press('pageup');
    await open('lobby');
    assert.match(screen(), /number 150\./);
  });

  test('of a chat from which one is removed says so, takes no more text, and leads away', async () => {
    const { server, amara, nora } = scene;
    server.group('g', 'Gone', amara, nora);
    await open('g');
    press('h', 'i');
    assert.match(screen(), /› hi/);
    server.remove('g', nora.id, amara.id);
    await clock.advance(200);
    assert.ok(screen().includes(words.forbidden));
    press('!', 'enter');
    assert.match(screen(), /› hi +\n/);
    press('M-up');
    await clock.advance(200);
    assert.notEqual(face.talk?.place.id, 'g');
  });

  test('draws anew only what has changed', async () => {
    await say(20);
    const before = frames.frame(face).lines;
    press('x');
    const after = frames.frame(face).lines;
    const changed = after.filter((line, at) => line !== before[at]);
    assert.ok(changed.length <= 4, `${changed.length} of ${after.length} rows are other objects`);
    assert.ok(changed.some((line) => line.some(({ text }) => text === 'x')));
  });
});
