// Which token is being typed. It begins by typing alone: a caret that wanders into an old mention opens nothing.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { isTouch } from '#web/tab/media.ts';
import { type Token, tokenBefore } from './token.ts';

/** The token before the caret while it is typed; `close` leaves it alone until another one begins. */
export function useToken(
  box: RefObject<HTMLTextAreaElement | null>,
  text: string,
): { readonly token: Token | undefined; close(): void } {
  const [token, setToken] = useState<Token>();
  /** Name of the token that was left alone. */
  const closed = useRef<string>(undefined);
  const close = useCallback(() => {
    setToken((open) => {
      closed.current = nameOf(open) ?? closed.current;
      return undefined;
    });
  }, []);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const typed = (event: Event): void => {
      if (event.target !== current || (composes(event) && !isTouch())) return;
      const next = tokenIn(current);
      if (nameOf(next) !== closed.current) closed.current = undefined;
      setToken((open) => (closed.current === undefined ? sameOr(open, next) : undefined));
    };
    const moved = (): void => setToken((open) => open && stillIn(current, open));
    const leave = (): void => setToken(undefined);
    const compose = (): void => {
      if (!isTouch()) leave();
    };
    // Heard where React has heard it before: a state set earlier would draw the box with the text it had.
    document.addEventListener('input', typed);
    document.addEventListener('compositionend', typed);
    document.addEventListener('selectionchange', moved);
    current.addEventListener('compositionstart', compose);
    current.addEventListener('blur', leave);
    return () => {
      document.removeEventListener('input', typed);
      document.removeEventListener('compositionend', typed);
      document.removeEventListener('selectionchange', moved);
      current.removeEventListener('compositionstart', compose);
      current.removeEventListener('blur', leave);
    };
  }, [box]);
  // What was sent or taken over from another tab is not typed, and says nothing.
  useEffect(() => {
    const { current } = box;
    if (current?.value !== text) return;
    if (nameOf(tokenIn(current)) !== closed.current) closed.current = undefined;
    setToken((open) => open && stillIn(current, open));
  }, [box, text]);
  return { token, close };
}

// Keyboards on glass compose every word, also where nothing is to be converted; there one chooses by a touch.
function composes(event: Event): boolean {
  return 'isComposing' in event && event.isComposing === true;
}

function tokenIn({ value, selectionStart, selectionEnd }: HTMLTextAreaElement): Token | undefined {
  return selectionStart === selectionEnd ? tokenBefore(value, selectionStart) : undefined;
}

/** The same for as long as one types at the same token. */
function nameOf(token: Token | undefined): string | undefined {
  return token && `${token.kind}${token.from}`;
}

/** The open token as it is now; undefined when the caret has left it. */
function stillIn(box: HTMLTextAreaElement, open: Token): Token | undefined {
  const now = tokenIn(box);
  return now?.from === open.from && now.kind === open.kind ? sameOr(open, now) : undefined;
}

/** The same object for the same token: nothing is looked for twice. */
function sameOr(open: Token | undefined, next: Token | undefined): Token | undefined {
  const same = open && next && open.kind === next.kind && open.from === next.from;
  return same && open.query === next.query ? open : next;
}
