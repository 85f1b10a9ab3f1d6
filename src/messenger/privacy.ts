// Who lets themselves be seen, as live connections need it: loaded when somebody comes, and again when they change it.
import type { Follower } from '#core/messenger.ts';
import type { Privacy } from '#realtime/presence.ts';
import type { StoredEvent } from '#store/append.ts';
import { findPrivacy } from '#store/privacy.ts';
import type { House } from './house.ts';

const GONE: Privacy = { presence: false, receipts: false, blocks: new Set() };

/** Makes a new connection's person present, once it is known what they show. Until then they count as not here. */
export async function admit(house: House, follower: Follower): Promise<void> {
  const { user } = follower.actor;
  const privacy = await house.store.read((q) => findPrivacy(q, user));
  if (!privacy || !house.connections.has(follower)) return;
  house.presence.enter(follower, privacy);
  // What was changed while this was read was told to nobody yet: whoever is not here has nothing to hide.
  await refresh(house, user);
}

async function refresh(house: House, user: string): Promise<void> {
  const privacy = await house.store.read((q) => findPrivacy(q, user));
  if (privacy) house.presence.setPrivacy(user, privacy);
}

/** After events that change what somebody shows: live connections hear at once what that means for them. */
export async function notePrivacy(house: House, stored: readonly StoredEvent[]): Promise<void> {
  for (const { event } of stored) {
    if (event.kind === 'user.deleted') house.presence.setPrivacy(event.user, GONE);
    const concerns = event.kind === 'account.changed' || event.kind === 'block.changed';
    if (!concerns || !house.presence.privacyOf(event.by)) continue;
    await refresh(house, event.by);
  }
}
