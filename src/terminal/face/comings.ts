// Tells that somebody came or left, as it happens. Who is met for the first time has neither come nor left.
import type { Client, PersonView } from '#client/model.ts';
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
