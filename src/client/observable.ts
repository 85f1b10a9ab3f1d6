// The smallest thing that can be looked at and subscribed to: a value that is set, and a value that is worked out when
// somebody looks. Listeners hear at most once per batch of microtasks; values keep their identity while equal.
import type { View } from './model.ts';

/** A view whose owner sets it. Setting the same value again tells nobody. */
export interface Cell<T> extends View<T> {
  set(value: T): void;
}

/** A view worked out from other things, at the latest when somebody looks. `touch` says that they may have changed. */
export interface Derived<T> extends View<T> {
  touch(): void;
}

/** A cell that holds `initial`. */
export function cell<T>(initial: T): Cell<T> {
  let value = initial;
  const listeners = listenersOf(() => value);
  return {
    get: () => value,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      listeners.schedule();
    },
    subscribe: listeners.subscribe,
  };
}

/**
 * A view that `compute` works out from what it was before. It runs only when touched and looked at or subscribed to; by
 * returning what it was given it says that nothing changed.
 */
export function derived<T>(compute: (before: T | undefined) => T): Derived<T> {
  let value: T | undefined;
  let stale = true;
  const get = (): T => {
    if (stale) {
      stale = false;
      value = compute(value);
    }
    return value as T;
  };
  const listeners = listenersOf(get);
  return {
    get,
    touch() {
      stale = true;
      listeners.schedule();
    },
    subscribe(listener) {
      get();
      return listeners.subscribe(listener);
    },
  };
}

interface Listeners {
  subscribe(listener: () => void): () => void;
  /** Tells the listeners in a microtask, if the value is another than when they were last told. */
  schedule(): void;
}

function listenersOf<T>(get: () => T): Listeners {
  const listeners = new Set<() => void>();
  let scheduled = false;
  let seen: { value: T } | undefined;
  const tell = (): void => {
    scheduled = false;
    if (listeners.size === 0) return;
    const value = get();
    if (seen && Object.is(seen.value, value)) return;
    seen = { value };
    for (const listener of [...listeners]) listener();
  };
  return {
    subscribe(listener) {
      // A function of its own, so that one listener may subscribe twice and unsubscribe once.
      const own = (): void => listener();
      if (listeners.size === 0) seen = { value: get() };
      listeners.add(own);
      return () => {
        listeners.delete(own);
      };
    },
    schedule() {
      if (scheduled || listeners.size === 0) return;
      scheduled = true;
      void Promise.resolve().then(tell);
    },
  };
}
