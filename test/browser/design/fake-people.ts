// The people of the drawings, and a crowd: names long and short, in several scripts, with emoji.
import type { PersonView } from '#client/model.ts';
import type { Account, AccountSettings, Visibility } from '#protocol/person.ts';

type Presence = PersonView['presence'];

const MINUTE_MS = 60_000;

/** An id of the right shape from a user name. */
export function idOf(username: string): string {
  const letters = username.toLowerCase().replace(/[^a-z2-7]/g, 'q');
  return (letters + 'q'.repeat(20)).slice(0, 20);
}

function person(username: string, displayName: string, presence: Presence = 'offline'): PersonView {
  const seen = presence === 'offline' ? { seenAt: Date.now() - 20 * MINUTE_MS } : {};
  const stand = { contact: 'none', theirs: 'none', blocked: false } as const;
  return { id: idOf(username), username, displayName, presence, ...stand, ...seen };
}

// Those of a new account; their constants come with a checker that the policy of the page does not let in.
const FIRST_VISIBILITY: Visibility = {
  about: 'everybody',
  firstName: 'nobody',
  familyName: 'nobody',
  email: 'nobody',
  gender: 'nobody',
  city: 'nobody',
  country: 'nobody',
};
const FIRST_SETTINGS: AccountSettings = {
  presence: true,
  receipts: true,
  contactRequests: false,
  wallPosts: 'everybody',
  wallReaders: 'everybody',
};

/** Whose app it is. */
export const NORA = person('nora', 'Nora Lindqvist', 'online');

/** The account of whose app it is. */
export const ACCOUNT: Account = {
  id: NORA.id,
  username: NORA.username,
  displayName: NORA.displayName,
  email: 'nora@example.org',
  firstName: 'Nora',
  familyName: 'Lindqvist',
  city: 'Uppsala',
  country: 'Sweden',
  about: 'Plums, pears and the odd poem. Ask me about the long table.',
  gender: 'woman',
  visibility: { ...FIRST_VISIBILITY, city: 'everybody', email: 'contacts' },
  settings: { ...FIRST_SETTINGS, wallReaders: 'contacts' },
  wallUnread: 3,
  role: 'owner',
  createdAt: Date.now() - 90 * 24 * 60 * MINUTE_MS,
};

/** Everybody of the drawings, by what they are called there. */
export const PEOPLE = {
  amara: { ...person('amara', 'Amara Okafor', 'online'), contact: 'contact' },
  haruto: person('haruto', 'Haruto Tanaka', 'online'),
  mateo: person('mateo', 'Mateo Fernández', 'away'),
  priya: person('priya', 'Priya Raman', 'online'),
  jonas: person('jonas', 'Jonas Lindqvist'),
  giorgos: person('giorgos', 'Γιώργος Παπαδάκης', 'online'),
  sofia: person('sofia', 'Sofia Rossi'),
  fatima: person('fatima', 'Fatima Zahra', 'away'),
  amal: person('amal', 'أمل حداد', 'online'),
  ewa: { ...person('ewa', 'Ewa Lindqvist'), picture: '/fake/sea.svg' },
  chidi: person('chidi', 'Chidi Eze'),
  siobhan: person('siobhan', 'Siobhán Ní Bhriain'),
  minh: person('minh', 'Minh Trần'),
  tomasz: person('tomasz', 'Tomasz Kowalczyk', 'online'),
} as const;

const LONG = [
  'Maximiliane Wolfeschlegelsteinhausenbergerdorff',
  'Oluwaseun-Alexander Adébáyọ̀ Ọláńrewájú-Smith',
  '🌻 Anh Thư 🌻',
  'Дмитрий Волков',
  'عبد الرحمن بن عبد العزيز المنصوري الطويل',
  '山田太郎',
  '👩‍👩‍👧‍👦',
  'x',
];
const FIRST = ['Ada', 'Ben', 'Cleo', 'Dan', 'Edda', 'Finn', 'Gül', 'Hana', 'Ida', 'Jo'];
const LAST = ['Abara', 'Berg', 'Castro', 'Dubois', 'Eriksen', 'Fischer', 'Gallo', 'Hughes'];

/** `count` people, the hard names first. */
export function crowd(count: number): PersonView[] {
  const presences = ['online', 'offline', 'away', 'offline'] as const;
  return Array.from({ length: count }, (_, at) => {
    const name = `${FIRST[at % FIRST.length]} ${LAST[(at >> 3) % LAST.length]}`;
    const digits = at.toString(6).replace(/[0-5]/g, (digit) => 'abcdef'.charAt(Number(digit)));
    return person(`w${digits}`, LONG[at] ?? name, presences[at % 4] ?? 'offline');
  });
}
