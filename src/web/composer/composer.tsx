// Where one writes: a box that grows, and the button that sends. Keys are in press.ts, what is refused in use-sending.ts.
import { ArrowUp } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ChatHandle } from '#client/model.ts';
import { Icon } from '#web/parts/icon.tsx';
import { isTouch } from '#web/tab/media.ts';
import { settings } from '#web/tab/settings.ts';
import { useView } from '#web/tab/use-view.ts';
import { words } from '#web/words/words.ts';
import styles from './composer.module.css';
import { press } from './press.ts';
import { Says } from './says.tsx';
import { useFitHeight } from './use-fit-height.ts';
import { useSending } from './use-sending.ts';
import { useTypeAnywhere } from './use-type-anywhere.ts';

/** `name`: of the chat. While it is not known whether one may post, nothing is sent. */
export function Composer(props: { handle: ChatHandle; name: string; mayPost: boolean }) {
  const box = useRef<HTMLTextAreaElement>(null);
  const { text, refusal, change, paste, cancel, ...sending } = useSending(props);
  const { enter } = useView(settings);
  useFitHeight(box, text);
  useTypeAnywhere(box);
  useEffect(() => {
    if (!isTouch()) box.current?.focus({ preventScroll: true });
  }, []);
  const send = (): void => {
    box.current?.focus({ preventScroll: true });
    sending.send();
  };
  return (
    <footer className={styles.compose}>
      <Says text={text} refusal={refusal} />
      <div className={styles.box}>
        <textarea
          ref={box}
          rows={1}
          value={text}
          dir="auto"
          placeholder={words.composer.hint}
          aria-label={words.composer.label(props.name)}
          aria-invalid={refusal !== undefined || undefined}
          enterKeyHint={enter === 'send' ? 'send' : 'enter'}
          onChange={({ target }) => change(target.value)}
          onKeyDown={(event) => press(event, { enter, send, cancel })}
          onPaste={paste}
        />
        {text.trim() !== '' && <SendButton onPress={send} />}
      </div>
    </footer>
  );
}

/** Keeps the focus in the box: on phones the keyboard stays. */
function SendButton({ onPress }: { onPress: () => void }) {
  return (
    <button
      type="button"
      className={styles.send}
      aria-label={words.composer.send}
      title={words.composer.send}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <Icon of={ArrowUp} />
    </button>
  );
}
