// A Socket.IO connection of somebody over a WebSocket, at the main server or at a gateway: packets as text, both ways. The
// same for all, so that what it costs is on both sides of each comparison.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader } from '../frame-reader.ts';

const BLANK_LINE = '\r\n\r\n';
const SHORT = 126;

/** The connection, once `open` has resolved. */
export class SocketLine {
  /** Gets each packet of Socket.IO's from now on. */
  onText: (text: string) => void = () => {};
  readonly #socket: Socket;
  readonly #reader: FrameReader;
  #wanted: { readonly start: string; resolve(text: string): void } | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.#reader = new FrameReader(0, true, (text) => this.#hear(text));
    socket.on('data', (bytes: Buffer) => this.#reader.read(bytes));
  }

  /** Connects to namespace `/`. `headers`: lines for the handshake; `auth`: what goes with the connect packet. */
  static async open(port: number, headers: readonly string[], auth = ''): Promise<SocketLine> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await once(socket, 'connect');
    const lines = [
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
      `Host: 127.0.0.1:${port}`,
      'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
      ...headers,
    ];
    socket.write(lines.join('\r\n') + BLANK_LINE);
    const [head] = (await once(socket, 'data')) as [Buffer];
    const end = head.indexOf(BLANK_LINE);
    if (!head.toString('latin1').startsWith('HTTP/1.1 101')) throw new Error(String(head));
    const line = new SocketLine(socket);
    const opened = line.next('0{');
    const rest = head.subarray(end + BLANK_LINE.length);
    if (rest.length > 0) line.#reader.read(rest);
    await opened;
    await line.ask(`40${auth}`, '40{');
    return line;
  }

  /** Sends a packet; ASCII only. */
  say(text: string): void {
    const long = text.length >= SHORT;
    const head = Buffer.alloc(long ? 8 : 6);
    head[0] = 0x81;
    head[1] = 0x80 | (long ? SHORT : text.length);
    if (long) head.writeUInt16BE(text.length, 2);
    this.#socket.write(Buffer.concat([head, Buffer.from(text, 'latin1')]));
  }

  /** Sends a packet and resolves with the first one behind it that starts so. */
  async ask(text: string, start: string): Promise<string> {
    const answer = this.next(start);
    this.say(text);
    return answer;
  }

  /** The next packet that starts so. */
  next(start: string): Promise<string> {
    return new Promise((resolve) => {
      this.#wanted = { start, resolve };
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(text: string): void {
    if (text === '2') this.say('3');
    const wanted = this.#wanted;
    if (wanted && text.startsWith(wanted.start)) {
      this.#wanted = undefined;
      wanted.resolve(text);
    }
    this.onText(text);
  }
}
