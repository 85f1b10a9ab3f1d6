// Who asks too fast is left to wait a little, so that refusing never costs the server more than asking costs them.
// Whoever keeps to what a refusal says does not notice.
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#base/clock.ts';
import type { Rejection } from '#protocol/rejection.ts';

const REST_MS = 250;

/** Whether a refusal means that its connection is to rest. */
export function callsForRest({ rejected }: Rejection): boolean {
  return rejected === 'tooFast' || rejected === 'busy';
}

/** Answers of 429 wait, and with them the connection. */
export function restOnRefusal(app: FastifyInstance, clock: Clock): void {
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (reply.statusCode === 429) rest(clock, () => done(null, payload));
    else done(null, payload);
  });
}

/** Calls `goOn` when the rest is over. */
export function rest(clock: Clock, goOn: () => void): void {
  clock.after(REST_MS, goOn);
}
