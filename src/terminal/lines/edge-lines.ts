// The edges of the screen: above, what is open and who is there; below, the connection, who writes, what was said.
import type { ChatHeadView, WallView } from '#client/model.ts';
import { waitingOf } from '../face/comings.ts';
import type { Face } from '../face/face.ts';
import type { Talk } from '../face/talk.ts';
import { safeLine } from '../text/safe.ts';
import { type Line, type Span, span, wrap } from '../text/spans.ts';
import { words } from '../words.ts';
import { nameOf } from './message-lines.ts';

/** Name and what there is to know of it; a wall's profile has lines of its own. The last line is empty. */
export function headLines({ chat, wall }: Talk, columns: number): Line[] {
  if (chat) return [chatHead(chat.head.get()), []];
  return wall ? [...wallHead(wall.head.get(), columns), []] : [[]];
}

function chatHead(head: ChatHeadView): Line {
  const name = head.person?.deleted ? words.deletedAccount : safeLine(head.name);
  const aside =
    head.kind === 'direct'
      ? words.presence[head.person?.presence ?? 'unknown']
      : words.here(head.memberCount, head.here.length + (head.role ? 1 : 0));
  const parts = [
    aside,
    safeLine(head.topic ?? ''),
    head.pin ? `⌃ ${safeLine(head.pin.quote.text)}` : '',
  ];
  const more = parts.filter((part) => part !== '').join(' · ');
  return [span(`  ${name}`, { bold: true }), span(`  ${more}`, { dim: true })];
}

function wallHead({ person, profile, own, state }: WallView, columns: number): Line[] {
  if (!person || state === 'missing') return [[span('  Nobody is here', { bold: true })]];
  const title: Line = [
    span(`  ${own ? 'Your wall' : nameOf(person)}`, { bold: true }),
    span(`  @${person.username} · ${words.presence[person.presence]}`, { dim: true }),
  ];
  const { about, firstName, familyName, city, country, email, gender } = profile ?? {};
  const fields = [
    about,
    [firstName, familyName].filter(Boolean).join(' '),
    city,
    country,
    email,
    gender,
  ];
  const known = fields
    .filter((field) => field !== undefined && field !== '')
    .map((f) => safeLine(f ?? ''));
  if (known.length === 0) return [title];
  return [title, ...wrap([span(`  ${known.join(' · ')}`, { dim: true })], columns)];
}

/** The line at the bottom: what matters most of what there is to say. */
export function bottomLine(face: Face): Line {
  const { talk, said } = face;
  const parts: Span[] = [span(' ')];
  const strip = stripOf(face);
  if (strip) parts.push(strip, span('   '));
  const typing = talk?.chat?.head.get().typing ?? [];
  if (typing.length > 0) {
    parts.push(span(words.typing(typing.map(safeLine)), { dim: true }), span('   '));
  }
  if (said !== '') parts.push(span(said, { bold: true }));
  else if (typing.length > 0) return parts;
  else if (talk?.selected !== undefined) parts.push(span(words.selectHints, { dim: true }));
  else if (talk?.anchor) parts.push(span(downOf(talk), { dim: true }));
  else if (!strip) parts.push(span(words.hints(waitingOf(face.client)), { dim: true }));
  return parts;
}

function downOf(talk: Talk): string {
  const { items, leftAt } = talk;
  let count = 0;
  // From the newest up: those before are many.
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at];
    if (item?.type !== 'message' || item.seq === undefined) continue;
    if (item.seq <= leftAt) break;
    if (!item.mine) count += 1;
  }
  return words.down(count);
}

/** That there is no connection, when there is none for a while. */
function stripOf({ client, isLost }: Face): Span | undefined {
  const { state, queued } = client.connection.get();
  if (state === 'signedOut') return span(words.signedOut, { color: 'red' });
  if (!isLost) return undefined;
  const waits = queued > 0 ? ` ${words.waiting(queued)}.` : '';
  return span(`${words.lost}${waits}`, { color: 'yellow' });
}
