// Under the grid: what the emoji pointed at is called, and the tone of skin.
import { useEffect, useRef, useState } from 'react';
import { useView } from '#web/tab/use-view.ts';
import { emojiWords } from '#web/words/emoji.ts';
import { TONES, type Tone } from './data/emoji.ts';
import type { Cell } from './grid/grid.ts';
import styles from './picker-foot.module.css';
import { chooseTone, emojiHabits } from './recent.ts';

const HANDS: readonly { readonly tone: Tone | undefined; readonly hand: string }[] = [
  { tone: undefined, hand: '✋' },
  ...TONES.map((tone, at) => ({ tone, hand: `✋${String.fromCodePoint(0x1f3fb + at)}` })),
];

/** Choosing a tone takes the place of the name, so that nothing else moves. */
export function PickerFoot({ pointed }: { pointed: Cell | undefined }) {
  const [choosing, setChoosing] = useState(false);
  const { tone } = useView(emojiHabits);
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !choosing) button.current?.focus();
    was.current = choosing;
  }, [choosing]);
  if (choosing) {
    return (
      <div className={styles.foot}>
        <ToneChoice tone={tone} onDone={() => setChoosing(false)} />
      </div>
    );
  }
  const name = `${emojiWords.tone}: ${emojiWords.tones[tone ?? 'none']}`;
  return (
    <div className={styles.foot}>
      <span className={styles.pointed} aria-hidden>
        {pointed && <span className={styles.glyph}>{pointed.emoji}</span>}
        <span className="clip">{pointed?.label ?? emojiWords.choose}</span>
      </span>
      <button
        ref={button}
        type="button"
        className={styles.tone}
        aria-label={name}
        title={name}
        aria-expanded={false}
        onClick={() => setChoosing(true)}
      >
        {HANDS.find((one) => one.tone === tone)?.hand}
      </button>
    </div>
  );
}

function ToneChoice({ tone, onDone }: { tone: Tone | undefined; onDone: () => void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a box and wants a legend.
    <div role="group" aria-label={emojiWords.tone} className={styles.tones}>
      {HANDS.map(({ tone: one, hand }) => (
        <button
          key={hand}
          type="button"
          className={styles.tone}
          aria-label={emojiWords.tones[one ?? 'none']}
          title={emojiWords.tones[one ?? 'none']}
          aria-pressed={one === tone}
          // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that had the focus.
          autoFocus={one === tone}
          onClick={() => {
            chooseTone(one);
            onDone();
          }}
        >
          {hand}
        </button>
      ))}
    </div>
  );
}
