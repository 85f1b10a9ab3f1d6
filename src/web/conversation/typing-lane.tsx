// The lane above the composer that says who writes. It is always there, so that nothing moves.
import { firstName } from '#web/faces/name.ts';
import { words } from '#web/words/words.ts';
import styles from './typing-lane.module.css';

/** 24 high. */
export function TypingLane({ names, direct }: { names: readonly string[]; direct: boolean }) {
  return (
    <div className={styles.around}>
      <p className={styles.typing} data-bare={direct}>
        {names.length > 0 && (
          <>
            <span className={styles.dots} aria-hidden>
              <i />
              <i />
              <i />
            </span>
            <span className="clip">{words.chat.typing(names.map(firstName))}</span>
          </>
        )}
      </p>
    </div>
  );
}
