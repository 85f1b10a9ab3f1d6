// Pictures on terminals that can show them: somebody sends one, the terminal gets it, and its cells stand where the message is,
// whatever is drawn anew.
import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { buildTerminalIfStale } from '#tools/build-terminal.ts';
import { type FakeTerminal, noScript, openFake } from './fake-terminal.ts';

const ESC = '\u001b';
const PLACEHOLDER = '\u{10eeee}';
// The first marks of the list that Kitty publishes: 0, 1, 2 …
const MARKS = [...'\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c'];
const KITTY = {
  'a=q': `${ESC}_Gi=31;OK${ESC}\\`,
  '[>q': `${ESC}P>|kitty(0.41.1)${ESC}\\`,
  '[16t': `${ESC}[6;20;10t`,
  [`${ESC}[c`]: `${ESC}[?62;c`,
};

/** Sends a picture of one colour, 100×120 pixels, as somebody. */
async function sendPicture({ url, call }: TestServer, token: string, text: string): Promise<void> {
  const background = { r: 0, g: 160, b: 80 };
  const png = await sharp({ create: { width: 100, height: 120, channels: 3, background } })
    .png()
    .toBuffer();
  const answer = await fetch(`${url}/api/v1/blobs?name=leaf.png`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
    body: new Uint8Array(png),
  });
  const { id } = (await answer.json()) as { id: string };
  const sent = await call(token, 'POST', '/api/v1/chats/lobby/messages', { text, blobs: [id] });
  assert.equal(sent.status, 201);
}

/** The keys of a graphics command. */
function keysOf(string: string): Record<string, string> {
  const [keys = ''] = string.slice(1).split(';');
  return Object.fromEntries(keys.split(',').map((pair) => pair.split('=')));
}

/** The picture that the terminal got first: its number, and what it is. */
async function received(terminal: FakeTerminal): Promise<{ id: number; png: Buffer }> {
  const { strings } = terminal;
  await terminal.is('a picture', () => strings.some((one) => keysOf(one).a === 'p'));
  const from = strings.findIndex((one) => keysOf(one).a === 't');
  const to = strings.findIndex((one) => keysOf(one).a === 'p');
  const data = strings.slice(from, to).map((one) => one.split(';')[1] ?? '');
  return { id: Number(keysOf(strings[from] ?? '').i), png: Buffer.from(data.join(''), 'base64') };
}

/** The colour of the first pixel, behind the byte that says how its row is filtered: not at all. */
function firstPixel(png: Buffer): number[] {
  const at = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  return [...pixels.subarray(1, 4)];
}

/** Where cells of pictures stand: place, row, column, colour. */
function cellsOf(terminal: FakeTerminal): { x: number; y: number; what: string; color: string }[] {
  return Array.from({ length: terminal.rows }, (_, y) =>
    Array.from(terminal.cells(y), (cell, x) => ({
      x,
      y,
      what: cell?.text ?? '',
      color: cell?.color ?? '',
    })),
  )
    .flat()
    .filter(({ what }) => what.startsWith(PLACEHOLDER));
}

/** Whether all of the picture stands on screen, each piece in its place, once. */
function isWhole(terminal: FakeTerminal, id: number, columns: number, rows: number): boolean {
  const cells = cellsOf(terminal);
  const [first] = cells;
  const color = `${id >> 16};${(id >> 8) & 255};${id & 255}`;
  return (
    first !== undefined &&
    cells.length === columns * rows &&
    cells.every((cell) => {
      const [row, column] = [cell.y - first.y, cell.x - first.x];
      const what = `${PLACEHOLDER}${MARKS[row]}${MARKS[column]}`;
      return cell.what === what && cell.color === color;
    })
  );
}

describe('pictures in a terminal', { skip: noScript ?? false }, () => {
  before(() => buildTerminalIfStale());

  test('a picture is given to a terminal that knows Kitty’s graphics, and stands whole through redraws', async (t) => {
    const server = await startServer();
    t.after(server.close);
    const { token } = await server.signUp('amara');
    const nora = await openFake(t, {
      server: server.url,
      env: { TERM: 'xterm-kitty' },
      answers: KITTY,
    });
    await nora.signUp('nora');
    await sendPicture(server, token, 'a leaf');
    await nora.shows('leaf.png');
    const { id, png } = await received(nora);
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [100, 120]);
    // Its palette: the one colour.
    assert.deepEqual(firstPixel(png), [0, 160, 80]);
    // 100×120 pixels in cells of 10×20.
    const stands = () => isWhole(nora, id, 10, 6);
    await nora.is('the whole picture', stands);
    // Nothing of the answers was taken for keys.
    await nora.shows('› Message');

    const say = (text: string) =>
      server.call(token, 'POST', '/api/v1/chats/lobby/messages', { text });
    // What others write can neither take the picture away nor show pieces of it elsewhere.
    await say(`${ESC}_Ga=d,d=A${ESC}\\ ${PLACEHOLDER}\u0305\u0305 end`);
    await nora.shows('end');
    await nora.is('the picture with a line below', stands);
    nora.resize(100, 30);
    await nora.is('the picture on a larger screen', stands);
    for (let line = 0; line < 40; line += 1) await say(`line ${line}.`);
    await nora.shows('line 39.');
    await nora.is('no picture', () => cellsOf(nora).length === 0);
    nora.type(`${ESC}[5~`.repeat(2));
    await nora.is('the picture after scrolling', stands);
    const sent = nora.strings.filter((one) => keysOf(one).a === 'p');
    assert.equal(sent.length, 1);

    nora.type('\u0003');
    assert.equal(await nora.ended(), 0);
    assert.equal(nora.strings.at(-1), `Ga=d,d=I,i=${id},q=2`);
    assert.deepEqual([...nora.modes].sort(), ['?25', '?7']);
  });

  test('a terminal that says nothing starts as fast, and shows the link; with true colour, half blocks', async (t) => {
    const server = await startServer();
    t.after(server.close);
    const { token } = await server.signUp('amara');
    await sendPicture(server, token, 'a leaf');
    const plain = await openFake(t, { server: server.url, env: { TERM: 'xterm-kitty' } });
    await plain.signUp('nora');
    await plain.shows('▪ leaf.png');
    const half = await openFake(t, {
      server: server.url,
      env: { TERM: 'xterm-256color', COLORTERM: 'truecolor' },
    });
    await half.signUp('bob');
    await half.shows(/▀{20}/);
    assert.deepEqual(half.strings, []);
    assert.doesNotMatch(plain.screen(), /▀/);
    assert.equal(cellsOf(plain).length, 0);
  });
});
