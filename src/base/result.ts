// What may be refused: a value, or a rejection as a value. Faults and bugs are thrown instead.

/** An expected no; the concrete list is in `protocol/rejection.ts`. */
export interface Refusal {
  readonly rejected: string;
}

/** True when a result is a refusal and not the value. */
export function isRejected<T, R extends Refusal>(result: T | R): result is R {
  return typeof result === 'object' && result !== null && 'rejected' in result;
}
