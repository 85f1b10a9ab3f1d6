// Completion in a text box: watches what stands before the caret, offers choices, and puts in the one that is accepted.
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import { noteEmoji } from '#web/emoji/recent.ts';
import { type Choice, exactOf, isWritten, type Sources } from './choices.ts';
import { insertText } from './insert-text.ts';
import type { Token } from './token.ts';
import { useChoices } from './use-choices.ts';
import { useToken } from './use-token.ts';

/** The box, what stands in it, and where choices come from. `sources` may be another object at every render. */
export interface CompletionProps {
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly sources: Sources;
}

/** What `CompletionList` shows. */
export interface CompletionView {
  readonly id: string;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  /** Empty: closed. */
  readonly choices: readonly Choice[];
  readonly at: number;
  point(at: number): void;
  accept(choice: Choice): void;
}

/** Completion of one box. */
export interface Completion {
  readonly open: boolean;
  /** To be called first for every key of the box: whether the key was taken. */
  press(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  /** For the textarea. It stays a textbox: the role combobox, and with it aria-expanded, is not for textareas. */
  readonly aria: {
    readonly 'aria-autocomplete': 'list';
    readonly 'aria-haspopup': 'listbox';
    readonly 'aria-controls': string | undefined;
    readonly 'aria-activedescendant': string | undefined;
  };
  readonly list: CompletionView;
}

interface Pointed {
  readonly token: string;
  readonly at: number;
}

/** The id of a line of the list. */
export function choiceId(list: string, at: number): string {
  return `${list}-${at}`;
}

/** Completion for a box that React controls. */
export function useCompletion({ box, text, setText, sources }: CompletionProps): Completion {
  const id = useId();
  const { token, close } = useToken(box, text);
  const choices = useChoices(token, sources);
  const [pointed, setPointed] = useState<Pointed>();
  const name = token ? `${token.kind}${token.from}${token.query}` : '';
  const at = pointed?.token === name ? Math.min(pointed.at, choices.length - 1) : 0;
  const open = token !== undefined && choices.length > 0;
  const point = (next: number): void => setPointed({ token: name, at: next });
  const accept = (choice: Choice): void => {
    const { current } = box;
    if (!current || !token) return;
    close();
    if (choice.sign !== undefined) noteEmoji(choice.sign);
    insertText(current, insertionOf(current.value, token, choice), setText);
  };
  const press = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const act = open ? actOf(event) : undefined;
    const choice = act === 'colon' ? token && exactOf(token, choices) : choices[at];
    if (!act || !choice || !token) return false;
    if (act === 'enter' && isWritten(token, choice)) {
      close();
      return false;
    }
    event.preventDefault();
    // A key that closes the list closes nothing else.
    event.stopPropagation();
    if (act === 'close') close();
    else if (act === 'up' || act === 'down') point(wrapped(at, act, choices.length));
    else accept(choice);
    return true;
  };
  return {
    open,
    press,
    aria: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': open ? id : undefined,
      'aria-activedescendant': open ? choiceId(id, at) : undefined,
    },
    list: { id, box, choices: open ? choices : [], at, point, accept },
  };
}

type Act = 'up' | 'down' | 'enter' | 'tab' | 'colon' | 'close';
const ACTS: Readonly<Record<string, Act>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  Enter: 'enter',
  Tab: 'tab',
  Escape: 'close',
  // Whoever closes :smile: by hand means the emoji too.
  ':': 'colon',
};

function actOf(event: KeyboardEvent): Act | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey, nativeEvent, keyCode } = event;
  // While an input method composes, all keys are its own; some browsers say so by the code 229 only.
  if (nativeEvent.isComposing || keyCode === 229) return undefined;
  if (ctrlKey || metaKey || altKey || (shiftKey && key !== ':')) return undefined;
  return ACTS[key];
}

function wrapped(at: number, act: 'up' | 'down', count: number): number {
  return (at + (act === 'up' ? -1 : 1) + count) % count;
}

/** A space that stands there already is not doubled. */
function insertionOf(text: string, { from, to }: Token, { insert }: Choice) {
  const spaced = insert.endsWith(' ') && text.charAt(to) === ' ';
  return { from, to: spaced ? to + 1 : to, text: insert };
}
