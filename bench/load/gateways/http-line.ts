// A kept-alive HTTP connection of somebody: one request at a time, the next when the answer is there.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const HEAD_END = '\r\n\r\n';

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** The connection. */
export class HttpLine {
  readonly #socket: Socket;
  readonly #head: string;
  #kept = '';
  #answered: (answer: Answer) => void = () => {};
  #last: Promise<unknown>;

  /** `headers`: lines that go with each request, who it is among them. */
  constructor(port: number, headers: readonly string[]) {
    this.#head = [`Host: 127.0.0.1:${port}`, ...headers].join('\r\n');
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.#socket.on('data', (bytes: Buffer) => this.#read(bytes.toString('latin1')));
    this.#last = once(this.#socket, 'connect');
  }

  /** Asks, after all that was asked before. `body` goes as JSON; ASCII only. Rejects what is refused. */
  ask(method: string, path: string, body?: object): Promise<Answer> {
    const answer = this.#last.then(() => this.#askNow(method, path, body));
    this.#last = answer;
    return answer;
  }

  close(): void {
    this.#socket.destroy();
  }

  #askNow(method: string, path: string, body?: object): Promise<Answer> {
    const json = body === undefined ? '' : JSON.stringify(body);
    const told =
      body === undefined
        ? ''
        : `Content-Type: application/json\r\nContent-Length: ${json.length}\r\n`;
    const { promise, resolve } = Promise.withResolvers<Answer>();
    this.#answered = resolve;
    this.#socket.write(`${method} ${path} HTTP/1.1\r\n${this.#head}\r\n${told}\r\n${json}`);
    return promise;
  }

  #read(text: string): void {
    this.#kept += text;
    const end = this.#kept.indexOf(HEAD_END);
    if (end < 0) return;
    const head = this.#kept.slice(0, end);
    const start = end + HEAD_END.length;
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#kept.length < start + length) return;
    const body = this.#kept.slice(start, start + length);
    this.#kept = this.#kept.slice(start + length);
    const status = Number(head.slice(9, 12));
    if (status >= 400) throw new Error(`${head}\n${body}`);
    this.#answered({ status, head, body });
  }
}
