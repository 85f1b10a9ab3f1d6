// The fake pages and walls: whose page it is, what it tells, what stands on it.
import type { PersonView, TimelineItem, WallHandle, WallView } from '#client/model.ts';
import { cell } from '#client/observable.ts';
import type { PersonalFields } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import { fakeConversation } from './fake-chat.ts';
import { place } from './fake-chats.ts';
import { standing } from './fake-contacts.ts';
import { ACCOUNT, NORA, PEOPLE } from './fake-people.ts';
import { longTalk, talk } from './fake-talk.ts';
import type { State } from './states.ts';

const { amara, mateo, jonas, ewa } = PEOPLE;
const KEYS =
  'I collect keys of houses that are no longer there, and the stories that go with them. ';

const LONG: PersonalFields = {
  about: KEYS.repeat(6).slice(0, 500),
  firstName: 'Maximiliane Henriette Friederike Wilhelmine Charlotte',
  familyName: 'Wolfeschlegelsteinhausenbergerdorff',
  email: 'maximiliane.wolfeschlegelsteinhausenbergerdorff@a-rather-long-name.example.org',
  gender: 'woman',
  city: 'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
  country: 'المملكة المتحدة',
};

/** The page of somebody, or of nobody. */
export function fakeWall(user: string, person: PersonView | undefined, state: State): WallHandle {
  const known = person && standing(person);
  const items = known ? itemsOf(known, state) : [];
  return {
    user,
    head: cell(viewOf(known, state)),
    reload: () => undefined,
    ...fakeConversation(place('group', 'wall', 0, { items }), state),
  };
}

/** What one sees of somebody. */
export function profileOf(person: PersonView, fields: PersonalFields = {}): Profile {
  const { id, username, displayName, contact: mine, theirs, blocked } = standing(person);
  return {
    id,
    username,
    displayName,
    ...fields,
    relation: { mine, theirs, blocked },
    wall: { mayRead: true, mayPost: !blocked },
  };
}

function viewOf(person: PersonView | undefined, state: State): WallView {
  const own = person?.id === NORA.id;
  const none = { own, mayRead: false, mayPost: false };
  if (!person) return { state: 'missing', ...none };
  if (state === 'loading' || state === 'failing') return { state, person, ...none };
  const profile = profileOf(person, state === 'forbidden' ? {} : fieldsOf(person, state));
  if (state === 'forbidden') return { state: 'ready', person, profile, ...none };
  return { state: 'ready', person, profile, own, ...profile.wall };
}

function fieldsOf({ id }: PersonView, state: State): PersonalFields {
  if (id === NORA.id) {
    const { about, email, firstName, familyName, gender, city, country } = ACCOUNT;
    return { about, email, firstName, familyName, gender, city, country };
  }
  if (state === 'crowded') return LONG;
  if (id !== amara.id) return {};
  return { about: 'Second alto, first to arrive.', email: 'amara@example.org', city: 'Lagos' };
}

function itemsOf({ id }: PersonView, state: State): TimelineItem[] {
  if (state === 'crowded') return longTalk(120);
  if (state === 'empty' || (id !== NORA.id && id !== amara.id)) return [];
  return talk([
    { by: amara, text: 'Happy birthday, and many more of those **plum cakes**.', ago: 300 },
    { by: mateo, text: 'From me, too. The bike is ready, by the way.', ago: 240 },
    { by: NORA, text: 'Thank you all. Cake is on the long table from four.', ago: 180 },
    { by: jonas, text: 'Is there any left?', ago: 20 },
    { by: ewa, text: '🍰', ago: 10, large: true },
  ]);
}
