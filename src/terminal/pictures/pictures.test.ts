// Pictures byte by byte: what a terminal gets and when; who is asked, and what is made of the answers.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import sharp from 'sharp';
import type { FileView } from '#client/model.ts';
import { paint, widthOf } from '../text/spans.ts';
import { learn, mayAsk, NOTHING, QUESTION } from './asking.ts';
import { halfBlocks } from './half-blocks.ts';
import { deletion, placeholderLines, transmission } from './kitty.ts';
import { openPictures, type Pictures } from './pictures.ts';
import { boxOf } from './ways.ts';

const ESC = '\u001b';
const YES = `${ESC}_Gi=31;OK${ESC}\\`;
const KITTY = `${ESC}P>|kitty(0.41.1)${ESC}\\`;
const LAST = `${ESC}[?62;c`;

test('a picture goes to Kitty in pieces, is placed in its cells, and is taken back', () => {
  const small = Buffer.from('kith');
  assert.equal(
    transmission(0x010203, small, { columns: 2, rows: 1 }),
    `${ESC}_Ga=t,f=100,i=66051,q=2,m=0;a2l0aA==${ESC}\\${ESC}_Ga=p,U=1,i=66051,c=2,r=1,q=2${ESC}\\`,
  );
  const large = Buffer.alloc(3072 + 1, 'x');
  const full = Buffer.alloc(3072, 'x').toString('base64');
  assert.equal(
    transmission(7, large, { columns: 2, rows: 1 }),
    `${ESC}_Ga=t,f=100,i=7,q=2,m=1;${full}${ESC}\\${ESC}_Gm=0;eA==${ESC}\\${ESC}_Ga=p,U=1,i=7,c=2,r=1,q=2${ESC}\\`,
  );
  assert.equal(deletion(7), `${ESC}_Ga=d,d=I,i=7,q=2${ESC}\\`);
});

test('every cell says which picture, row and column it shows, and the lines are as wide as they look', () => {
  const lines = placeholderLines(0x010203, { columns: 3, rows: 2 });
  const color = `${ESC}[38;2;1;2;3m`;
  assert.deepEqual(
    lines.map((line) => paint(line, true)),
    [
      `${color}\u{10eeee}\u0305\u0305\u{10eeee}\u0305\u030d\u{10eeee}\u0305\u030e${ESC}[0m`,
      `${color}\u{10eeee}\u030d\u0305\u{10eeee}\u030d\u030d\u{10eeee}\u030d\u030e${ESC}[0m`,
    ],
  );
  assert.deepEqual(lines.map(widthOf), [3, 3]);
});

test('half blocks show two pixels a character', () => {
  const data = Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 9, 9, 9]);
  const [line = [], ...rest] = halfBlocks({ data, width: 2, height: 2 });
  assert.equal(
    paint(line, true),
    `${ESC}[38;2;255;0;0;48;2;0;0;255m▀${ESC}[38;2;0;255;0;48;2;9;9;9m▀${ESC}[0m`,
  );
  assert.deepEqual([widthOf(line), rest], [2, []]);
});

test('a picture keeps its shape, is never larger than it is, and always has a cell', () => {
  const cell = { width: 10, height: 20 };
  assert.deepEqual(boxOf({ width: 4000, height: 2000 }, cell, 80), { columns: 40, rows: 10 });
  assert.deepEqual(boxOf({ width: 100, height: 4000 }, cell, 80), { columns: 1, rows: 12 });
  assert.deepEqual(boxOf({ width: 60, height: 60 }, cell, 80), { columns: 6, rows: 3 });
  assert.deepEqual(boxOf({ width: 9000, height: 1 }, cell, 20), { columns: 20, rows: 1 });
});

test('Kitty and Ghostty are asked, unless something stands between them and us', () => {
  const asked = [
    { TERM: 'xterm-kitty' },
    { TERM: 'xterm-ghostty' },
    { TERM: 'xterm-256color', KITTY_WINDOW_ID: '1' },
    { TERM: 'xterm-256color', TERM_PROGRAM: 'ghostty' },
  ];
  assert.deepEqual(asked.map(mayAsk), [true, true, true, true]);
  const others = [
    {},
    { TERM: 'xterm-256color', TERM_PROGRAM: 'WezTerm' },
    { TERM: 'xterm-kitty', TMUX: '/tmp/tmux' },
    { TERM: 'tmux-256color', KITTY_WINDOW_ID: '1' },
    { TERM: 'screen', KITTY_WINDOW_ID: '1' },
  ];
  assert.deepEqual(others.map(mayAsk), [false, false, false, false, false]);
});

