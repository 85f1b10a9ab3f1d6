// What was said in the fake chats, as items of a timeline: groups, days, notices, the "New" line, failures, hostile text.
import type { MessageItem, Notice, PersonView, Quote, TimelineItem } from '#client/model.ts';
import { DOCUMENT, picture, VOICE } from './fake-files.ts';
import { NORA, PEOPLE } from './fake-people.ts';

const MINUTE_MS = 60_000;
const GROUP_MS = 5 * MINUTE_MS;

type Said = Partial<MessageItem> & { by: PersonView; text: string; ago: number };

/** Messages, `ago` in minutes before now, grouped as the client groups them; a day line first. */
export function talk(said: readonly Said[], newBefore?: number): TimelineItem[] {
  const messages = said.map(messageOf);
  const items = messages.flatMap((message, at): TimelineItem[] => {
    const item = { ...message, ...groupOf(messages, at, newBefore) };
    const before: TimelineItem[] = at === newBefore ? [{ type: 'new', key: 'new' }] : [];
    return [...before, item];
  });
  const [first] = messages;
  return first ? [{ type: 'day', key: 'day', at: first.at }, ...items] : [];
}

const MAY = { reply: true, react: true, hide: true, pin: true };

/** What every message has that nothing happened to. */
export const PLAIN = {
  files: [],
  attachments: [],
  reactions: [],
  pinned: false,
  mentionsMe: false,
  folded: false,
  deleted: false,
  large: false,
  first: true,
  last: true,
} as const satisfies Partial<MessageItem>;

function messageOf({ by, ago, ...rest }: Said, at: number): MessageItem {
  const mine = by.id === NORA.id;
  const isStored = rest.tick !== 'waiting' && rest.tick !== 'failed';
  return {
    type: 'message',
    key: `m${at}`,
    ...(isStored ? { seq: at + 1 } : { command: `c${at}` }),
    author: { ...by, presence: 'unknown' },
    mine,
    at: Date.now() - ago * MINUTE_MS,
    ...PLAIN,
    may: { ...MAY, edit: mine, erase: mine },
    ...(mine ? { tick: 'read' as const } : {}),
    ...rest,
  };
}

function groupOf(all: readonly MessageItem[], at: number, newBefore: number | undefined) {
  const joins = (one: number, other: number): boolean => {
    const [a, b] = [all[one], all[other]];
    if (!a || !b || other === newBefore) return false;
    return a.author.id === b.author.id && b.at - a.at <= GROUP_MS;
  };
  return { first: !joins(at - 1, at), last: !joins(at, at + 1) };
}

/** Folded notices, `ago` in minutes. */
export function notices(ago: number, list: readonly Omit<Notice, 'key' | 'at'>[]): TimelineItem {
  const at = Date.now() - ago * MINUTE_MS;
  return {
    type: 'notices',
    key: `n${ago}`,
    notices: list.map((notice, index) => ({ ...notice, key: `n${ago}.${index}`, at })),
  };
}

const { amara, jonas, priya, haruto, ewa, mateo, chidi, amal, siobhan, giorgos } = PEOPLE;
const CODE = [
  '```sh',
  '# the camera card, without what is there already',
  'rsync -av --ignore-existing \\',
  '  card/DCIM/ "disk:/family/2026-11/"',
  '```',
].join('\n');

/** The message with the pictures, as others quote it. */
export const TABLE: Quote = {
  seq: 1,
  author: amara,
  text: 'Same table? We are nine if Chidi’s train runs.',
  picture: picture('lake'),
  files: 3,
  gone: false,
};

