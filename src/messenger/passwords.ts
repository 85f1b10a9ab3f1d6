// Passwords: Argon2id (RFC 9106) in PHC string form, off the event loop, a bounded number at a time.
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { BoundedQueue } from '#base/bounded-queue.ts';

/** What one hash costs. OWASP's least: 19 MiB, 2 passes. */
export interface HashCost {
  readonly memoryKiB: number;
  readonly passes: number;
}

/** The default cost. */
export const HASH_COST: HashCost = { memoryKiB: 19_456, passes: 2 };

/** Thrown when too many hashes wait. */
export class HashQueueFull extends Error {
  override name = 'HashQueueFull';
}

const TAG_BYTES = 32;
const SALT_BYTES = 16;
const WAITING_MAX = 200;

/** Hashes and compares passwords. Both throw HashQueueFull when too many wait. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes as long for an account that does not exist (`stored` undefined); then false. */
  verify(password: string, stored: string | undefined): Promise<boolean>;
}

/** Opens the hasher. */
export function openPasswords(cost: HashCost = HASH_COST): Passwords {
  const inTurn = openTurns(Math.max(1, availableParallelism() - 1), WAITING_MAX);
  const nobody = encode(cost, randomBytes(SALT_BYTES), randomBytes(TAG_BYTES));
  return {
    async hash(password) {
      const salt = randomBytes(SALT_BYTES);
      return encode(cost, salt, await inTurn(() => derive(password, salt, cost)));
    },
    async verify(password, stored) {
      const { salt, tag, cost: itsCost } = decode(stored ?? nobody);
      const derived = await inTurn(() => derive(password, salt, itsCost));
      return timingSafeEqual(derived, tag) && stored !== undefined;
    },
  };
}

function derive(password: string, nonce: Buffer, cost: HashCost): Promise<Buffer> {
  const { memoryKiB: memory, passes } = cost;
  const message = Buffer.from(password.normalize('NFC'));
  const options = { message, nonce, memory, passes, parallelism: 1, tagLength: TAG_BYTES };
  return new Promise((resolve, reject) => {
    argon2('argon2id', options, (fault, derived) => (fault ? reject(fault) : resolve(derived)));
  });
}

function encode({ memoryKiB, passes }: HashCost, salt: Buffer, tag: Buffer): string {
  const text = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${text(salt)}$${text(tag)}`;
}

function decode(phc: string): { salt: Buffer; tag: Buffer; cost: HashCost } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([^$]+)\$([^$]+)$/.exec(phc);
  if (!match) throw new Error('a stored password is not in PHC form');
  const [, memory, passes, salt, tag] = match;
  return {
    salt: Buffer.from(salt ?? '', 'base64'),
    tag: Buffer.from(tag ?? '', 'base64'),
    cost: { memoryKiB: Number(memory), passes: Number(passes) },
  };
}

function openTurns(atOnce: number, waitingMax: number): <T>(job: () => Promise<T>) => Promise<T> {
  const waiting = new BoundedQueue<() => void>(waitingMax);
  let running = 0;
  const enter = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (running < atOnce) {
        running += 1;
        return resolve();
      }
      if (!waiting.push(resolve)) reject(new HashQueueFull('too many passwords to check'));
    });
  const leave = (): void => {
    const [next] = waiting.take(1);
    if (next) next();
    else running -= 1;
  };
  return async (job) => {
    await enter();
    try {
      return await job();
    } finally {
      leave();
    }
  };
}
