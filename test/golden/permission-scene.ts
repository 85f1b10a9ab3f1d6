// The people and places for the test of permissions: one of every standing, and chats that are made anew for each try,
// so that no try sees what another one did.
import { startServer, type TestServer } from '#test/support/running-server.ts';
import { WireFriend } from '#test/support/wire-friend.ts';
import { STANDINGS, type Standing } from './permission-table.ts';

/** A place as one try finds it. */
export interface Place {
  readonly chat: string;
  readonly log: string;
  /** A message there. */
  readonly seq: number;
  /** An invite link into the chat, or the beginnings of one. */
  readonly code: string;
  readonly blob: string;
}

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const NOWHERE = 'aaaaaaaaaaaaaaaaaaaa';

/** A server with one person of every standing. */
export class Scene {
  readonly server: TestServer;
  readonly people: ReadonlyMap<string, WireFriend>;
  #accounts = 0;

  private constructor(server: TestServer, people: ReadonlyMap<string, WireFriend>) {
    this.server = server;
    this.people = people;
  }

  static async open(): Promise<Scene> {
    const server = await startServer();
    const people = new Map<string, WireFriend>();
    // Somebody else looks after the server, so that anybody's account can be deleted.
    for (const name of ['keeper', ...STANDINGS.slice(1), 'fellow', 'newcomer']) {
      people.set(name, await WireFriend.signUp(server, name));
    }
    const scene = new Scene(server, people);
    await scene.#arrange();
    return scene;
  }

  async #arrange(): Promise<void> {
    const owner = this.person('owner');
    await owner.call('PATCH', '/users/me', {
      email: 'owner@example.org',
      visibility: { email: 'contacts' },
      settings: { wallReaders: 'contacts', wallPosts: 'contacts' },
    });
    for (const name of ['member', 'moderator', 'admin', 'fellow', 'former']) {
      await owner.call('PUT', `/contacts/${name}`);
    }
    await owner.call('DELETE', '/contacts/former');
    await owner.call('PUT', '/blocks/blocked');
  }

  person(name: string): WireFriend {
    const found = this.people.get(name);
    if (!found) throw new Error(`nobody is called ${name}`);
    return found;
  }

  /** An account of its own, to be used up. */
  async spare(): Promise<WireFriend> {
    this.#accounts += 1;
    return WireFriend.signUp(this.server, `spare${this.#accounts}`);
  }

  /** The place of a row, fresh. */
  async place(kind: string, caller: Standing): Promise<Place> {
    const nowhere = { chat: NOWHERE, log: `chat:${NOWHERE}`, seq: 1, code: NOWHERE, blob: NOWHERE };
    switch (kind) {
      case 'group':
      case 'own':
      case 'home':
      case 'mine':
        return this.#group('group', kind === 'own' ? caller : 'fellow');
      case 'room':
        return this.#group('room', 'fellow');
      case 'direct':
        return { ...nowhere, ...(await this.#direct(caller)) };
      case 'wall':
        return { ...nowhere, ...(await this.#wall()) };
      case 'private': {
        const place = await this.#group('group', 'fellow');
        return { ...place, log: `user:${this.person('owner').id}` };
      }
      case 'server':
        return { ...nowhere, log: 'server' };
      case 'new':
        this.#accounts += 1;
        return { ...nowhere, log: `chat:${`m${this.#accounts}`.padEnd(20, '0')}` };
      default:
        return nowhere;
    }
  }

  async #group(kind: 'group' | 'room', author: string): Promise<Place> {
    const owner = this.person('owner');
    const members = ['member', 'moderator', 'admin', 'former', 'fellow'];
    const { body } = await owner.call('POST', '/chats', { kind, name: 'Team', members });
    const path = `/chats/${body.id}`;
    await owner.call('PATCH', `${path}/members/moderator`, { role: 'moderator' });
    await owner.call('PATCH', `${path}/members/admin`, { role: 'admin' });
    await owner.call('DELETE', `${path}/members/former`);
    const { code } = (await owner.call('POST', `${path}/invites`, {})).body;
    const isIn = ['member', 'moderator', 'admin', 'owner'].includes(author);
    const writer = this.person(isIn ? author : 'fellow');
    const blob = await this.#upload(writer);
    const said = { text: 'hello', ...(blob !== NOWHERE && { blobs: [blob] }) };
    const { seq } = (await writer.call('POST', `${path}/messages`, said)).body;
    return { chat: body.id, log: `chat:${body.id}`, seq, code, blob };
  }

  async #upload({ token }: WireFriend): Promise<string> {
    const answer = await fetch(`${this.server.url}/api/v1/blobs?name=pixel.png`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' },
      body: Buffer.from(PIXEL, 'base64'),
    });
    return answer.status === 201 ? ((await answer.json()) as { id: string }).id : NOWHERE;
  }

  async #direct(caller: Standing): Promise<Partial<Place>> {
    if (caller === 'stranger') return {};
    const other = caller === 'owner' ? 'fellow' : 'owner';
    const friend = this.person(caller);
    const chat = (await friend.call('POST', '/chats', { kind: 'direct', with: other })).body.id;
    const { seq } = (await friend.call('POST', `/chats/${chat}/messages`, { text: 'hello' })).body;
    return { chat, log: `chat:${chat}`, seq };
  }

  async #wall(): Promise<Partial<Place>> {
    const fellow = this.person('fellow');
    const { seq } = (await fellow.call('POST', '/users/owner/wall/messages', { text: 'hello' }))
      .body;
    return { log: `wall:${this.person('owner').id}`, seq };
  }

  async close(): Promise<void> {
    for (const friend of this.people.values()) friend.close();
    await this.server.close();
  }
}
