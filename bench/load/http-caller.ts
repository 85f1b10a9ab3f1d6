// One kept-alive HTTP connection that posts, waits for the answer, and posts again. Reads no more than the answer's end.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { TEXT } from './poster.ts';

const HEAD_END = '\r\n\r\n';
const CREATED = 'HTTP/1.1 201';

/** A caller; `answered` counts what was answered with 201, anything else throws. */
export class HttpCaller {
  answered = 0;
  readonly #socket: Socket;
  readonly #request: Buffer;
  #kept = '';
  #going = false;
  #finished: (() => void) | undefined;

  constructor(port: number, path: string, token: string) {
    const body = JSON.stringify({ text: TEXT });
    this.#request = Buffer.from(
      `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}${HEAD_END}${body}`,
    );
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (bytes: Buffer) => this.#read(bytes.toString('latin1')));
  }

  /** Resolves when it is connected. */
  async connected(): Promise<void> {
    await once(this.#socket, 'connect');
  }

  /** Posts until `stop`. */
  start(): void {
    this.#going = true;
    this.#socket.write(this.#request);
  }

  /** Resolves when the last answer has come. */
  stop(): Promise<void> {
    this.#going = false;
    return new Promise((resolve) => {
      this.#finished = resolve;
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(text: string): void {
    this.#kept += text;
    const end = this.#kept.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#kept.slice(0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (this.#kept.length < end + HEAD_END.length + length) return;
    if (!head.startsWith(CREATED)) throw new Error(`a post was refused: ${this.#kept}`);
    this.#kept = '';
    this.answered += 1;
    if (this.#going) this.#socket.write(this.#request);
    else this.#finished?.();
  }
}
