// The one path of every change: commands that wait together go into one transaction, are durable, and only then told.
import { BoundedQueue } from '#base/bounded-queue.ts';
import type { Clock, Timer } from '#base/clock.ts';
import { isRejected } from '#base/result.ts';
import { APPEND_BATCH_MAX, APPEND_QUEUE_MAX } from '#protocol/limits.ts';
import type { Rejection } from '#protocol/rejection.ts';
import type { Appended } from '#protocol/socket.ts';
import type { AppendOutcome, AppendRequest, StoredEvent } from '#store/append.ts';
import type { Store } from '#store/store.ts';

const BUSY: Rejection = { rejected: 'busy', retryAfterMs: 1_000 };

interface Waiting {
  readonly request: AppendRequest;
  readonly resolve: (result: Appended | Rejection) => void;
  readonly reject: (fault: unknown) => void;
}

/** The group commit. */
export interface Appender {
  /** Appends a command; resolves when its events are durable. Rejects only on faults. */
  append(request: AppendRequest): Promise<Appended | Rejection>;
  /** Commits what waits without waiting for more, and resolves when all of it is told. */
  finish(): Promise<void>;
}

/**
 * Opens the group commit. `committed` is called with each transaction's events, in order, before the commands are
 * answered. What comes while a transaction runs goes into the next one.
 */
export function openAppender(
  store: Store,
  clock: Clock,
  committed: (events: readonly StoredEvent[]) => void,
): Appender {
  const queue = new BoundedQueue<Waiting>(APPEND_QUEUE_MAX);
  let planned: Timer | undefined;
  let running = false;
  let worked = Promise.resolve();

  const work = async (): Promise<void> => {
    while (queue.size > 0) await commit(store, queue.take(APPEND_BATCH_MAX), committed);
    running = false;
  };
  const start = (): void => {
    planned?.cancel();
    planned = undefined;
    if (running || queue.size === 0) return;
    running = true;
    worked = work();
  };
  return {
    append: (request) =>
      new Promise((resolve, reject) => {
        if (!queue.push({ request, resolve, reject })) return resolve(BUSY);
        // One turn of the event loop gathers what has arrived together.
        if (!running) planned ??= clock.after(0, start);
      }),
    finish: () => {
      start();
      return worked;
    },
  };
}

async function commit(
  store: Store,
  batch: readonly Waiting[],
  committed: (events: readonly StoredEvent[]) => void,
): Promise<void> {
  let outcomes: AppendOutcome[];
  try {
    outcomes = await store.append(batch.map(({ request }) => request));
  } catch (fault) {
    if (batch.length === 1) batch[0]?.reject(fault);
    else for (const one of batch) await commit(store, [one], committed);
    return;
  }
  // Outside of the try: what goes wrong from here on is a bug, and no reason to append again.
  tell(batch, outcomes, committed);
}

function tell(
  batch: readonly Waiting[],
  outcomes: readonly AppendOutcome[],
  committed: (events: readonly StoredEvent[]) => void,
): void {
  const events = outcomes.flatMap((outcome) => (isRejected(outcome) ? [] : outcome.events));
  if (events.length > 0) committed(events);
  for (const [index, { resolve }] of batch.entries()) {
    const outcome = outcomes[index];
    if (outcome) resolve(isRejected(outcome) ? outcome : outcome.appended);
  }
}
