// The one path of every change: commands that wait together go into one transaction, are durable, and only then told.
import type { Clock } from '#base/clock.ts';
import { BoundedQueue } from '#base/bounded-queue.ts';
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

/** Appends a command; resolves when its events are durable. Rejects only on faults. */
export type Appender = (request: AppendRequest) => Promise<Appended | Rejection>;

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
  let running = false;

  const work = async (): Promise<void> => {
    while (queue.size > 0) await commit(store, queue.take(APPEND_BATCH_MAX), committed);
    running = false;
  };
  return (request) =>
    new Promise((resolve, reject) => {
      if (!queue.push({ request, resolve, reject })) return resolve(BUSY);
      if (running) return;
      running = true;
      // One turn of the event loop gathers what has arrived together.
      clock.after(0, () => void work());
    });
}

async function commit(
  store: Store,
  batch: readonly Waiting[],
  committed: (events: readonly StoredEvent[]) => void,
): Promise<void> {
  try {
    const outcomes = await store.append(batch.map(({ request }) => request));
    tell(batch, outcomes, committed);
  } catch (fault) {
    if (batch.length === 1) batch[0]?.reject(fault);
    else for (const one of batch) await commit(store, [one], committed);
  }
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
