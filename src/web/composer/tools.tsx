// What stands around the box: the emoji, and the round button that sends or records.
import { ArrowUp, Check, type LucideIcon, Mic, Smile } from 'lucide-react';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { onDemand } from '#web/app/on-demand.tsx';
import { EmojiPickerOnDemand } from '#web/emoji/emoji-picker-on-demand.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { composerWords } from '#web/words/composer.ts';
import { words } from '#web/words/words.ts';
import styles from './composer.module.css';

const Emoji = onDemand(async () => (await import('#web/emoji/emoji-popover.tsx')).EmojiPopover);

function preloadEmoji(): void {
  Emoji.preload();
  EmojiPickerOnDemand.preload();
}

/** Opens the emoji over itself. */
export function EmojiTool({ onPick }: { onPick: (emoji: string) => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  // Gone before the emoji is put in: for as long as the picker is there it keeps the focus.
  const close = (): void => flushSync(() => setOpen(false));
  return (
    <>
      <Tool
        ref={button}
        icon={Smile}
        label={composerWords.emoji}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={preloadEmoji}
        onFocus={preloadEmoji}
        onClick={() => setOpen(true)}
      />
      {open && button.current && <Emoji beside={button.current} onPick={onPick} onClose={close} />}
    </>
  );
}

/** What the last button does: send, save what was edited, record, or nothing yet. */
export type LastAct = 'send' | 'save' | 'record' | 'none';

/** The last button of the box. */
export function LastTool({
  act,
  onSend,
  onRecord,
}: {
  act: LastAct;
  onSend: () => void;
  onRecord: () => void;
}) {
  if (act === 'none') return null;
  if (act === 'record') {
    return <Tool icon={Mic} label={composerWords.voice.record} onClick={onRecord} />;
  }
  const saves = act === 'save';
  return (
    <SendButton
      icon={saves ? Check : ArrowUp}
      label={saves ? composerWords.save : words.composer.send}
      onPress={onSend}
    />
  );
}

/** Keeps the focus where it is: on phones the keyboard stays. */
export function SendButton({
  icon,
  label,
  autoFocus = false,
  onPress,
}: {
  icon: LucideIcon;
  label: string;
  autoFocus?: boolean;
  onPress: () => void;
}) {
  return (
    <button
      type="button"
      className={styles.send}
      aria-label={label}
      title={label}
      // biome-ignore lint/a11y/noAutofocus: it comes up because somebody pressed a button that is gone now.
      autoFocus={autoFocus}
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPress}
    >
      <Icon of={icon} />
    </button>
  );
}
