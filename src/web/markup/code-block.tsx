// Code in a message: its language, a way to copy it, and colours when the language's grammar has come. The colours come
// later than the words and change no size.
import { useEffect, useReducer, useRef, useState } from 'react';
import { enMarkup as words } from '#web/words/en/markup.ts';
import styles from './code-block.module.css';
import { fetchGrammar, piecesOf } from './highlight.ts';

const COPIED_MS = 2000;
const LANGUAGE_CHARS_MAX = 24;

/** `language` is as it was written after the fence, and empty when nothing was. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const named = language.slice(0, LANGUAGE_CHARS_MAX);
  const label = named ? words.codeIn(named) : words.code;
  const box = useRef<HTMLPreElement>(null);
  return (
    <figure className={styles.block} dir="ltr" aria-label={label}>
      <div className={styles.head}>
        <span>{named || words.code}</span>
        <Copy text={text} box={box} />
      </div>
      <pre
        ref={box}
        className={styles.code}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer must be able to scroll it
        tabIndex={0}
      >
        <Pieces language={language} text={text} />
      </pre>
    </figure>
  );
}

function Pieces({ language, text }: { language: string; text: string }) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const pieces = piecesOf(text, language);
  const waiting = pieces === 'later';
  useEffect(() => {
    if (!waiting) return;
    let gone = false;
    fetchGrammar(language).then(() => gone || redraw());
    return () => {
      gone = true;
    };
  }, [waiting, language]);
  if (typeof pieces === 'string') return <code>{text}</code>;
  return (
    <code>
      {pieces.map(({ at, look, text: part }) =>
        look === undefined ? (
          part
        ) : (
          <span key={at} className={styles[look]}>
            {part}
          </span>
        ),
      )}
    </code>
  );
}

function Copy({ text, box }: { text: string; box: React.RefObject<HTMLPreElement | null> }) {
  const [said, say] = useState<string>();
  useEffect(() => {
    if (said === undefined) return;
    const timer = setTimeout(() => say(undefined), COPIED_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = async (): Promise<void> => {
    say((await copied(text, box.current)) ? words.copied : words.notCopied);
  };
  return (
    <button type="button" className={styles.copy} onClick={() => void copy()}>
      <span aria-live="polite">{said ?? words.copy}</span>
    </button>
  );
}

/** Over plain http there is no clipboard to write to, but what is selected can be copied. */
async function copied(text: string, box: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (!box) return false;
    getSelection()?.selectAllChildren(box);
    return document.execCommand('copy');
  }
}
