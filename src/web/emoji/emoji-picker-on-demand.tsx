// The emoji picker, loaded when it is opened first; its place is as large as the picker from the beginning.
import { onDemand } from '#web/app/on-demand.tsx';
import { loadEmoji } from './data/load-emoji.ts';
import styles from './emoji-picker.module.css';
import type { EmojiPickerProps } from './emoji-picker.tsx';

const Loaded = onDemand(async () => (await import('./emoji-picker.tsx')).EmojiPicker);

function Placed(props: EmojiPickerProps) {
  return (
    <div className={styles.picker}>
      <Loaded {...props} />
    </div>
  );
}

/** As EmojiPicker. `preload` when somebody is about to open it; it fetches the emoji too. */
export const EmojiPickerOnDemand = Object.assign(Placed, {
  preload() {
    Loaded.preload();
    loadEmoji().catch(() => undefined);
  },
});
