// One person's connection: Socket.IO 4 over a WebSocket over a plain TCP socket, as little of it as the server needs.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader } from './frame-reader.ts';

/** Who connects, and to follow what. All logs of one member have names of equal length. */
export interface Seat {
  readonly port: number;
  readonly token: string;
  readonly logs: readonly string[];
  /** Hands over each packet of events, instead of counting its bytes only. */
  readonly onPacket?: (text: string) => void;
}

// Everybody reads into the same memory: nothing of it is needed after the callback.
const SHARED = Buffer.allocUnsafe(1024 * 1024);
const BLANK_LINE = '\r\n\r\n';

/** A live connection. `onAnswer` gets every acknowledgement: its id and the text behind it. */
export class Member {
  readonly reader: FrameReader;
  onAnswer: (id: number, text: string) => void = () => {};
  /** When something came last, by `performance.now()`. */
  lastAt = 0;
  readonly #socket: Socket;
  readonly #seat: Seat;
  #upgraded = false;
  #entered: ((fault?: Error) => void) | undefined;

  constructor(seat: Seat) {
    this.#seat = seat;
    const chars = seat.logs[0]?.length ?? 0;
    this.reader = new FrameReader(chars, seat.onPacket !== undefined, (text) => this.#hear(text));
    const onread = { buffer: SHARED, callback: (bytes: number) => this.#read(bytes) };
    this.#socket = connect({ port: seat.port, host: '127.0.0.1', onread, noDelay: true });
    this.#socket.on('error', (fault) => this.#entered?.(fault));
    this.#socket.on('close', () => this.#entered?.(new Error('the server closed a connection')));
  }

  get closed(): boolean {
    return this.#socket.destroyed;
  }

  /** Resolves when all its logs are followed. */
  async enter(): Promise<void> {
    await once(this.#socket, 'connect');
    const entered = new Promise<void>((resolve, reject) => {
      this.#entered = (fault) => (fault ? reject(fault) : resolve());
    });
    this.#socket.write(
      `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${this.#seat.port}\r\n` +
        'Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n' +
        `Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==${BLANK_LINE}`,
    );
    await entered;
    this.#entered = undefined;
  }

  /** Calls the server; the answer comes to `onAnswer`. `json`: name and payload as a JSON array. */
  call(id: number, json: string): void {
    this.#send(`42${id}${json}`);
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: number): boolean {
    this.lastAt = performance.now();
    let start = 0;
    if (!this.#upgraded) {
      const head = SHARED.toString('latin1', 0, bytes);
      if (!head.startsWith('HTTP/1.1 101')) throw new Error(head.split('\r\n')[0]);
      start = head.indexOf(BLANK_LINE) + BLANK_LINE.length;
      this.#upgraded = true;
    }
    this.reader.read(SHARED.subarray(start, bytes));
    return true;
  }

  #hear(text: string): void {
    if (text.startsWith('43')) this.#answered(text);
    else if (text.startsWith('42["events"')) this.#seat.onPacket?.(text);
    else if (text.startsWith('42["signal"') || text.startsWith('42["bye"')) return;
    else if (text === '2') this.#send('3');
    else if (text.startsWith('0')) this.#send(`40{"token":"${this.#seat.token}"}`);
    else if (text.startsWith('40')) this.#follow();
    else throw new Error(`the server said ${text.slice(0, 200)}`);
  }

  #follow(): void {
    const logs = this.#seat.logs.map((log) => ({ log, after: 'tail' }));
    this.#send(`420${JSON.stringify(['follow', { logs }])}`);
  }

  #answered(text: string): void {
    const start = text.indexOf('[');
    const id = Number(text.slice(2, start));
    if (id > 0) this.onAnswer(id, text);
    else this.#entered?.(text.includes('"rejected"') ? new Error(text) : undefined);
  }

  /** Masked, as a client must, with a mask of zeros, which leaves the bytes as they are. ASCII only. */
  #send(text: string): void {
    const head = text.length < 126 ? 6 : 8;
    const frame = Buffer.allocUnsafe(head + text.length).fill(0, 0, head);
    frame[0] = 0x81;
    frame[1] = 0x80 | (head === 6 ? text.length : 126);
    if (head === 8) frame.writeUInt16BE(text.length, 2);
    frame.write(text, head, 'latin1');
    this.#socket.write(frame);
  }
}
