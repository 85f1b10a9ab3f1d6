// What menus and keys on messages work with: the face, as far as they may know it.
import type { Client, Outcome } from '#client/model.ts';
import type { Picker } from './picker.ts';
import type { Place, Talk } from './talk.ts';

/** What the face needs from the program around it. */
export interface Outside {
  readonly origin: string;
  readonly placeName: string;
  /** Rings, or shows a message where the terminal can. */
  ring(text: string): void;
  leave(): void;
  redraw(): void;
  /** Whether the mouse is ours; it stays so. */
  readonly mouse: { isOn(): boolean; set(on: boolean): void };
  signOut(): Promise<void>;
  /** Remembers which chat was open. */
  remember(place: Place): void;
}

/** The face as its menus see it. */
export interface Desk {
  readonly client: Client;
  readonly outside: Outside;
  readonly talk: Talk | undefined;
  help: boolean;
  open(place: Place): void;
  show(picker: Picker | undefined): void;
  /** Says something for a few seconds. */
  say(text: string): void;
  /** Waits for an act and says what went wrong with it; its value when it went well. */
  tried<T>(act: Promise<Outcome<T>>): Promise<T | undefined>;
  changed(): void;
}
