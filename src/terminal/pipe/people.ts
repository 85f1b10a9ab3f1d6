// Who is meant by an id, asked of the server once for each: names for lines that people and scripts read.
import type { User } from '#protocol/person.ts';
import { safeLine } from '../text/safe.ts';
import type { Asking } from './api.ts';

/** A person in JSON lines. */
export interface Named {
  readonly id: string;
  readonly username?: string;
  readonly displayName?: string;
}

/** Names by id. */
export interface People {
  learn(users: readonly User[]): void;
  /** Asks for those who are not known yet. */
  meet(ids: Iterable<string>): Promise<void>;
  named(id: string): Named;
  /** Display name, fit for a terminal. */
  words(id: string): string;
}

const IDS_AT_ONCE = 100;

/** Knows nobody yet. */
export function openPeople(asking: Asking): People {
  const known = new Map<string, User | undefined>();
  const learn = (users: readonly User[]): void => {
    for (const user of users) known.set(user.id, user);
  };
  return {
    learn,
    async meet(ids) {
      const missing = [...new Set(ids)].filter((id) => !known.has(id));
      for (let at = 0; at < missing.length; at += IDS_AT_ONCE) {
        const some = missing.slice(at, at + IDS_AT_ONCE);
        const page = await asking.ask<{ items: User[] }>(
          'GET',
          `/users?limit=200&ids=${some.join(',')}`,
        );
        for (const id of some) known.set(id, undefined);
        learn(page.items);
      }
    },
    named(id) {
      const user = known.get(id);
      return user ? { id, username: user.username, displayName: user.displayName } : { id };
    },
    words(id) {
      const user = known.get(id);
      if (user?.deleted) return 'Deleted account';
      return user ? safeLine(user.displayName) : id;
    },
  };
}
