// A client of messenger as the original's page is: fetch with a cookie, and Socket.IO 4.7 with polling first. Where the page
// is another origin's, polling carries no cookie and the WebSocket upgrade does, as browsers do it.
import type { Socket } from 'socket.io-client';
import { type Generation, NEWER } from './generations.ts';
import { type Answered, request, type Sent } from './requests.ts';

/** The password of everybody here. */
export const PASSWORD = 'plums in the orchard';

/** Somebody as routes show them. */
export interface ShownUser {
  readonly id: number;
  readonly username: string;
  readonly status: string;
  readonly contacts_sent: readonly ShownContact[];
  readonly contacts_received: readonly ShownContact[];
  readonly [more: string]: unknown;
}
/** A contact as routes show it. */
export interface ShownContact {
  readonly id: number;
  readonly user_first: number;
  readonly user_second: number;
  readonly user_first_obj: ShownUser;
  readonly user_second_obj: ShownUser;
  readonly [more: string]: unknown;
}
/** A message as routes and events show it. */
export interface ShownMessage {
  readonly id: number;
  readonly text: string;
  readonly [more: string]: unknown;
}

const open = new Set<Socket>();

/** Somebody with the old page. */
export class OldMessenger {
  readonly url: string;
  readonly username: string;
  /** The origin of the page, where it is another's. */
  readonly origin: string | undefined;
  readonly generation: Generation;
  readonly heard: [string, ...unknown[]][] = [];
  id = 0;
  cookie = '';
  socket: Socket | undefined;
  #read = 0;
  #wake: () => void = () => undefined;

  constructor(url: string, username: string, origin?: string, generation = NEWER) {
    this.url = url;
    this.username = username;
    this.origin = origin;
    this.generation = generation;
  }

  /** Somebody new, signed in. */
  static async register(
    url: string,
    username: string,
    origin?: string,
    generation?: Generation,
  ): Promise<OldMessenger> {
    const client = new OldMessenger(url, username, origin, generation);
    const fields = { fname: 'Old', lname: 'Client', email: `${username}@example.org` };
    const made = await client.call('POST', '/users', {
      username,
      password_hash: PASSWORD,
      ...fields,
    });
    if (made.status !== 201) throw new Error(made.text);
    await client.logIn();
    return client;
  }

  async logIn(): Promise<Answered> {
    const json = { username: this.username, password_hash: PASSWORD };
    const answer = await this.call('POST', '/login', json);
    this.cookie = answer.cookies[0] ?? '';
    this.id = (answer.json as ShownUser).id;
    return answer;
  }

  /** One request with the cookie. */
  call(method: string, path: string, json?: unknown, sent: Sent = {}): Promise<Answered> {
    const headers = { ...(this.origin && { origin: this.origin }), ...sent.headers };
    const cookie = this.cookie === '' ? {} : { cookie: this.cookie };
    const body = json === undefined ? {} : { json };
    return request(method, this.url + path, { ...cookie, ...body, ...sent, headers });
  }

  /** Posts a message as the page does: by the route. */
  async say(recipient: number, text: string): Promise<ShownMessage> {
    const json = { text, recipient, sender: this.id, message_type: 'text' };
    const answer = await this.call('POST', '/messages', json);
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.json as ShownMessage;
  }

  async own(): Promise<ShownUser> {
    return (await this.call('GET', '/session')).json as ShownUser;
  }

  async messagesWith(other: number): Promise<ShownMessage[]> {
    const path = `/messages?senderId=${this.id}&recipientId=${other}`;
    return (await this.call('GET', path)).json as ShownMessage[];
  }

  /** Connects and says `login` at each connect, as the page does; resolves when its own echo has come. */
  async connect(claimed = this.username, transports?: string[]): Promise<void> {
    const near = { cookie: this.cookie };
    const far = { origin: this.origin ?? '' };
    const polling = { extraHeaders: this.origin === undefined ? near : far };
    const websocket = { extraHeaders: this.origin === undefined ? near : { ...far, ...near } };
    const socket = this.generation.connect(this.url, {
      forceNew: true,
      autoConnect: false,
      reconnectionDelay: 50,
      reconnectionDelayMax: 100,
      transportOptions: { polling, websocket },
      ...(transports && { transports }),
    } as never);
    this.socket = socket;
    open.add(socket);
    socket.onAny((event: string, ...data: unknown[]) => {
      this.heard.push([event, ...data]);
      this.#wake();
    });
    socket.on('connect', () => {
      this.heard.push(['connect']);
      this.#wake();
      socket.emit('login', { username: claimed });
    });
    socket.connect();
    await this.listens();
  }

  /** Resolves when the connection is bound: what one says to oneself comes back. */
  async listens(): Promise<void> {
    await this.next('connect');
    const text = `ready ${this.heard.length}`;
    this.socket?.emit('message', JSON.stringify({ text, recipient: this.username }));
    for (;;) {
      const [said] = await this.next('message');
      if (String(said).includes(text)) return;
    }
  }

  /** The arguments of the next event of this name; others before it are passed over. */
  async next(event: string): Promise<unknown[]> {
    for (;;) {
      while (this.heard.length === this.#read) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      const [name, ...data] = this.heard[this.#read] ?? [''];
      this.#read += 1;
      if (name === event) return data;
    }
  }

  /** The next live message of somebody else. */
  async nextMessage(): Promise<ShownMessage & { sender: string }> {
    for (;;) {
      const [text] = await this.next('message');
      const message = JSON.parse(String(text)) as ShownMessage & { sender: string };
      if (message.sender !== this.username) return message;
    }
  }

  /** Ends what tests left open. */
  static closeAll(): void {
    for (const socket of open) socket.close();
    open.clear();
  }
}
