// Keeps what the events add up to, in the transaction that stores them: chats, members, people, marks.
// Fold(events) = projection: a test rebuilds these tables from the events and compares.
import type { Ask } from '#core/ask.ts';
import type { Fact } from '#protocol/event.ts';
import type { Queries } from '../database.ts';
import { CHAT_PROJECTORS } from './chats.ts';
import { MESSAGE_PROJECTORS } from './messages.ts';
import { OWN_PROJECTORS } from './own.ts';
import { PEOPLE_PROJECTORS } from './people.ts';
import { nothing, type Placed, type Projector, type Projectors } from './placed.ts';

const PROJECTORS: Projectors<Fact> = {
  ...MESSAGE_PROJECTORS,
  ...CHAT_PROJECTORS,
  ...OWN_PROJECTORS,
  ...PEOPLE_PROJECTORS,
  blank: nothing,
  withheld: nothing,
};

/** Applies one event to the projections. `ask` gives the private part of an account, which no event holds. */
export function project(q: Queries, placed: Placed, ask?: Ask): Promise<void> {
  const projector = PROJECTORS[placed.event.kind] as Projector<Fact['kind']>;
  return projector(q, placed, ask);
}
