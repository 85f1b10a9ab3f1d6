// One encoding for all followers of a log: the stored JSON of the events, joined.
import type { Packet } from '#core/messenger.ts';

const PACKET_CHARS_MAX = 256 * 1024;

/** The packets for a run of events: one, unless it would be longer than 256 Ki characters. */
export function packetsOf(
  log: string,
  events: readonly { readonly json: string }[],
): readonly Packet[] {
  const packets: Packet[] = [];
  let run: string[] = [];
  let length = 0;
  for (const { json } of events) {
    if (run.length > 0 && length + json.length > PACKET_CHARS_MAX) {
      packets.push(packetOf(log, run));
      run = [];
      length = 0;
    }
    run.push(json);
    length += json.length;
  }
  if (run.length > 0) packets.push(packetOf(log, run));
  return packets;
}

function packetOf(log: string, events: readonly string[]): Packet {
  return { log, events, json: `{"log":${JSON.stringify(log)},"events":[${events.join(',')}]}` };
}
