// A simulated browser of one person: its storage and session survive its pages, of which one or two are open.
import type { Account } from '#protocol/person.ts';
import type { Person, SimWorld } from '#test/sim/sim-world.ts';
import { SimPage } from './sim-page.ts';
import { SimStorage } from './sim-storage.ts';

/** A browser. */
export class SimDevice {
  readonly person: Person;
  readonly storage = new SimStorage();
  /** Tokens by account. */
  readonly tokens = new Map<string, string>();
  readonly #world: SimWorld;
  #pages: SimPage[] = [];
  #account: Account | undefined;
  #entering = false;

  constructor(world: SimWorld, person: Person) {
    this.#world = world;
    this.person = person;
    this.#pages = [new SimPage(world, this)];
  }

  get pages(): readonly SimPage[] {
    return this.#pages;
  }

  /** Pages on which somebody is signed in. */
  get signedIn(): readonly SimPage[] {
    return this.#pages.filter((page) => page.isSignedIn);
  }

  /** Signs in, or up the first time. What came of a request without an answer shows at the next try. */
  async enter(): Promise<void> {
    const page = this.#pages[0];
    if (this.#entering || !page) return;
    this.#entering = true;
    const { username, password } = this.person;
    const entered =
      this.person.id === undefined
        ? await page.door.signUp({ username, password })
        : await page.door.signIn({ login: username, password });
    const taken =
      !entered.ok && 'refused' in entered && entered.refused.rejected === 'usernameTaken';
    const outcome = taken ? await page.door.signIn({ login: username, password }) : entered;
    this.#entering = false;
    if (!outcome.ok) return;
    this.person.id = outcome.value.id;
    this.#account = outcome.value;
    this.reload();
  }

  /** Closes all pages and opens one. */
  reload(): void {
    for (const page of this.#pages) page.close();
    this.#entering = false;
    this.#pages = [];
    this.openTab();
  }

  openTab(): void {
    const page = new SimPage(this.#world, this);
    this.#pages.push(page);
    if (this.#account) page.open(this.#account);
  }

  closeTab(): void {
    if (this.#pages.length > 1) this.#pages.pop()?.close();
  }

  tellOthers(from: SimPage, message: unknown): void {
    for (const page of this.#pages) if (page !== from) page.hear(message);
  }
}
