// The fake chats: rows of the list, what their heads say, what was said. The names are those of the drawings.
import type { ChatHeadView, ChatRow, MemberView, PersonView, TimelineItem } from '#client/model.ts';
import { directChat } from '#core/log-name.ts';
import { type Act, allowed } from '#core/permissions.ts';
import { picture } from './fake-files.ts';
import { NORA, PEOPLE } from './fake-people.ts';
import { allotment, everySort, sundayLunch, TABLE, talk } from './fake-talk.ts';

/** A chat with all that faces ask of it. */
export interface FakeChat {
  readonly row: ChatRow;
  readonly members: readonly PersonView[];
  readonly topic?: string;
  readonly role?: 'owner' | 'admin' | 'member';
  readonly items: readonly TimelineItem[];
  readonly pin?: ChatHeadView['pin'];
  readonly readOnly?: boolean;
}

const MINUTE_MS = 60_000;
const DAY = 24 * 60;
type Preview = ChatRow['preview'];
/** What its owner did with a chat. */
type Own = Partial<Pick<ChatRow, 'muted' | 'pinned' | 'archived' | 'marked' | 'picture'>>;

const QUIET = { muted: false, pinned: false, archived: false, marked: false } as const;

function own(chat: FakeChat, state: Own): FakeChat {
  return { ...chat, row: { ...chat.row, ...state } };
}

/** A direct chat, last used `ago` minutes ago. */
export function direct(other: PersonView, ago: number, preview: Preview, unread = 0): FakeChat {
  const at = Date.now() - ago * MINUTE_MS;
  const last = preview?.kind === 'message' ? preview : undefined;
  const id = directChat(NORA.id, other.id);
  const common = { kind: 'direct', lobby: false, mentions: 0, ...QUIET } as const;
  const said = last ? [{ by: last.mine ? NORA : other, text: last.text, ago }] : [];
  return {
    row: { id, name: other.displayName, person: other, unread, at, preview, ...common },
    members: [NORA, other],
    items: talk(said),
  };
}

/** The id of a fake group or room. */
export function placeId(kind: 'group' | 'room', name: string): string {
  if (name === 'Lobby') return 'lobby';
  const letters = `${kind}${name}`.toLowerCase().replace(/[^a-z]/g, 'q');
  return letters.padEnd(20, 'q').slice(0, 20);
}

/** A group or room, last used `ago` minutes ago. */
export function place(
  kind: 'group' | 'room',
  name: string,
  ago: number,
  options: Partial<Omit<FakeChat, 'row'>> & {
    preview?: Preview;
    unread?: number;
    mentions?: number;
  },
): FakeChat {
  const { preview, unread = 0, mentions = 0, members = [NORA], items = [], ...rest } = options;
  const lobby = name === 'Lobby';
  const id = placeId(kind, name);
  const at = Date.now() - ago * MINUTE_MS;
  const row = { id, kind, lobby, name, unread, mentions, at, preview, ...QUIET };
  return { row, members, items, ...rest };
}

/** What a list shows of a message; `by` of whom, undefined: mine. */
export function saying(text: string, by?: string): Preview {
  return by === undefined
    ? { kind: 'message', mine: true, tick: 'read', text }
    : { kind: 'message', mine: false, author: by, text };
}

const said = (text: string): Preview => ({ kind: 'message', mine: false, text });
const all = [NORA, ...Object.values(PEOPLE)];
const { amara, haruto, mateo, priya, jonas, chidi, ewa, amal, siobhan, giorgos } = PEOPLE;

/** The list of the drawings. */
export function typicalChats(): FakeChat[] {
  return [...today(), ...earlier()];
}

