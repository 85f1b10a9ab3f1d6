// How Nora stands with the people of the drawings: contacts, requests, one whom she blocks. The crowd are all contacts.
import type { ContactsView, PersonView, RequestView } from '#client/model.ts';
import { idOf } from './fake-people.ts';
import type { State } from './states.ts';

const MINUTE_MS = 60_000;
const CONTACTS_MAX = 300;
const STANDINGS: Readonly<Record<string, Partial<PersonView>>> = {
  [idOf('amara')]: { contact: 'contact', theirs: 'contact' },
  [idOf('mateo')]: { contact: 'contact', theirs: 'contact' },
  [idOf('giorgos')]: { contact: 'contact' },
  [idOf('amal')]: { contact: 'contact', theirs: 'contact' },
  [idOf('jonas')]: { contact: 'contact', theirs: 'contact' },
  [idOf('priya')]: { theirs: 'asked' },
  [idOf('siobhan')]: { theirs: 'asked' },
  [idOf('chidi')]: { contact: 'asked' },
  [idOf('minh')]: { blocked: true },
};

/** Somebody as Nora stands with them. */
export function standing(person: PersonView): PersonView {
  return { ...person, ...STANDINGS[person.id] };
}

function requestOf(person: PersonView, at: number): RequestView[] {
  const asked = { person, at: Date.now() - at * MINUTE_MS };
  if (person.contact === 'asked') return [{ ...asked, direction: 'out' }];
  return person.theirs === 'asked' ? [{ ...asked, direction: 'in' }] : [];
}

/** The contacts in a state; `people` of that state's world. */
export function contactsIn(people: readonly PersonView[], state: State): ContactsView {
  if (state === 'loading' || state === 'failing') {
    return { state, contacts: [], requests: [], blocked: [] };
  }
  const known = people.map(standing);
  const contacts = state === 'crowded' ? known : known.filter((one) => one.contact === 'contact');
  const rank = ({ presence }: PersonView): number => (presence === 'online' ? 0 : 1);
  return {
    state: 'ready',
    contacts: contacts.toSorted((a, b) => rank(a) - rank(b)).slice(0, CONTACTS_MAX),
    requests: known.flatMap(requestOf),
    blocked: known.filter(({ blocked }) => blocked),
  };
}
