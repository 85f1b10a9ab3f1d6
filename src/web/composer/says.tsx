// Above the box: what was refused and why, else how much room is left when it gets scarce.
import { MESSAGE_CHARS_MAX } from '#protocol/limits.ts';
import { Button } from '#web/parts/button.tsx';
import { composerWords } from '#web/words/composer.ts';
import { countOf } from '#web/words/dates.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './says.module.css';
import type { Sending } from './use-sending.ts';

const COUNT_FROM = 500;

/** Nothing most of the time. `onDone` after its button was pressed. */
export function Says({ sending, onDone }: { sending: Sending; onDone: () => void }) {
  const { text, refusal, takeAsFile } = sending;
  const left = MESSAGE_CHARS_MAX - text.trim().length;
  const count = left <= COUNT_FROM ? countSaid(left) : undefined;
  return (
    <div className={styles.says} data-wrong={refusal !== undefined || left < 0}>
      <p role="alert">
        {refusal?.said}
        {refusal?.asFile && (
          <>
            {' '}
            <Button
              look="word"
              onClick={() => {
                takeAsFile();
                onDone();
              }}
            >
              {composerWords.asFile}
            </Button>
          </>
        )}
      </p>
      {refusal === undefined && count !== undefined && <p>{count}</p>}
    </div>
  );
}

function countSaid(left: number): string {
  if (left >= 0) return words.composer.left(left, plural);
  return words.composer.over(countOf(MESSAGE_CHARS_MAX - left), countOf(MESSAGE_CHARS_MAX));
}
