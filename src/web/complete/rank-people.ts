// Whom `@am` may mean: members of the chat first, then those whose name begins so, then the rest. "all" where it is allowed.
import { scoreOf } from '#web/switcher/fuzzy.ts';

/** Somebody who can be mentioned. */
export interface Mentionable {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly member: boolean;
}

/** A person to choose, or "all". `insert` takes the place of what was typed, with its sign. */
export interface PersonChoice {
  readonly key: string;
  readonly label: string;
  readonly detail: string;
  readonly insert: string;
}

/** `all`: what "all" is called, where one may mention everybody. */
export interface RankPeople {
  readonly people: readonly Mentionable[];
  readonly query: string;
  readonly limit: number;
  readonly all?: string | undefined;
}

/** Every word of a name weighs as much as the user name; order of equals is kept. */
export function rankPeople({ people, query, limit, all }: RankPeople): PersonChoice[] {
  const fits = people
    .map((person) => ({ person, score: bestOf(person, query) }))
    .filter(({ score }) => score !== undefined)
    .sort(
      (a, b) =>
        Number(b.person.member) - Number(a.person.member) || (b.score ?? 0) - (a.score ?? 0),
    )
    .map(({ person }) => choiceOf(person));
  const everybody = all !== undefined && 'all'.startsWith(query.toLowerCase());
  return everybody ? withAll(fits, all, query, limit) : fits.slice(0, limit);
}

// "all" comes last until it is written out: it rings at everybody, which nobody should do by a slip.
function withAll(
  fits: readonly PersonChoice[],
  label: string,
  query: string,
  limit: number,
): PersonChoice[] {
  const all = { key: 'all', label: '@all', detail: label, insert: '@all ' };
  const others = fits.slice(0, limit - 1);
  return query.toLowerCase() === 'all' ? [all, ...others] : [...others, all];
}

function bestOf({ username, displayName }: Mentionable, query: string): number | undefined {
  const names = [username, displayName, ...displayName.split(/\s+/u)];
  const scores = names.map((name) => scoreOf(query, name));
  const known = scores.filter((score) => score !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

function choiceOf({ id, username, displayName }: Mentionable): PersonChoice {
  return { key: id, label: displayName, detail: `@${username}`, insert: `@${username} ` };
}
