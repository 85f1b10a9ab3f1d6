// Finds people: those known here at once, then those whom the server finds by the same words.
import { useEffect, useMemo, useState } from 'react';
import type { PersonView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { scoreOf } from '#web/switcher/fuzzy.ts';
import { useView } from '#web/tab/use-view.ts';

const ASK_AFTER_MS = 200;

/** At most so many people are shown; a name brings up the others. */
export const PEOPLE_SHOWN_MAX = 100;

/** Everybody but oneself whose name or user name fits; by name while nothing is asked. */
export function usePeople(
  query: string,
  without: ReadonlySet<string> = NOBODY,
): readonly PersonView[] {
  const { client } = useKith();
  const people = useView(client.people);
  const { id: me } = useView(client.account);
  const [asked, setAsked] = useState<readonly PersonView[]>([]);
  useEffect(() => {
    const wanted = query.trim();
    let current = true;
    const timer = setTimeout(
      async () => {
        const found = await client.findPeople(wanted);
        if (!current || !found.ok) return;
        setAsked(found.value.items.map((user) => ({ ...user, presence: 'unknown' as const })));
      },
      wanted === '' ? 0 : ASK_AFTER_MS,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, query]);
  const found = useMemo(() => {
    const known = new Map([...asked, ...people].map((person) => [person.id, person]));
    const others = [...known.values()].filter(({ id }) => id !== me && !without.has(id));
    return best(others, query).slice(0, PEOPLE_SHOWN_MAX);
  }, [asked, people, me, without, query]);
  useWatch(found);
  return found;
}

const NOBODY: ReadonlySet<string> = new Set();
const byName = new Intl.Collator();

function best(people: readonly PersonView[], query: string): readonly PersonView[] {
  const inOrder = people.toSorted((a, b) => byName.compare(a.displayName, b.displayName));
  if (query.trim() === '') return inOrder;
  const scored = inOrder.flatMap((person) => {
    const scores = [scoreOf(query, person.displayName), scoreOf(query, person.username)];
    const score = Math.max(...scores.map((one) => one ?? -1));
    return score < 0 ? [] : [{ person, score }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ person }) => person);
}

/** Presence of those in the list, while it is open. */
function useWatch(people: readonly PersonView[]): void {
  const { client } = useKith();
  const key = people.map(({ id }) => id).join(' ');
  useEffect(() => {
    client.watch('people', key === '' ? [] : key.split(' '));
    return () => client.watch('people', []);
  }, [client, key]);
}
