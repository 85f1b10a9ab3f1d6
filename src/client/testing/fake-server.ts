// A server for the client's tests: answers like the real one over the fake world, and does harm on demand. Everything is
// delivered in order, in microtasks.
import type { HttpAnswer, WireListener } from '../platform.ts';
import { fileOf } from './fake-decide.ts';
import { answerRequest } from './fake-requests.ts';
import { FakeWire } from './fake-wire.ts';
import { FakeWorld } from './fake-world.ts';

/** The server. */
export class FakeServer extends FakeWorld {
  /** Uploads wait for this. */
  uploading: Promise<void> | undefined;

  /** Opens a connection of an account. */
  connect(account: string, listener: WireListener): FakeWire {
    return new FakeWire(this, account, listener);
  }

  /** Answers a request. */
  async request(
    account: string | undefined,
    method: string,
    path: string,
    body: unknown,
  ): Promise<HttpAnswer> {
    this.requests.push(`${method} ${path}`);
    const harm = this.harmRequest(method, path);
    if (harm && 'status' in harm) return harm;
    if (!this.up) throw new Error('no network');
    const answer = answerRequest(this, account ?? '', method, path, body);
    // Held up on its way back: it was answered before.
    await harm;
    return answer;
  }

  /** Takes a file in, as soon as the network is there; its id is its name. */
  async upload(name: string): Promise<HttpAnswer> {
    await this.uploading;
    if (!this.up) throw new Error('no network');
    return { status: 201, body: fileOf(name) };
  }
}
