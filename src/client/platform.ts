// What the headless client needs from wherever it runs: time, randomness, storage, a socket, requests.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Command } from '#protocol/command.ts';
import type { LocalFile } from './model/files.ts';

/** Something asked of a log that waits to be sent; survives a reload. */
export interface Outgoing {
  readonly account: string;
  readonly command: string;
  readonly log: string;
  readonly ask: Command;
  /** Not to be sent before, ms since 1970: until then it can be taken back. */
  readonly notBefore?: number | undefined;
  /** Files of this browser that must be up first, in order. */
  readonly attachments?: readonly { readonly key: string; readonly caption: string }[] | undefined;
  /** When it was written, ms since 1970, and its place among those written at once. */
  readonly at: number;
  readonly order: number;
  /** Why the server refused it for good; it stays until its author decides. */
  readonly refused?: { rejected: string; message: string } | undefined;
}

/** Durable storage, one for all tabs. Every call may be slow; none may lose what it has acknowledged. */
export interface Storage {
  outgoing(account: string): Promise<Outgoing[]>;
  keep(outgoing: Outgoing): Promise<void>;
  drop(account: string, command: string): Promise<void>;
  /** Small values (drafts, the last chat). */
  get(account: string, key: string): Promise<string | undefined>;
  set(account: string, key: string, value: string | undefined): Promise<void>;
  /** Files of messages that wait, where the platform can keep them; survive a reload. */
  keepFile?(account: string, key: string, file: LocalFile): Promise<void>;
  file?(account: string, key: string): Promise<LocalFile | undefined>;
  dropFile?(account: string, key: string): Promise<void>;
  /** Forgets everything of an account: signing out leaves nothing behind. */
  forget(account: string): Promise<void>;
}

/** One attempt at a live connection. */
export interface Wire {
  /** Emits and resolves with the acknowledgement; rejects when the connection ends or `timeoutMs` passes. */
  call(event: string, payload: unknown, timeoutMs: number): Promise<unknown>;
  close(): void;
}

/** What a wire tells its owner. `closed` comes exactly once, also when it never opened. */
export interface WireListener {
  opened(): void;
  received(event: string, payload: unknown): void;
  closed(reason: WireClosed): void;
}

/** Why a wire closed: refused as not signed in, told goodbye, or simply lost. */
export type WireClosed =
  | { kind: 'lost' }
  | { kind: 'notSignedIn' }
  | { kind: 'bye'; reason: string };

/** An HTTP answer; `body` is parsed JSON or undefined. */
export interface HttpAnswer {
  status: number;
  body: unknown;
}

/** A file on its way up; `cancel` leaves nothing behind. */
export interface Sending {
  /** The answer of the server; rejects when the connection was lost for good, or it was cancelled. */
  readonly done: Promise<HttpAnswer>;
  cancel(): void;
}

/** How a picture looks here before it is sent: an address for it, and its size in pixels. */
export interface Preview {
  readonly url: string;
  readonly width: number;
  readonly height: number;
}

/** The world outside. */
export interface Platform {
  readonly clock: Clock;
  readonly random: Random;
  readonly storage: Storage;
  /** Whether sessions are kept in cookies (browsers) instead of tokens. */
  readonly cookies: boolean;
  /** Keeps the token of a new session, for `connect` and `request`. Where there are cookies nobody calls it. */
  keepToken?(account: string, token: string): Promise<void> | void;
  /** Opens a wire for an account (cookie or token is the platform's affair). */
  connect(account: string, listener: WireListener): Wire;
  /** Throws when no answer came (no network). `account` undefined: as nobody (sign-in, sign-up). */
  request(
    account: string | undefined,
    method: string,
    path: string,
    body?: unknown,
  ): Promise<HttpAnswer>;
  /** Sends a file up, in pieces that are resumed where that pays; `told` gets 0 to 1. */
  upload(account: string, file: LocalFile, told: (progress: number) => void): Sending;
  /** Undefined when it is no picture that can be shown here. */
  preview?(file: LocalFile): Promise<Preview | undefined>;
  /** A preview's address is no longer used. */
  forgetPreview?(url: string): void;
  /** Calls back when the network seems to be back (a hint only); returns how to stop. */
  onNetworkBack?(listener: () => void): () => void;
  /** Calls back when the page may be gone in a moment; returns how to stop. */
  onLeaving?(listener: () => void): () => void;
  /** Other tabs of the same browser: what one says, all others hear. */
  tell?(message: unknown): void;
  onTold?(listener: (message: unknown) => void): () => void;
}
