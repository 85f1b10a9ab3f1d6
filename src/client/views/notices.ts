// What happened to a chat or its members, as a timeline tells it.
import type { Event } from '#protocol/event.ts';
import type { Notice } from '../model/message.ts';
import type { PersonView } from '../model/people.ts';

type AuthorOf = (user: string) => PersonView;
type Of<Kind extends Event['kind']> = Extract<Event, { kind: Kind }>;

/** The notices of an event; none for what needs no telling. */
export function noticesOf(event: Event, authorOf: AuthorOf): Notice[] {
  const { seq, at } = event;
  const by = authorOf(event.by);
  const notice = (what: Notice['what'], more: Partial<Notice> = {}): Notice => {
    return { key: `${seq}${what}`, at, what, by, ...more };
  };
  switch (event.kind) {
    case 'chat.created':
      return [notice('created', { text: event.name })];
    case 'chat.changed':
      return whatChanged(event).map(([what, text]) => notice(what, text ? { text } : {}));
    case 'member.joined':
      return howJoined(event).map((what) => notice(what, { person: authorOf(event.user) }));
    case 'member.left':
      return [notice(howLeft(event), { person: authorOf(event.user) })];
    case 'member.unbanned':
      return [notice('unbanned', { person: authorOf(event.user) })];
    case 'member.changed':
      return [notice('role', { person: authorOf(event.user), text: event.role })];
    case 'message.pinned':
      return event.on ? [notice('pinned', { text: String(event.target) })] : [];
    default:
      return [];
  }
}

function whatChanged(event: Of<'chat.changed'>): [Notice['what'], string?][] {
  const { name, topic, avatar, readOnly } = event;
  const what: [Notice['what'], string?][] = [];
  if (name !== undefined) what.push(['renamed', name]);
  if (topic !== undefined) what.push(['topic', topic]);
  if (avatar !== undefined) what.push(['picture']);
  if (readOnly !== undefined) what.push([readOnly ? 'readOnly' : 'writable']);
  return what;
}

function howJoined({ role, user, by, invited }: Of<'member.joined'>): Notice['what'][] {
  // Who makes a chat is in it, which need not be said.
  if (role === 'owner' && user === by) return [];
  if (invited) return ['invited'];
  return [user === by ? 'joined' : 'added'];
}

function howLeft({ user, by, banned }: Of<'member.left'>): Notice['what'] {
  if (banned) return 'banned';
  return user === by ? 'left' : 'removed';
}
