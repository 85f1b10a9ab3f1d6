// Whom a text calls, as it may stand in an event: everybody only where that is allowed.
import type { Named } from '#protocol/event.ts';
import type { Facts } from '../../facts.ts';
import { may, type Stand } from './standing-in.ts';

/** The people named; `all` is left out, without a word, where somebody may not call everybody. */
export function namedBy({ named }: Facts, stand: Stand): Named {
  const all = named?.all && may('mentionAll', stand);
  return {
    ...(named?.mentions?.length && { mentions: named.mentions }),
    ...(all && { all }),
  };
}
