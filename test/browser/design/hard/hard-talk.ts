// What nobody writes and somebody will: texts of full length, code that is too wide, pictures of every shape, many files,
// many reactions, two directions in one line, uploads that fail.
import type { Attachment, FileView, MessageItem, PersonView, TimelineItem } from '#client/model.ts';
import { DOCUMENT, picture, VOICE } from '../fake-files.ts';
import { crowd, NORA, PEOPLE } from '../fake-people.ts';
import { TABLE, talk } from '../fake-talk.ts';

const { amara, mateo, amal } = PEOPLE;
const TEXT_CHARS = 16_000;
const SENTENCE = 'The gate was open, the dog was asleep, and nobody had asked for the keys. ';
const FACES = [...'👍😂😮😢🎉🙏🔥🥳😍🤔👀💯🚀🌻🍰⛵🍅🐢🦊🌈🎈📚🎧🧩🪴🧵🪁🫖🥐'];

const named = (name: string, more: Partial<FileView> = {}): FileView => ({
  ...DOCUMENT,
  id: `${name.length}${DOCUMENT.id}`.slice(0, 20),
  name,
  ...more,
});

const FILES: readonly FileView[] = [
  named('a.txt', { bytes: 1 }),
  named('Protokoll der Jahreshauptversammlung des Kleingartenvereins, endgültige Fassung (3).docx'),
  named('محضر الاجتماع السنوي.pdf', { bytes: 999_999_999 }),
  named('ferry.mp4', { kind: 'video', type: 'video/mp4', bytes: 48_000_000, durationMs: 62_000 }),
  named('hymn.flac', {
    kind: 'audio',
    type: 'audio/flac',
    bytes: 31_000_000,
    durationMs: 3_912_000,
  }),
];

const SHAPES: readonly (readonly [number, number])[] = [
  [1200, 800],
  [800, 1200],
  [3000, 120],
  [60, 2400],
  [16, 16],
];

function shaped(width: number, height: number): FileView {
  return picture('lake', { id: `${width}x${height}`.padEnd(20, 'q'), width, height });
}

/** A file of a message that waits, so far. */
export function attachment(name: string, more: Partial<Attachment> = {}): Attachment {
  const local = { name, type: 'application/pdf', size: 26_000_000, source: undefined };
  return { key: name, local, caption: '', state: 'uploading', progress: 0.4, ...more };
}

type Hard = Partial<MessageItem> & { by: PersonView; text: string };

/** A group of people with hard names, in which everything hard was said. */
export function hardTalk(): TimelineItem[] {
  const [longest = amara, second = mateo, emoji = amal] = crowd(3);
  const said: readonly Hard[] = [...texts(longest, second), ...pictures(emoji), ...mine()];
  return talk(said.map((one, at) => ({ ...one, ago: (said.length - at) * 7 })));
}

function texts(longest: PersonView, second: PersonView): Hard[] {
  return [
    { by: longest, text: SENTENCE.repeat(TEXT_CHARS / SENTENCE.length).slice(0, TEXT_CHARS) },
    { by: longest, text: CODE },
    { by: second, text: MARKED, reply: { ...TABLE, author: longest } },
    { by: second, text: `https://example.org/${'a-path-that-goes-on/'.repeat(12)}?and=more` },
    { by: amal, text: 'شغّلي `npm run screens -- door` ثم قولي لـ Haruto إن الصور في screens/.' },
    {
      by: second,
      text: 'Yes.',
      reactions: FACES.map((face, at) => ({
        emoji: face,
        count: at * at + 1,
        mine: at % 4 === 0,
        people: crowd(Math.min(at, 8)),
      })),
    },
  ];
}

function pictures(by: PersonView): Hard[] {
  const ten = SHAPES.concat(SHAPES).map(([width, height]) => shaped(width, height));
  return [
    { by, text: 'All ten of them.', files: ten },
    ...SHAPES.map(([width, height]): Hard => ({ by, text: '', files: [shaped(width, height)] })),
    { by, text: '', files: [picture('sea', { caption: SENTENCE.repeat(3) }), picture('table')] },
    { by, text: 'Everything from the table.', files: FILES },
    { by, text: '🫠', large: true, reply: TABLE },
  ];
}

function mine(): Hard[] {
  const failure = { rejected: 'tooLarge', message: 'This picture is larger than 25 MB.' };
  const failed = attachment('a scan of every page.tiff', { state: 'failed', refused: failure });
  const waiting = attachment('plums.jpg', {
    preview: '/fake/orchard.svg',
    local: { name: 'plums.jpg', type: 'image/jpeg', size: 1_200_000, source: undefined },
    width: 600,
    height: 400,
  });
  return [
    { by: NORA, text: 'In a moment.', attachments: [waiting], tick: 'waiting' },
    { by: NORA, text: '', attachments: [attachment('Atlas.pdf'), failed], tick: 'failed', failure },
    { by: NORA, text: '', files: [VOICE], edited: Date.now() },
    { by: NORA, text: 'x', pinned: true, edited: Date.now() },
  ];
}

const CODE = [
  '```ts',
  '// a line that is wider than any bubble, because somebody pasted it from a window of four hundred columns, as one does',
  'export const answer = (question: string): number => (question === "" ? 0 : question.length != 42 ? 42 : -1);',
  ...Array.from({ length: 30 }, (_, at) => `  line ${at}`),
  '```',
].join('\n');

const MARKED = [
  '# Not a title, but **bold**, *slanted*, ~~gone~~ and `code that is long enough to need a second line on a phone`',
  '',
  '> A quote of somebody else',
  '> over two lines',
  '',
  '1. first',
  '2. second, with [a link](https://example.org)',
  '',
  '- a point',
  '- another one for @nora and @all',
].join('\n');
