// Reads of this place, one's own account and sessions, and other people.
import type { Page, PageQuery, Peer, Reads } from '#core/messenger.ts';
import type { User } from '#protocol/person.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { VERSION } from '#protocol/version.ts';
import { SERVER_LOG } from '#protocol/well-known.ts';
import { findHead } from '#store/append.ts';
import type { Queries } from '#store/database.ts';
import { countUsers, findAccount, findUserByName, listUsers, usersById } from '#store/people.ts';
import { listSessions } from '#store/sessions.ts';
import type { House } from '../house.ts';
import { limitOf, pageOf } from './page.ts';

const NO_USER: Rejection = { rejected: 'notFound', what: 'user' };

/** The reads about people. */
export function peopleReads(
  house: House,
): Pick<Reads, 'place' | 'account' | 'sessions' | 'user' | 'users'> {
  const { store } = house;
  return {
    place: (peer) => place(house, peer),
    account: (actor) =>
      store.read(async (q) => (await findAccount(q, actor.user)) ?? { rejected: 'notSignedIn' }),
    sessions: async (actor) => ({
      items: (await store.read((q) => listSessions(q, actor.user, house.clock.now()))).map(
        ({ id, device, createdAt, seenAt }) => {
          return { id, device, createdAt, seenAt, current: id === actor.session };
        },
      ),
    }),
    user: (_actor, username) =>
      store.read(async (q) => (await findUserByName(q, username)) ?? NO_USER),
    users: (_actor, query) => store.read((q) => users(q, query)),
  };
}

async function place(house: House, peer: Peer): ReturnType<Reads['place']> {
  const fresh = (await house.store.read(countUsers)) === 0;
  const { name, signUp } = house.settings;
  return {
    name,
    fresh,
    codeNeeded: fresh && !peer.direct,
    signUp: fresh ? 'open' : signUp,
    blobBytesMax: house.blobs.uploads.bytesMax,
    version: VERSION,
  };
}

async function users(
  q: Queries,
  query: PageQuery & { query?: string | undefined; ids?: string[] | undefined },
): Promise<Page<User>> {
  if (query.ids) return { items: await usersById(q, query.ids) };
  const limit = limitOf(query);
  const found = await listUsers(q, { query: query.query, after: query.after, limit: limit + 1 });
  const asOf = (await findHead(q, SERVER_LOG))?.head ?? 0;
  return { ...pageOf(found, limit, ({ username }) => username), asOf };
}
