// Requests of a pipe command as whoever is signed in, and finding chats by what people call them: `#room`, `@user`.
import { apiOf } from '#client/api.ts';
import { directChat } from '#core/log-name.ts';
import type { Chat } from '#protocol/chat.ts';
import type { Account } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import { EXIT, expectValue, Stop } from '../exit-codes.ts';
import { openPlatform } from '../platform/terminal-platform.ts';
import { safeLine } from '../text/safe.ts';
import type { Target } from './options.ts';

/** Requests; they throw a Stop in plain words when there is no good answer. */
export interface Asking {
  readonly server: string;
  readonly token: string;
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** All items of a list of pages. */
  all<T>(path: string): Promise<T[]>;
}

/** Asks as whoever is signed in; throws a Stop (3) when nobody is. */
export function openAsking(target: Target): Asking {
  const { server, folder, token } = target;
  if (token === undefined) {
    throw new Stop(EXIT.notSignedIn, `You are not signed in to ${server}. Sign in: kith login`);
  }
  const platform = openPlatform({ origin: server, folder, token, kept: async () => undefined });
  const api = apiOf(platform, target.account ?? 'me');
  const ask = async <T>(method: string, path: string, body?: unknown): Promise<T> =>
    expectValue(await api.request<T>(method, path, body), server);
  return {
    server,
    token,
    ask,
    async all<T>(path: string) {
      const found: T[] = [];
      let after: string | undefined;
      do {
        const more = `limit=200${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`;
        const page: { items: T[]; next?: string } = await ask('GET', `${path}?${more}`);
        found.push(...page.items);
        after = page.next;
      } while (after !== undefined);
      return found;
    },
  };
}

/** The id of the chat that `#name`, `#id` or `@user` means; throws a Stop (4) when there is none. */
export async function findChat(asking: Asking, name: string | undefined): Promise<string> {
  if (name?.startsWith('@')) return findDirect(asking, name.slice(1));
  if (!name?.startsWith('#')) {
    throw new Stop(
      EXIT.usage,
      "Say which chat: '#name' for a room or a group, @user for a person.",
    );
  }
  const wanted = name.slice(1);
  const chats = await asking.all<Chat>('/chats');
  const byId = chats.find(({ id }) => id === wanted);
  if (byId) return byId.id;
  const named = chats.filter((chat) => chat.kind !== 'direct' && fold(chat.name) === fold(wanted));
  const [first, ...others] = named;
  if (!first) {
    throw new Stop(EXIT.notFound, `You are in no room or group called "${safeLine(wanted)}".`);
  }
  if (others.length > 0) {
    const ids = named.map(({ id }) => `#${id}`).join(' ');
    throw new Stop(EXIT.notFound, `More than one is called "${safeLine(wanted)}": ${ids}`);
  }
  return first.id;
}

async function findDirect(asking: Asking, username: string): Promise<string> {
  const [me, other] = await Promise.all([
    asking.ask<Account>('GET', '/users/me'),
    asking.ask<Profile>('GET', `/users/${encodeURIComponent(username)}`),
  ]);
  return directChat(me.id, other.id);
}

function fold(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(' ', '-');
}
