// Words about people in the language in use; imported only by screens that are loaded on demand.
import { enPeople } from './en/people.ts';

/** Words of pages, walls, person cards, contacts, the account page and invites. */
export const peopleWords = enPeople;
