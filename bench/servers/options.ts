// What a bench tells the server process that it starts, by the command line. Only words, no deeds.

/** How Kith is to run for a bench. */
export interface KithOptions {
  /** A furnished data folder. */
  readonly data: string;
  /** With the program's own limits on how often somebody may do something. */
  readonly limited?: boolean;
  /** With all compatibility gateways, each on a free port. */
  readonly compat?: boolean;
  /** The folder of the built web app; without it none is served. */
  readonly web?: string;
  /** Past Socket.IO's `emit`; on unless switched off. */
  readonly quickFrames?: boolean;
  /** A flush for each event and no rest between flushes: what gathering is compared with. */
  readonly oncePerMessage?: boolean;
  /** Instead of the flush rule's own numbers. */
  readonly rest?: { readonly factor: number; readonly msMax: number };
  /** Every commit takes this much longer. `aside`: as if on another thread, the event loop goes on. */
  readonly slowDisk?: { readonly ms: number; readonly aside: boolean };
}

/** How the bare server is to run. */
export interface BareOptions {
  /** Gathers by Kith's own flush rule instead of writing once per message. */
  readonly gathered?: boolean;
}

/** What a bench may ask a server process. `settled`: after collecting garbage. */
export type Question = 'vitals' | 'settled' | 'stored' | 'stop';

/** What a process has used. */
export interface Vitals {
  readonly rssBytes: number;
  readonly cpuMs: number;
}

/** Posts that the server holds, and the bytes of their events with one separator each. */
export interface Stored {
  readonly posts: number;
  readonly bytes: number;
}

/** The options of this process. */
export function ownOptions<Options>(): Options {
  return JSON.parse(process.argv[2] ?? '{}') as Options;
}
