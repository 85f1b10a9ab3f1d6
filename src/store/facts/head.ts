// Where logs stand, as one transaction sees them.

/** Heads as the transaction has moved them so far. */
export interface Head {
  head: number;
  posts: number;
  at: number;
  epoch: number;
  lastPost: number;
  activeAt: number;
}

/** Gives heads that include what this transaction did before. */
export type HeadOf = (log: string) => Promise<Head>;
