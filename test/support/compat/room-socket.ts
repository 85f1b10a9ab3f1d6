// A bare Socket.IO client without a session, as chatroom's clients connect; everything that came is kept in order.
import { io, type Socket } from 'socket.io-client';

const open = new Set<RoomSocket>();

/** A connection to a room. */
export class RoomSocket {
  readonly heard: [string, unknown][] = [];
  readonly closed: Promise<unknown>;
  readonly #socket: Socket;
  #read = 0;
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.onAny((event: string, data: unknown) => {
      this.heard.push([event, data]);
      this.#wake();
    });
    this.closed = new Promise((resolve) => socket.once('disconnect', resolve));
  }

  /** Connects, polling first. */
  static async open(url: string): Promise<RoomSocket> {
    const socket = io(url, { forceNew: true, reconnection: false, autoConnect: false });
    const connected = new RoomSocket(socket);
    open.add(connected);
    await new Promise<void>((resolve) => {
      socket.once('connect', resolve);
      socket.connect();
    });
    return connected;
  }

  /** Ends what a test left open. */
  static closeAll(): void {
    for (const socket of open) socket.close();
    open.clear();
  }

  emit(event: string, ...data: unknown[]): void {
    this.#socket.emit(event, ...data);
  }

  /** The next events in their order, whatever they are; waits for so many. */
  async take(count: number): Promise<[string, unknown][]> {
    while (this.heard.length < this.#read + count) await this.#more();
    this.#read += count;
    return this.heard.slice(this.#read - count, this.#read);
  }

  /** The data of the next event of this name; others before it are passed over. */
  async next(event: string): Promise<unknown> {
    for (;;) {
      const [one] = await this.take(1);
      if (one?.[0] === event) return one[1];
    }
  }

  close(): void {
    this.#socket.disconnect();
  }

  #more(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