test('placeholders are there when picture and name say so; a version before them has none', () => {
  const told = (...answers: string[]) => answers.reduce(learn, NOTHING);
  const size = `${ESC}[6;24;11t`;
  assert.deepEqual(told(YES, KITTY, size, LAST), {
    graphics: true,
    placeholders: true,
    cell: { width: 11, height: 24 },
    last: true,
  });
  const has = (name: string) => told(`${ESC}P>|${name}${ESC}\\`).placeholders;
  const names = ['kitty(0.28.0)', 'kitty(1.0.0)', 'ghostty 1.2.0', 'kitty(0.26.5)', 'XTerm(379)'];
  assert.deepEqual(names.map(has), [true, true, true, false, false]);
  assert.equal(told(`${ESC}_Gi=31;ENOENT:x${ESC}\\`).graphics, false);
});

/** Pictures over a server that has one, blue, of 20×20 pixels; what is written, and how often something came. */
async function place(
  t: TestContext,
  env: NodeJS.ProcessEnv,
): Promise<{ pictures: Pictures; written: string[]; came(): Promise<void>; asked: string[] }> {
  const background = { r: 0, g: 0, b: 255 };
  const png = await sharp({ create: { width: 20, height: 20, channels: 3, background } })
    .png()
    .toBuffer();
  const asked: string[] = [];
  const server = createServer(({ url = '', headers }, answer) => {
    asked.push(`${url} ${headers.authorization}`);
    if (url.includes('gone')) answer.writeHead(404);
    answer.end(png);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => server.close());
  const written: string[] = [];
  let came: () => void = () => undefined;
  const pictures = openPictures({
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    env,
    token: () => 'a token',
    write: (bytes) => written.push(bytes),
    came: () => came(),
  });
  t.after(() => pictures.close());
  const next = (): Promise<void> =>
    new Promise((resolve) => {
      came = resolve;
    });
  return { pictures, written, came: next, asked };
}

function fileOf(id: string): FileView {
  const address = `/blobs/${id}`;
  const sizes = { bytes: 9, width: 20, height: 20 };
  const file = { id, kind: 'image', name: 'blue.png', type: 'image/png', ...sizes } as const;
  return { ...file, full: address, download: address };
}

test('a terminal that answers gets the picture once; lines wait for it; at the end it is taken back', async (t) => {
  const { pictures, written, came, asked } = await place(t, { TERM: 'xterm-kitty' });
  const file = fileOf('blue');
  assert.deepEqual(written, [QUESTION]);
  assert.equal(pictures.pictureLines(file, 40), undefined);
  for (const answer of [YES, KITTY, LAST]) pictures.answered(answer);
  const here = came();
  // 20×20 pixels are two columns in one row of cells of 10×20.
  assert.deepEqual(pictures.pictureLines(file, 40), [[]]);
  await here;
  const sent = written[1] ?? '';
  const [, id = '', data = ''] =
    new RegExp(`^${ESC}_Ga=t,f=100,i=(\\d+),q=2,m=0;([^${ESC}]+)`).exec(sent) ?? [];
  assert.ok(sent.endsWith(`${ESC}_Ga=p,U=1,i=${id},c=2,r=1,q=2${ESC}\\`));
  const { width, height, format } = await sharp(Buffer.from(data, 'base64')).metadata();
  assert.deepEqual([width, height, format], [20, 20, 'png']);
  const lines = placeholderLines(Number(id), { columns: 2, rows: 1 });
  assert.deepEqual(pictures.pictureLines(file, 40), lines);
  assert.deepEqual(pictures.pictureLines(file, 60), lines);
  assert.deepEqual(asked, ['/blobs/blue Bearer a token']);
  pictures.close();
  assert.deepEqual(written.slice(2), [deletion(Number(id))]);
});

test('a terminal that cannot gets half blocks in true colour, else nothing; nobody else is asked', async (t) => {
  const half = await place(t, { TERM: 'xterm-kitty', COLORTERM: 'truecolor' });
  for (const answer of [KITTY, LAST]) half.pictures.answered(answer);
  half.pictures.pictureLines(fileOf('blue'), 40);
  await half.came();
  const [line = []] = half.pictures.pictureLines(fileOf('blue'), 40) ?? [];
  assert.equal(widthOf(line), 20);
  assert.match(paint(line, true), /38;2;0;0;25[45];48;2;0;0;25[45]m▀/);
  assert.deepEqual(half.written, [QUESTION]);
  for (const env of [
    { TERM: 'xterm' },
    { TERM: 'xterm-kitty', COLORTERM: 'truecolor', NO_COLOR: '1' },
  ]) {
    const none = await place(t, env);
    assert.equal(none.pictures.pictureLines(fileOf('blue'), 40), undefined);
    assert.deepEqual([none.written, none.asked], [[], []]);
  }
});

test('what cannot be had is the link; it is tried again when asked to', async (t) => {
  const { pictures, came, asked } = await place(t, { TERM: 'xterm', COLORTERM: 'truecolor' });
  assert.equal(pictures.pictureLines(fileOf('gone'), 40)?.length, 10);
  await came();
  assert.equal(pictures.pictureLines(fileOf('gone'), 40), undefined);
  assert.equal(asked.length, 1);
  pictures.retry();
  pictures.pictureLines(fileOf('gone'), 40);
  await came();
  assert.equal(asked.length, 2);
});
