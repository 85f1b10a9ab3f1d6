// Three people in a store, and a chat as one of them sees it.
import { findChat } from '#store/chats/list.ts';
import { type MakePlace, StoreWorld } from '#test/support/store-world.ts';

/** The answer for a chat that one may not know of. */
export const NO_CHAT = { rejected: 'notFound', what: 'chat' };

/** A store with three people. */
export async function threeIn(make: MakePlace) {
  const world = await StoreWorld.open(make);
  const nora = await world.person('nora');
  const amara = await world.person('amara');
  const mateo = await world.person('mateo');
  return { world, nora, amara, mateo };
}

/** A chat as somebody sees it. */
export function chatOf(world: StoreWorld, user: string, chat: string) {
  return world.store.read((q) => findChat(q, user, chat));
}
