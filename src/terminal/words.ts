// Every word that the full-screen client says, in English: the same words as in the browser. Names come in safe.
import type { Notice } from '#client/model.ts';

const number = new Intl.NumberFormat('en');

/** So many people. */
export function people(count: number): string {
  return count === 1 ? '1 person' : `${number.format(count)} people`;
}

/** The catalogue. */
export const words = {
  you: 'You',
  today: 'Today',
  yesterday: 'Yesterday',
  new: 'New',
  edited: 'edited',
  pinned: 'pinned',
  deleted: (name: string) => `${name} deleted this message`,
  deletedMine: 'You deleted this message',
  undo: 'Undo with u',
  deletedAccount: 'Deleted account',
  folded: 'Message of somebody you block',
  forwarded: (name: string) => `Forwarded from ${name}`,
  quoteGone: 'This message is gone',
  notSent: 'Not sent.',
  again: 'Enter on it: try again; d: remove',
  older: 'Loading what was said before…',
  loading: 'Loading…',
  failing: 'This chat could not be loaded. It is tried again by itself when there is a connection.',
  forbidden: 'You cannot read this chat',
  nothing: 'Nothing was said yet.',
  message: 'Message',
  readOnly: 'You can read here, not write.',
  replying: (name: string) => `Reply to ${name}`,
  editing: 'Change your message',
  lost: 'No connection. What you write is sent when it is back.',
  waiting: (count: number) => (count === 1 ? '1 message waits' : `${count} messages wait`),
  signedOut: 'You were signed out here. Leave with Ctrl+C and sign in again.',
  came: (name: string) => `${name} is here now`,
  left: (name: string) => `${name} left`,
  onWall: 'There is something new on your wall',
  asks: (name: string) => `${name} wants you as a contact`,
  hints: (waiting: number) =>
    `Ctrl+K go to   Ctrl+O more${waiting > 0 ? ` (${waiting})` : ''}   Esc messages   F1 keys`,
  selectHints: 'r reply  e edit  d delete  + react  f forward  p pin  o more  Esc back',
  noMatch: 'Nothing of this name.',
  small: 'This terminal is too small. Kith needs 40×10.',
  connecting: (server: string) => `Connecting to ${server}…`,
  goodbye: 'Goodbye.',
  down: (count: number) => (count === 0 ? 'End: go down' : `End: go down, ${count} new`),
  typing: (names: readonly string[]) => {
    if (names.length === 1) return `${names[0]} is writing`;
    return names.length === 2
      ? `${names[0]} and ${names[1]} are writing`
      : 'Several people are writing';
  },
  here: (count: number, here: number) => `${people(count)}, ${number.format(here)} here`,
  presence: { online: 'Here now', away: 'Away', offline: 'Not here', unknown: '' },
} as const;

/** What a notice says behind the name of who did it. */
export function noticeWords(notice: Notice, who: string, text: string): string {
  switch (notice.what) {
    case 'created':
      return text === '' ? 'started this chat' : `started “${text}”`;
    case 'joined':
      return 'joined';
    case 'invited':
      return 'joined by an invite link';
    case 'left':
      return 'left';
    case 'added':
      return `added ${who}`;
    case 'removed':
      return `removed ${who}`;
    case 'banned':
      return `banned ${who}`;
    case 'unbanned':
      return `let ${who} in again`;
    case 'renamed':
      return `renamed this to “${text}”`;
    case 'topic':
      return text === '' ? 'removed the topic' : `changed the topic to “${text}”`;
    case 'picture':
      return 'changed the picture';
    case 'readOnly':
      return 'made this read-only';
    case 'writable':
      return 'let everybody write again';
    case 'role':
      return `made ${who} ${text}`;
    default:
      return 'pinned a message';
  }
}

const DAY_MS = 86_400_000;
const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const stamped = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' });

/** 14:02. */
export function timeOf(at: number): string {
  return time.format(at);
}

/** 20 Nov 2026, 14:02. */
export function stampedOf(at: number): string {
  return stamped.format(at);
}

/** Today, Yesterday, Friday 20 November, 20 November 2025. */
export function dayOf(at: number, now: number): string {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (at >= midnight) return words.today;
  if (at >= midnight - DAY_MS) return words.yesterday;
  return now - at < 300 * DAY_MS ? day.format(at) : date.format(at);
}

/** 180 KB. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

/** The keys, for the help sheet: what is pressed, what it does. */
export const KEYS: readonly (readonly [string, string])[] = [
  ['Enter', 'send'],
  ['Alt+Enter, Ctrl+J', 'another line'],
  ['Tab', 'complete @name or :emoji'],
  ['Up, in an empty box', 'edit your last message'],
  ['Esc', 'choose a message; again: back'],
  ['Ctrl+K', 'go to a chat or a person'],
  ['Alt+Up, Alt+Down', 'the chat before, the next one'],
  ['Alt+Shift+Up/Down', 'the next unread one'],
  ['PageUp, PageDown, End', 'scroll, go down'],
  ['Ctrl+O', 'members, rooms, people, walls, files, and more'],
  ['Ctrl+A Ctrl+E Alt+B Alt+F', 'move in what you write'],
  ['Ctrl+W Ctrl+U Alt+D Alt+K', 'cut; Ctrl+Y puts it in again'],
  ['Ctrl+L', 'draw the screen again'],
  ['Mouse, where it is on', 'wheel scrolls, a click opens or chooses'],
  ['Ctrl+C', 'leave; twice: at once'],
  ['', ''],
  ['On a chosen message', ''],
  ['r  e  d  x', 'reply, edit, delete for everyone, delete for you'],
  ['+  f  p  u', 'react, forward, pin, undo'],
  ['h  s  w  o', 'earlier versions, seen by, page of its author, all of these'],
];
