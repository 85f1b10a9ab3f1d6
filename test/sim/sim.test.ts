// The simulator over fixed seeds: a whole world of servers, networks and people each, in which every promise must hold. What
// a seed once found is kept by name.
import { test } from 'node:test';
import { simulate } from './simulation.ts';

const STEPS = 240;
const FIXED = Array.from({ length: 20 }, (_, index) => index + 1);
const RULES = 'LOG1 LOG2 LOG3 LOG7 LOG8 SYNC1 SYNC2 SYNC8 OUT1 OUT2 REP1 READ1 CHAT4';

/**
 * Seeds that found something, and what. The first four still do when their bug is put back; what the others found needs a
 * rarer meeting, which later changes of the code have moved to other seeds.
 */
const FOUND: readonly (readonly [number, string])[] = [
  [5, 'SYNC2: a follower registered in the middle of the read that it was to continue'],
  [4, 'OUT1: an answered message stayed in the outbox when a snapshot jumped over its event'],
  [19, 'OUT4: what storage did not give at the start was never asked for again'],
  [7, 'CHAT2: a newcomer between the chat list and the directory appeared to nobody'],
  [60, 'OUT2: a tab sent what another wrote last before what that one wrote first'],
  [22, 'REP1: a snapshot older than the events counted as knowing the members'],
  [71, 'SYNC1: a name from an old snapshot won over the event that changed it'],
  [1019, 'READ2: a read mark that was refused for now was not said again'],
];

for (const seed of FIXED) {
  test(`${RULES} hold in a simulation from seed ${seed}`, async () => {
    await simulate({ seed, steps: STEPS });
  });
}

for (const [seed, what] of FOUND) {
  test(`${what} (seed ${seed})`, async () => {
    await simulate({ seed, steps: STEPS * 2 });
  });
}
