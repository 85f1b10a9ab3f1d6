// Remembers, for as long as the page lives, that somebody came in by the door with an invite link in the address.

let came = false;

/** To be told by the door. */
export function comesThroughDoor(): void {
  came = true;
}

/** Whether somebody has come so; asked once. */
export function cameThroughDoor(): boolean {
  const answer = came;
  came = false;
  return answer;
}
