// Values that change, and what acts come to: the base of what faces depend on.

/** A value that changes; fits React's useSyncExternalStore. */
export interface View<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/** A refusal with words for people, as the server worded it. `field` names the input at fault. */
export interface Refused {
  readonly rejected: string;
  readonly message: string;
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The outcome of an act; `offline` when the server could not be reached (nothing was done). */
export type Outcome<T = undefined> =
  | { ok: true; value: T }
  | { ok: false; refused: Refused }
  | { ok: false; offline: true };

/** A page of something found; `next` goes into the next call. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}
