// The present, for words that depend on it (“20 minutes ago”, “Today”): renews itself once a minute.
import { useSyncExternalStore } from 'react';

const MINUTE_MS = 60_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: number | undefined;

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, MINUTE_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function current(): number {
  // A page that nobody looked at for long has an old present.
  if (Date.now() - now > MINUTE_MS) now = Date.now();
  return now;
}

/** Milliseconds since 1970, at most a minute old. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, current);
}
