// The port to randomness, and the ids made from it.

/** A source of randomness; in production a cryptographic one. */
export interface Random {
  /** `length` random bytes. */
  bytes(length: number): Uint8Array;
  /** A number in [0, 1). */
  fraction(): number;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const ID_CHARS = 20;

/** A new id: 20 characters of a–z and 2–7, 100 bits of randomness. */
export function mintId(random: Random): string {
  let id = '';
  for (const byte of random.bytes(ID_CHARS)) id += ALPHABET[byte & 31];
  return id;
}
