// People's pages as their readers may see them, and reads of contacts, requests and blocks.
import type { Actor, Page, PageQuery, Reads } from '#core/messenger.ts';
import { wallRights } from '#core/wall-rights.ts';
import { type Audience, PROFILE_FIELDS } from '#protocol/person.ts';
import type { Profile, Relation } from '#protocol/profile.ts';
import type { Rejection } from '#protocol/rejection.ts';
import {
  type Behind,
  findStand,
  listBlocks,
  listContacts,
  listRequests,
  type Stand,
} from '#store/contacts.ts';
import type { Queries } from '#store/database.ts';
import { findByEmail, findPage, findUserByName, type Page as PersonPage } from '#store/people.ts';
import type { House } from './house.ts';
import { limitOf, pageOf } from './reads/page.ts';

const NO_USER: Rejection = { rejected: 'notFound', what: 'user' };

/** The reads of pages, contacts and blocks. */
export function profileReads(
  house: House,
): Pick<
  Reads,
  'profile' | 'profileByEmail' | 'contacts' | 'contactRequests' | 'relation' | 'blocks'
> {
  const { store } = house;
  return {
    profile: (actor, username) => store.read((q) => profileByName(q, actor, username)),
    profileByEmail: (actor, email) => profileByEmail(house, actor, email),
    contacts: (actor, query) =>
      store.read((q) => paged(query, (behind) => listContacts(q, actor.user, behind), ofUser)),
    contactRequests: (actor, query) =>
      store.read((q) => paged(query, (behind) => listRequests(q, actor.user, behind), ofUser)),
    blocks: (actor, query) =>
      store.read((q) =>
        paged(
          query,
          (behind) => listBlocks(q, actor.user, behind),
          ({ username }) => username,
        ),
      ),
    relation: (actor, user) =>
      store.read(async (q) => {
        const stand = await findStand(q, actor.user, user);
        return stand ? relationOf(stand) : NO_USER;
      }),
  };
}

function ofUser({ user }: { user: { username: string } }): string {
  return user.username;
}

async function paged<T>(
  query: PageQuery,
  list: (behind: Behind) => Promise<T[]>,
  key: (last: T) => string,
): Promise<Page<T>> {
  const limit = limitOf(query);
  return pageOf(await list({ after: query.after, limit: limit + 1 }), limit, key);
}

/** A request of somebody whom one blocks is as if it were not there. */
function relationOf({ mine, theirs, blocked }: Stand): Relation {
  return { mine, theirs: blocked && theirs === 'asked' ? 'none' : theirs, blocked };
}

async function profileByName(
  q: Queries,
  actor: Actor,
  username: string,
): Promise<Profile | Rejection> {
  const user = await findUserByName(q, username);
  return (user && (await profileOf(q, actor.user, user.id))) ?? NO_USER;
}

/**
 * Finds only who shows their address to the one who asks. Whoever does not is looked at as long as somebody who does,
 * and tries that find nobody cost as much as tries to sign in.
 */
async function profileByEmail(
  house: House,
  actor: Actor,
  email: string,
): Promise<Profile | Rejection> {
  const waitMs = house.throttles.signInByAccount.take(`email ${actor.user}`);
  if (waitMs > 0) return { rejected: 'tooFast', retryAfterMs: waitMs };
  const profile = await house.store.read(async (q) => {
    const id = await findByEmail(q, email);
    // Nobody has this id; looking for it takes as long as looking for somebody.
    return profileOf(q, actor.user, id ?? 'nobody');
  });
  if (profile?.email === undefined) return NO_USER;
  house.throttles.signInByAccount.giveBack(`email ${actor.user}`);
  return profile;
}

async function profileOf(q: Queries, reader: string, id: string): Promise<Profile | undefined> {
  const page = await findPage(q, id);
  const stand = await findStand(q, reader, id);
  if (!page || !stand) return undefined;
  const own = reader === id;
  const contact = stand.theirs === 'contact';
  const standing = { own, contact, blocked: stand.blocksMe, deleted: false };
  return {
    ...page.user,
    ...fieldsFor(page, standing),
    relation: relationOf(stand),
    wall: wallRights(page.settings, standing),
  };
}

/** What one has filled in and shows to such a reader. Who is blocked sees the name only. */
function fieldsFor(
  { fields, visibility }: PersonPage,
  { own, contact, blocked }: { own: boolean; contact: boolean; blocked: boolean },
): PersonPage['fields'] {
  const isAmong = (audience: Audience): boolean =>
    audience === 'everybody' || (audience === 'contacts' && contact);
  const shown = PROFILE_FIELDS.filter((field) => {
    return fields[field] !== undefined && (own || (!blocked && isAmong(visibility[field])));
  });
  return Object.fromEntries(shown.map((field) => [field, fields[field]]));
}
