// Reads WebSocket frames from a server as cheaply as can be, so that the load is not what is measured. Of a packet of
// events it looks at the head only: its length says how many bytes of events came, since each packet of one log adds the
// same few bytes around them. All other frames are handed over as text.

const EVENTS_HEAD = '42["events",{"log":"","events":[]}]'.length;
const HEAD_MIN = 12;
const TWO = 0x32;
const SMALL_E = 0x65;

/** What a reader has counted. `eventBytes`: the events' JSON and one separator each. */
export class FrameReader {
  packets = 0;
  eventBytes = 0;
  wireBytes = 0;
  readonly #around: number;
  readonly #whole: boolean;
  readonly #onText: (text: string) => void;
  #left = 0;
  #kept: Buffer | undefined;

  /** `logChars`: length of the names of all logs that are followed. `whole`: packets of events are handed over too. */
  constructor(logChars: number, whole: boolean, onText: (text: string) => void) {
    this.#around = EVENTS_HEAD + logChars;
    this.#whole = whole;
    this.#onText = onText;
  }

  /** Takes what has come; the bytes are not kept beyond the call. */
  read(bytes: Buffer): void {
    this.wireBytes += bytes.length;
    const chunk = this.#kept ? Buffer.concat([this.#kept, bytes]) : bytes;
    this.#kept = undefined;
    let at = 0;
    while (at < chunk.length) {
      const used = this.#left > 0 ? this.#skip(chunk.length - at) : this.#take(chunk, at);
      if (used === 0) {
        this.#kept = Buffer.from(chunk.subarray(at));
        return;
      }
      at += used;
    }
  }

  #skip(there: number): number {
    const step = Math.min(this.#left, there);
    this.#left -= step;
    return step;
  }

  /** The bytes of one frame that were used; 0 when more must come first. */
  #take(chunk: Buffer, at: number): number {
    const there = chunk.length - at;
    if (there < 10 && there < 2 + (chunk[at + 1] ?? 127)) return 0;
    const short = chunk[at + 1] ?? 0;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    const length = short < 126 ? short : lengthOf(chunk, at + 2, short);
    if (there < Math.min(head + length, head + HEAD_MIN)) return 0;
    const isEvents = chunk[at + head + 1] === TWO && chunk[at + head + 4] === SMALL_E;
    if ((!isEvents || this.#whole) && there < head + length) return 0;
    if (isEvents) this.#count(length);
    if (!isEvents || this.#whole) {
      this.#onText(chunk.toString('latin1', at + head, at + head + length));
    }
    const used = Math.min(there, head + length);
    this.#left = head + length - used;
    return used;
  }

  #count(length: number): void {
    this.packets += 1;
    this.eventBytes += length - this.#around + 1;
  }
}

function lengthOf(chunk: Buffer, at: number, short: number): number {
  return short === 126 ? chunk.readUInt16BE(at) : Number(chunk.readBigUInt64BE(at));
}
