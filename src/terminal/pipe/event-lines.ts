// Events of a chat as lines: sentences for people, JSON for scripts. One event is one line, whatever it says.
import type { Event } from '#protocol/event.ts';
import { safeJson, safeLine } from '../text/safe.ts';
import type { People } from './people.ts';

/** Whom an event speaks of. */
export function peopleIn(event: Event): string[] {
  return 'user' in event && typeof event.user === 'string' ? [event.by, event.user] : [event.by];
}

/** One line of JSON: the event as the server keeps it, with the names of who acted. */
export function jsonLine(chat: string, event: Event, people: People): string {
  const about =
    'user' in event && typeof event.user === 'string' ? { about: people.named(event.user) } : {};
  return safeJson({ chat, ...event, from: people.named(event.by), ...about });
}

/** A sentence with time and number; undefined for what says nothing to people. */
export function plainLine(event: Event, people: People): string | undefined {
  const words = wordsOf(event, people);
  if (words === undefined) return undefined;
  return `${event.seq}\t${stampOf(event.at)}\t${words}`;
}

/** 2026-11-21 14:03, local time. */
export function stampOf(at: number): string {
  const date = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16).replace('T', ' ');
}

function wordsOf(event: Event, people: People): string | undefined {
  const by = people.words(event.by);
  switch (event.kind) {
    case 'message.posted':
      return 'sealed' in event.body ? `${by}: (sealed)` : `${by}: ${saidIn(event.body)}`;
    case 'message.edited':
      return `${by} changed ${event.target}: ${inOneLine(event.body.text)}`;
    case 'message.deleted':
      return `${by} deleted ${event.target}`;
    case 'message.reacted':
      return `${by} ${event.on ? 'reacted to' : 'no longer reacts to'} ${event.target}: ${safeLine(event.emoji)}`;
    case 'message.pinned':
      return `${by} ${event.on ? 'pinned' : 'unpinned'} ${event.target}`;
    default:
      return noticeOf(event, people);
  }
}

function noticeOf(event: Event, people: People): string | undefined {
  const by = people.words(event.by);
  switch (event.kind) {
    case 'member.joined': {
      const who = people.words(event.user);
      return event.user === event.by ? `${who} joined` : `${by} added ${who}`;
    }
    case 'member.left': {
      const who = people.words(event.user);
      return event.user === event.by ? `${who} left` : `${by} removed ${who}`;
    }
    case 'chat.changed':
      if (event.name !== undefined) return `${by} renamed this to "${safeLine(event.name)}"`;
      return event.topic === undefined ? undefined : `${by} changed the topic`;
    default:
      return undefined;
  }
}

interface Said {
  readonly text: string;
  readonly files?: readonly { readonly name: string; readonly id: string }[] | undefined;
}

/** What a message says in one line, its files in brackets. */
export function saidIn({ text, files = [] }: Said): string {
  const names = files.map(({ name, id }) => `[${safeLine(name)} ${id}]`);
  return [inOneLine(text), ...names].filter((part) => part !== '').join(' ');
}

/** Line ends stay visible as `\n`, so that one message is one line. */
function inOneLine(text: string): string {
  return safeLine(text.replace(/\\/g, '\\\\').replace(/\r\n?|\n/g, '\\n'));
}
