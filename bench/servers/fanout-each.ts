// Stands in for realtime/fanout.ts: every event is flushed by itself, so that each follower gets a write per message.
import { type Announced, Fanout as Gathering } from '#realtime/fanout.ts';

/** A fan-out that gathers nothing. */
export class Fanout extends Gathering {
  override announce(events: readonly Announced[]): void {
    for (const event of events) super.announce([event]);
  }
}
