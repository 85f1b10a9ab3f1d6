// The second line of the bar: presence of one person, or who of a chat is here.
import type { ChatHeadView, PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { firstName } from '#web/faces/name.ts';
import { useNow } from '#web/tab/use-now.ts';
import { agoOf } from '#web/words/dates.ts';
import { joinNames } from '#web/words/lists.ts';
import { plural, words } from '#web/words/words.ts';

const NAMED_MAX = 3;

/** One line; empty while it is not known. */
export function useWhoIsHere(head: ChatHeadView): string {
  const now = useNow();
  const { place } = useKith();
  if (head.kind === 'direct') return presenceOf(head.person, now);
  const { here, memberCount } = head;
  if (here.length > 0 && here.length <= NAMED_MAX) {
    const names = joinNames(here.map(({ displayName }) => firstName(displayName)));
    return words.chat.here(names, here.length, plural);
  }
  if (here.length > 0) return words.chat.peopleHere(memberCount, here.length, plural);
  if (head.lobby) return words.chat.everybody(place.name);
  return memberCount > 0 ? words.people(memberCount, plural) : '';
}

/** “Here now”, “Last seen 20 minutes ago”; empty when one may not know. */
export function presenceOf(person: PersonView | undefined, now: number): string {
  if (!person || person.presence === 'unknown') return '';
  if (person.presence === 'offline' && person.seenAt !== undefined) {
    return words.presence.seen(agoOf(person.seenAt, now));
  }
  return words.presence[person.presence];
}
