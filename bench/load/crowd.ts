// Many members at once: connecting them, what they have received together, and waiting until nothing is missing.
import { setTimeout as sleep } from 'node:timers/promises';
import { Member, type Seat } from './member.ts';

const AT_ONCE = 100;
const DRAIN_MS_MAX = 30_000;

/** What members have received together. `lastAt`: when the last byte came. */
export interface Received {
  readonly packets: number;
  readonly eventBytes: number;
  readonly wireBytes: number;
  readonly lastAt: number;
}

/** Connected members. */
export interface Crowd {
  readonly members: readonly Member[];
  received(): Received;
  /**
   * Resolves when the members have received `eventBytes` together, to the byte. Rejects when they got more, when nothing
   * more comes, or when one was cut off.
   */
  drained(eventBytes: number): Promise<Received>;
  close(): Promise<void>;
}

/** Connects everybody, and puts them beside who is `there` already. */
export async function gather(seats: readonly Seat[], there?: Crowd): Promise<Crowd> {
  const members: Member[] = [...(there?.members ?? [])];
  for (let at = 0; at < seats.length; at += AT_ONCE) {
    const some = seats.slice(at, at + AT_ONCE).map((seat) => new Member(seat));
    members.push(...some);
    await Promise.all(some.map((member) => member.enter()));
  }
  const received = (): Received => sum(members);
  return {
    members,
    received,
    drained: async (eventBytes) => {
      const from = performance.now();
      while (received().eventBytes < eventBytes) {
        if (members.some(({ closed }) => closed)) throw new Error('a member was cut off');
        if (performance.now() - from > DRAIN_MS_MAX) throw lost(received(), eventBytes);
        await sleep(5);
      }
      if (received().eventBytes > eventBytes) throw lost(received(), eventBytes);
      return received();
    },
    close: async () => {
      for (const member of members) member.close();
      await sleep(100);
    },
  };
}

function sum(members: readonly Member[]): Received {
  let [packets, eventBytes, wireBytes, lastAt] = [0, 0, 0, 0];
  for (const { reader, lastAt: at } of members) {
    packets += reader.packets;
    eventBytes += reader.eventBytes;
    wireBytes += reader.wireBytes;
    lastAt = Math.max(lastAt, at);
  }
  return { packets, eventBytes, wireBytes, lastAt };
}

function lost({ eventBytes }: Received, wanted: number): Error {
  return new Error(`the members received ${eventBytes} bytes of events instead of ${wanted}`);
}
