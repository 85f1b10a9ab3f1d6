// What connections weigh: the memory of the server's process before and after, garbage collected.
import { type Crowd, gather } from './crowd.ts';
import type { Seat } from './member.ts';
import type { ServerProcess } from './server-process.ts';

/** A crowd and its weight, in bytes of resident memory. */
export interface Weighed {
  readonly crowd: Crowd;
  /** Of the process with nobody there. */
  readonly emptyBytes: number;
  /** Of each connection. */
  readonly bytesEach: number;
}

/** Connects everybody. The `first` few load and compile what the rest only use, and are not weighed. */
export async function weigh(
  server: ServerProcess,
  seats: readonly Seat[],
  first: number,
): Promise<Weighed> {
  const rss = async () => (await server.vitals('settled')).rssBytes;
  const emptyBytes = await rss();
  const few = await gather(seats.slice(0, first));
  const fewBytes = await rss();
  const crowd = await gather(seats.slice(first), few);
  const bytesEach = ((await rss()) - fewBytes) / (seats.length - first);
  return { crowd, emptyBytes, bytesEach };
}
