// Ctrl+/: the keys of the app, on one sheet.

import { Sheet } from '#web/sheets/sheet.tsx';
import { isMac } from '#web/tab/media.ts';
import { settings } from '#web/tab/settings.ts';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import styles from './keys-sheet.module.css';

const COMMAND = isMac ? '⌘' : 'Ctrl';
const ALT = isMac ? '⌥' : 'Alt';
const { keys } = more;

/** The keys. */
export function KeysSheet({ onClose }: { onClose: () => void }) {
  const { enter } = useView(settings);
  const [send, broken] = enter === 'send' ? ['Enter', 'Shift Enter'] : ['Shift Enter', 'Enter'];
  const all: readonly (readonly [string, readonly string[]])[] = [
    [keys.switcher, [`${COMMAND} K`]],
    [keys.nextChat, [`${ALT} ↓`, `${ALT} ↑`]],
    [keys.nextUnread, [`${ALT} Shift ↓`, `${ALT} Shift ↑`]],
    [keys.send, [send ?? '']],
    [keys.breakLine, [broken ?? '']],
    [keys.close, ['Esc']],
    [keys.keys, [`${COMMAND} /`]],
  ];
  return (
    <Sheet title={keys.title} onClose={onClose}>
      <dl className={styles.keys}>
        {all.map(([what, pressed]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