/** The conversation of the drawings. */
export function sundayLunch(): TimelineItem[] {
  const items = talk(
    [
      {
        by: amara,
        text: 'Same table? We are nine if Chidi’s train runs.',
        ago: 35,
        pinned: true,
        files: [picture('lake'), picture('table'), picture('orchard')],
        reactions: [
          { emoji: '❤️', count: 4, mine: true, people: [NORA, haruto, ewa, mateo] },
          { emoji: '😍', count: 2, mine: false, people: [priya, jonas] },
        ],
      },
      {
        by: NORA,
        text: 'Same table, and the good chairs come in before it rains.',
        ago: 27,
        reply: TABLE,
      },
      {
        by: NORA,
        text: 'I’ll do bread and the long tablecloth.',
        ago: 26,
        edited: Date.now() - 25 * MINUTE_MS,
      },
      {
        by: jonas,
        text: 'Last time’s pictures go to the family disk tonight. If you have more:',
        ago: 8,
      },
      { by: jonas, text: CODE, ago: 7 },
      {
        by: priya,
        text: 'Shall I make the dal again? @nora asked for it twice.',
        ago: 2,
        mentionsMe: true,
        reactions: [{ emoji: '😋', count: 3, mine: false, people: [amara, haruto, mateo] }],
      },
    ],
    3,
  );
  const [day, ...rest] = items;
  const folded = notices(50, [
    { what: 'joined', by: haruto },
    { what: 'renamed', by: ewa, text: 'Sunday lunch' },
    { what: 'added', by: ewa, person: mateo },
    { what: 'topic', by: chidi, text: 'Every week at one' },
  ]);
  return day ? [day, folded, ...rest] : rest;
}

/** A room with a quotable subject and a phone's worth of talk. */
export function allotment(): TimelineItem[] {
  return talk(
    [
      { by: siobhan, text: 'Rows two and three, watered. The yellow ones are ready.', ago: 133 },
      { by: NORA, text: 'Lovely. I’ll come by after work with the crates.', ago: 120 },
      { by: NORA, text: 'And the shed needs a new bulb.', ago: 119, tick: 'delivered' },
      { by: giorgos, text: 'Row four is dry as a biscuit.', ago: 15 },
      { by: giorgos, text: '@Nora the long hose?', ago: 15 },
    ],
    3,
  );
}

/** Every sort of message once: large emoji, deleted, edited, waiting, failed, long words, markup that is none. */
export function everySort(): TimelineItem[] {
  const failure = { rejected: 'tooFast', message: 'Too many messages at once.' };
  const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(4);
  return talk([
    { by: mateo, text: '🥳🍰', ago: 300, large: true },
    { by: amal, text: 'وصلت الكتب إلى المدرسة اليوم.', ago: 250 },
    { by: NORA, text: 'نعم، ومعي Haruto أيضاً.', ago: 249 },
    { by: mateo, text: '', ago: 200, deleted: true },
    { by: NORA, text: '', ago: 199, deleted: true },
    { by: mateo, text: '', ago: 195, files: [VOICE] },
    { by: NORA, text: 'As promised.', ago: 194, files: [DOCUMENT], forwarded: ewa },
    {
      by: mateo,
      text: '',
      ago: 192,
      files: [picture('sea')],
      reactions: [{ emoji: '⛵', count: 1, mine: true, people: [NORA] }],
    },
    { by: mateo, text: 'We could leave at six', ago: 190, reply: { ...TABLE, gone: true } },
    { by: amal, text: 'Not for you', ago: 189, folded: true },
    { by: mateo, text: word, ago: 180 },
    { by: mateo, text: '<img src=x onerror=alert(1)> **bold** [a](javascript:alert(1))', ago: 170 },
    { by: NORA, text: 'I can carry it on the bike.', ago: 9, tick: 'stored' },
    { by: NORA, text: 'The plums are in the blue bucket.', ago: 8, tick: 'failed', failure },
    { by: NORA, text: 'Or in the green one.', ago: 1, tick: 'waiting' },
  ]);
}

/** A long conversation of `count` messages between a few people. */
export function longTalk(count: number): TimelineItem[] {
  const people = [amara, NORA, jonas, priya];
  const lines = [
    'Yes.',
    'I think so, the wall is big enough, and if not we take the other one.',
    'Tomorrow?',
  ];
  return talk(
    Array.from({ length: count }, (_, at) => ({
      by: people[(at >> 1) % people.length] ?? amara,
      text: `${lines[at % lines.length]} (${at + 1})`,
      ago: (count - at) * 4,
    })),
  );
}
