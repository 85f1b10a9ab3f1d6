// Finds people: those known here at once, then those whom the server finds by the same words, and by a full e-mail address
// who shows it.
import { useEffect, useMemo, useState } from 'react';
import type { Client, PersonView } from '#client/model.ts';
import type { User } from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { scoreOf } from '#web/switcher/fuzzy.ts';
import { useView } from '#web/tab/use-view.ts';

const ASK_AFTER_MS = 200;
/** Looking for addresses is limited by the server: asked only when somebody seems to have written all of it. */
const ASK_FOR_EMAIL_AFTER_MS = 700;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;

/** At most so many people are shown; a name brings up the others. */
export const PEOPLE_SHOWN_MAX = 100;

/** `without`: who is not offered; `byEmail`: whether a full address finds who shows it. */
export interface PeopleWanted {
  readonly without?: ReadonlySet<string> | undefined;
  readonly byEmail?: boolean | undefined;
}

/** Who was found; `incomplete`: the server could not be asked, so these are only those known here. */
export interface PeopleFound {
  readonly people: readonly PersonView[];
  readonly incomplete: boolean;
}

/** Everybody but oneself whose name or user name fits; by name while nothing is asked. */
export function usePeople(
  query: string,
  { without = NOBODY, byEmail = false }: PeopleWanted = {},
): PeopleFound {
  const { client } = useKith();
  const people = useView(client.people);
  const { id: me } = useView(client.account);
  const { asked, incomplete } = useAsked(query);
  const behind = useByEmail(byEmail ? query : '');
  const found = useMemo(() => {
    const known = new Map([...asked, ...people].map((person) => [person.id, person]));
    const others = [...known.values()].filter((person) => isOffered(person, me, without));
    const fitting = best(others, query);
    const first = behind && (known.get(behind.id) ?? behind);
    const rest = first ? fitting.filter(({ id }) => id !== first.id) : fitting;
    return (first && first.id !== me ? [first, ...rest] : rest).slice(0, PEOPLE_SHOWN_MAX);
  }, [asked, behind, people, me, without, query]);
  useWatch(found);
  return { people: found, incomplete };
}

const NOBODY: ReadonlySet<string> = new Set();
const byName = new Intl.Collator();

function isOffered({ id, deleted }: PersonView, me: string, without: ReadonlySet<string>): boolean {
  return id !== me && deleted !== true && !without.has(id);
}

/** Those whom the server finds by these words. */
function useAsked(query: string) {
  const wanted = query.trim();
  const [asked, setAsked] = useState<readonly PersonView[]>([]);
  const [incomplete, setIncomplete] = useState(false);
  useLater(wanted === '' ? 0 : ASK_AFTER_MS, wanted, async (client, isCurrent) => {
    const found = await client.findPeople(wanted);
    if (!isCurrent()) return;
    setIncomplete(!found.ok);
    if (found.ok) setAsked(found.value.items.map(strangerOf));
  });
  return { asked, incomplete };
}

/** Who shows this address to oneself. */
function useByEmail(query: string): PersonView | undefined {
  const wanted = query.trim();
  const [found, setFound] = useState<{ readonly by: string; readonly person: PersonView }>();
  useLater(ASK_FOR_EMAIL_AFTER_MS, wanted, async (client, isCurrent) => {
    if (!EMAIL.test(wanted)) return;
    const answer = await client.profileByEmail(wanted);
    if (!isCurrent() || !answer.ok) return;
    const { id, username, displayName, avatar, relation } = answer.value;
    const person = strangerOf({ id, username, displayName, avatar });
    const { mine: contact, theirs, blocked } = relation;
    setFound({ by: wanted, person: { ...person, contact, theirs, blocked } });
  });
  return found?.by === wanted ? found.person : undefined;
}

/** Asks once somebody has stopped writing. */
function useLater(
  afterMs: number,
  wanted: string,
  ask: (client: Client, isCurrent: () => boolean) => Promise<void>,
): void {
  const { client } = useKith();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is asked depends on the words alone.
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => void ask(client, () => current), afterMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, wanted]);
}

function strangerOf(user: User): PersonView {
  return { ...user, presence: 'unknown', contact: 'none', theirs: 'none', blocked: false };
}

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

/** Presence of those in a list, while it is open. */
export function useWatch(people: readonly PersonView[]): void {
  const { client } = useKith();
  const key = people.map(({ id }) => id).join(' ');
  useEffect(() => {
    client.watch('people', key === '' ? [] : key.split(' '));
    return () => client.watch('people', []);
  }, [client, key]);
}
