// One's contacts, requests and whom one blocks, as faces show them: online first, then by name.
import type { Directory } from '../directory.ts';
import type { ContactsView, PersonView, RequestView } from '../model/people.ts';
import type { Contacts } from '../people/contacts.ts';
import { reuse, reuseDeep, reuseList } from './reuse.ts';

const byName = new Intl.Collator();

/** Makes the function that works out the contacts from what is known and their former value. */
export function contactsOf(contacts: () => Contacts, directory: () => Directory) {
  return (before: ContactsView | undefined): ContactsView => {
    const known = contacts();
    const person = (user: string): PersonView => directory().person(user);
    const requests = known.requests.map(({ user, direction, at }): RequestView => {
      return { person: person(user), direction, at };
    });
    return reuse(before, {
      state: known.state,
      contacts: reuseList(before?.contacts, known.contacts.map(person).sort(inOrder)),
      requests: reuseDeep(before?.requests, requests),
      blocked: reuseList(before?.blocked, known.blocked.map(person).sort(inOrder)),
    });
  };
}

function inOrder(one: PersonView, other: PersonView): number {
  const online = Number(other.presence === 'online') - Number(one.presence === 'online');
  return (
    online || byName.compare(one.displayName, other.displayName) || (one.id < other.id ? -1 : 1)
  );
}
