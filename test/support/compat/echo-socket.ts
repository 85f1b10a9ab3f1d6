// A raw WebSocket as twidder's client opens it: one text frame with the bare token, then only listening.
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** A socket at /echo. */
export class EchoSocket {
  /** The texts that came, in order. */
  readonly frames: string[] = [];
  /** Resolves when the server has closed it, or we have. */
  readonly closed: Promise<unknown>;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.frames.push(String(data)));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => socket.once('close', resolve));
  }

  /** Opens one and says hello. */
  static async open(url: string, token: string): Promise<EchoSocket> {
    const socket = new EchoSocket(new WebSocket(`${url.replace('http', 'ws')}/echo`));
    await once(socket.#socket, 'open');
    socket.#socket.send(token);
    return socket;
  }

  /** Resolves when a socket at another path has been refused. */
  static async refused(url: string, path: string): Promise<void> {
    const socket = new WebSocket(url.replace('http', 'ws') + path);
    await once(socket, 'error');
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  /** Resolves when the other side has answered a ping: what it had to say by then has come. */
  async answers(): Promise<void> {
    this.#socket.ping();
    await once(this.#socket, 'pong');
  }

  close(): void {
    this.#socket.close();
  }
}
