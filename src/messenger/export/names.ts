// The names of people by id, a bounded number of them at a time.
import { isRejected } from '#base/result.ts';
import type { Actor, Messenger } from '#core/messenger.ts';

const NAMES_MAX = 5_000;

/** Names that were looked up. */
export class Names {
  readonly #source: Pick<Messenger, 'read'>;
  readonly #actor: Actor;
  readonly #names = new Map<string, string>();

  constructor(source: Pick<Messenger, 'read'>, actor: Actor) {
    this.#source = source;
    this.#actor = actor;
  }

  /** Looks up those that are not known yet; at most a page of them. */
  async load(people: readonly string[]): Promise<void> {
    const ids = [...new Set(people)].filter((id) => !this.#names.has(id));
    if (ids.length === 0) return;
    if (this.#names.size + ids.length > NAMES_MAX) this.#names.clear();
    const page = await this.#source.read.users(this.#actor, { ids });
    if (isRejected(page)) return;
    for (const { id, displayName } of page.items) this.#names.set(id, displayName);
  }

  /** The name of somebody; the id when there is none. */
  async of(person: string): Promise<string> {
    if (!this.#names.has(person)) await this.load([person]);
    return this.#names.get(person) ?? person;
  }
}
