// What somebody gets in place of an event that is kept from them: its number, so that their log has no hole.
import type { Event } from '#protocol/event.ts';

/** The event, as JSON, without what it says. */
export function withheldOf(json: string): string {
  const { seq, at, by } = JSON.parse(json) as Event;
  const event: Event = { seq, at, by, kind: 'withheld', class: 'system' };
  return JSON.stringify(event);
}
