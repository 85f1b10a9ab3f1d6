// Tells, as it happens, that somebody came or left, wrote on one's wall, or wants one as a contact; and what was refused. Who is
// met for the first time has neither come nor left; what was there before is no news.
import type { Client, PersonView, RequestView } from '#client/model.ts';
import { safeLine } from '../text/safe.ts';
import { words } from '../words.ts';

/** Watches people; returns how to stop. */
export function watchComings(client: Client, say: (text: string) => void): () => void {
  const before = new Map<string, PersonView['presence']>();
  const take = ({ id, displayName, presence }: PersonView): void => {
    const was = before.get(id);
    if (presence === was) return;
    before.set(id, presence);
    if (was === undefined || was === 'unknown' || id === client.account.get().id) return;
    if (was === 'offline') say(words.came(safeLine(displayName)));
    else if (presence === 'offline') say(words.left(safeLine(displayName)));
  };
  const look = (): void => {
    for (const person of client.people.get()) take(person);
  };
  look();
  return client.people.subscribe(look);
}

/** How many things wait that no chat shows: posts on one's wall, and requests. */
export function waitingOf(client: Client): number {
  return client.account.get().wallUnread + requestsOf(client).length;
}

/** Watches one's wall and requests; returns how to stop. */
export function watchNews(client: Client, say: (text: string) => void): () => void {
  let wall = client.account.get().wallUnread;
  let asking: ReadonlySet<string> | undefined;
  const lookAtWall = (): void => {
    const { wallUnread } = client.account.get();
    if (wallUnread > wall) say(words.onWall);
    wall = wallUnread;
  };
  const lookAtRequests = (): void => {
    if (client.contacts.get().state !== 'ready') return;
    const requests = requestsOf(client);
    const fresh = requests.find(({ person }) => asking && !asking.has(person.id));
    if (fresh) say(words.asks(safeLine(fresh.person.displayName)));
    asking = new Set(requests.map(({ person }) => person.id));
  };
  const stops = [client.account.subscribe(lookAtWall), client.contacts.subscribe(lookAtRequests)];
  lookAtRequests();
  return () => {
    for (const stop of stops) stop();
  };
}

/** Watches changes of messages that were refused; returns how to stop. */
export function watchFailures(client: Client, say: (text: string) => void): () => void {
  return client.failures.subscribe(() => {
    const [failure] = client.failures.get();
    if (!failure) return;
    client.dismissFailure(failure.key);
    say(failure.refused.message);
  });
}

/** Who asks to be a contact. */
export function requestsOf(client: Client): readonly RequestView[] {
  return client.contacts.get().requests.filter(({ direction }) => direction === 'in');
}