function today(): FakeChat[] {
  const lunch = [NORA, amara, mateo, priya, jonas, ewa, chidi, haruto];
  return [
    own(
      place('room', 'Lobby', 31, {
        preview: saying('The gate code changed, it is on the board', 'Tomasz'),
        unread: 3,
        members: all,
        role: 'owner',
        items: talk([
          { by: PEOPLE.tomasz, text: 'The gate code changed, it is on the board', ago: 31 },
        ]),
      }),
      { pinned: true },
    ),
    own(direct(amara, 72, saying('Got the tickets, row F')), { pinned: true }),
    own(
      place('group', 'Sunday lunch', 2, {
        preview: { kind: 'typing', names: ['Mateo'] },
        members: lunch,
        role: 'owner',
        topic: 'Every week at one, at whoever has the long table. Bring a chair.',
        items: sundayLunch(),
        pin: { quote: TABLE, count: 3 },
      }),
      { picture: picture('lake').full },
    ),
    place('room', 'allotment', 15, {
      preview: saying('@Nora the long hose?', 'Γιώργος'),
      unread: 12,
      mentions: 1,
      members: [NORA, siobhan, giorgos, haruto],
      role: 'member',
      items: allotment(),
    }),
    direct(haruto, 53, { kind: 'draft', text: 'About Thursday, could we start at' }),
    own(
      place('room', 'choir', 57, {
        preview: saying('Altos, once more from bar 42', 'Sofia'),
        unread: 48,
        readOnly: true,
        members: [NORA, PEOPLE.sofia, haruto],
        items: talk([{ by: PEOPLE.sofia, text: 'Altos, once more from bar 42', ago: 57 }]),
      }),
      { muted: true },
    ),
    place('group', 'Parents of class 4b', 98, {
      preview: {
        kind: 'message',
        mine: false,
        author: 'Fatima',
        text: '',
        files: { kind: 'image', count: 3 },
      },
      unread: 5,
    }),
  ];
}

function earlier(): FakeChat[] {
  return [
    {
      ...direct(mateo, 183, {
        kind: 'message',
        mine: false,
        text: '',
        files: { kind: 'voice', count: 1 },
      }),
      items: everySort(),
    },
    direct(amal, 261, said('شكراً جزيلاً، نلتقي غداً في المحطة')),
    direct(ewa, 3 * DAY, saying('Sleep well, and thank you for the plums')),
    place('group', 'Reading circle', 3 * DAY, { preview: { kind: 'deleted' } }),
    direct(siobhan, 4 * DAY, {
      ...said('See you at the station'),
      mine: true,
      tick: 'stored',
    } as Preview),
    own(direct(jonas, 9 * DAY, undefined), { marked: true }),
    own(direct(chidi, 40 * DAY, saying('The train did not run')), { archived: true }),
    own(place('room', 'old plans', 80 * DAY, { preview: saying('Done', 'Ewa') }), {
      archived: true,
      muted: true,
    }),
  ];
}

/** The head of a fake chat. */
export function headOf(chat: FakeChat, state: ChatHeadView['state']): ChatHeadView {
  const { row, members, topic, role = 'member' } = chat;
  const roleOf = (person: PersonView) =>
    person.id === NORA.id ? role : person.id === haruto.id ? 'admin' : ('member' as const);
  const views = members.map(
    (person): MemberView => ({ ...person, role: roleOf(person), me: person.id === NORA.id }),
  );
  const shared = row.kind !== 'direct';
  const { id, kind, lobby, name, person, preview, muted, pinned, archived, picture } = row;
  const rank = shared ? role : 'member';
  const rulings = { readOnly: chat.readOnly };
  const may = (act: Act): boolean => allowed(act, kind, rank, rulings);
  return {
    state,
    id,
    kind,
    lobby,
    name,
    memberCount: members.length,
    members: views.sort(
      (a, b) => Number(b.presence === 'online') - Number(a.presence === 'online'),
    ),
    here: views.filter((view) => view.presence === 'online' && !view.me),
    typing: preview?.kind === 'typing' ? preview.names : [],
    muted,
    pinned,
    archived,
    readOnly: chat.readOnly ?? false,
    openHistory: false,
    membersAdd: false,
    listed: kind === 'room',
    ...(picture === undefined ? {} : { picture }),
    ...(chat.pin ? { pin: chat.pin } : {}),
    ...(person ? { person } : {}),
    ...(topic === undefined ? {} : { topic }),
    ...(shared ? { role } : {}),
    may: {
      post: may('post'),
      change: may('change'),
      addMembers: may('addMember'),
      invite: may('invite'),
      removeMembers: may('removeMember'),
      ban: may('ban'),
      changeRoles: may('changeRole'),
      mentionAll: may('mentionAll'),
      pin: may('pin'),
      leave: may('leave') && !lobby,
    },
  };
}
