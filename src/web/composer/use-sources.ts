// Where completion finds people and emoji in a conversation. Read when somebody types, so that nothing is drawn anew because
// somebody else came or went.
import { useMemo } from 'react';
import type { Client, PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import type { Sources } from '#web/complete/choices.ts';
import { type Mentionable, rankPeople } from '#web/complete/rank-people.ts';
import { searchEmoji } from '#web/emoji/emoji-search.ts';
import { emojiWords } from '#web/words/emoji.ts';

const SHOWN = 8;

/** Who can be mentioned. `members`: those of the chat; `others`: everybody else, too, as they may read it. */
export interface MentionableHere {
  readonly members?: readonly PersonView[] | undefined;
  readonly others?: boolean | undefined;
  readonly mayMentionAll?: boolean | undefined;
}

/** The sources of one composer. */
export function useSources({ members, others, mayMentionAll }: MentionableHere): Sources {
  const { client } = useKith();
  return useMemo<Sources>(() => {
    const all = mayMentionAll ? emojiWords.complete.all : undefined;
    return {
      people: (query) =>
        rankPeople({ people: peopleFor(client, members, others), query, limit: SHOWN, all }),
      emoji: (query) => searchEmoji(query, SHOWN),
    };
  }, [client, members, others, mayMentionAll]);
}

function peopleFor(
  client: Client,
  members: readonly PersonView[] = [],
  others = false,
): Mentionable[] {
  const me = client.account.get().id;
  const here = members.filter(({ id, deleted }) => id !== me && !deleted);
  const known = new Set(here.map(({ id }) => id));
  const rest = others
    ? client.people.get().filter(({ id, deleted }) => id !== me && !deleted && !known.has(id))
    : [];
  return [...here.map(asOf(true)), ...rest.map(asOf(false))];
}

function asOf(member: boolean) {
  return ({ id, username, displayName }: PersonView): Mentionable => ({
    id,
    username,
    displayName,
    member,
  });
}
