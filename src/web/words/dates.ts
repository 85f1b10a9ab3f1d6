// Times and dates as people read them, in the language in use. Knows today from yesterday, nothing else of chats.
import { locale, words } from './words.ts';

const DAY_MS = 86_400_000;

const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short' });
const dayMonth = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const numeric = new Intl.DateTimeFormat(locale, { dateStyle: 'short' });
const longDay = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
const longDate = new Intl.DateTimeFormat(locale, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const soon = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

/** 14:02. */
export function timeOf(at: number): string {
  return time.format(at);
}

/** Friday, 20 November 2026 at 14:02:11. */
export function exactTimeOf(at: number): string {
  return exact.format(at);
}

/** 20 Nov 2026, 14:02. */
export function shortDateTimeOf(at: number): string {
  return soon.format(at);
}

/** For a row: the time today, the weekday within a week, the date before, the year too when it is another. */
export function shortTimeOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days <= 0) return time.format(at);
  if (days < 7) return weekday.format(at);
  return yearOf(at) === yearOf(now) ? dayMonth.format(at) : numeric.format(at);
}

/** Today, Yesterday, Friday 20 November, 20 November 2025. */
export function dayOf(at: number, now: number): string {
  const days = daysBetween(at, now);
  if (days === 0) return words.chat.today;
  if (days === 1) return words.chat.yesterday;
  return yearOf(at) === yearOf(now) ? longDay.format(at) : longDate.format(at);
}

/** 20 minutes ago, 3 hours ago, yesterday. */
export function agoOf(at: number, now: number): string {
  const minutes = Math.round((now - at) / 60_000);
  if (minutes < 60) return relative.format(-Math.max(1, minutes), 'minute');
  const hours = Math.round(minutes / 60);
  if (hours < 24) return relative.format(-hours, 'hour');
  return relative.format(-Math.max(1, daysBetween(at, now)), 'day');
}

/** 16,000. */
export function countOf(count: number): string {
  return count.toLocaleString(locale);
}

/** The date of a day, for <time>. */
export function isoOf(at: number): string {
  return new Date(at).toISOString();
}

function yearOf(at: number): number {
  return new Date(at).getFullYear();
}

/** Calendar days from one moment to another, by the local clock. */
function daysBetween(from: number, to: number): number {
  return Math.round((midnightOf(to) - midnightOf(from)) / DAY_MS);
}

function midnightOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
