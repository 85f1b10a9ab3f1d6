// The states that every screen is designed for, and how the address of the design page names them.

/** What the fake server is like. `fresh`, `closed`, `invited` and `unreachable` are states of the door. */
export const STATES = [
  'typical',
  'empty',
  'crowded',
  'loading',
  'failing',
  'offline',
  'forbidden',
  'fresh',
  'signedOut',
  'closed',
  'invited',
  'unreachable',
] as const;

export type State = (typeof STATES)[number];

/** States in which nobody is signed in. */
export const DOOR_STATES: readonly State[] = [
  'fresh',
  'signedOut',
  'closed',
  'invited',
  'unreachable',
];

/** The state in the query of an address; typical when there is none, or none of ours. */
export function stateIn(query: string): State {
  const named = new URLSearchParams(query).get('state');
  return STATES.find((state) => state === named) ?? 'typical';
}
