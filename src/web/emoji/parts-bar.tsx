// The kinds of emoji as a row of icons; a press leads to that part of the grid.
import {
  Clock,
  Flag,
  Hand,
  Heart,
  Lamp,
  Leaf,
  type LucideIcon,
  Plane,
  Smile,
  Trophy,
  Utensils,
} from 'lucide-react';
import { Toolbar } from 'react-aria-components';
import { Icon } from '#web/parts/icon.tsx';
import { emojiWords } from '#web/words/emoji.ts';
import { GROUPS } from './data/emoji.ts';
import type { PartName } from './grid/grid.ts';
import styles from './parts-bar.module.css';

const BUTTONS = ['recent', ...GROUPS] as const;
const ICONS: Readonly<Record<(typeof BUTTONS)[number], LucideIcon>> = {
  recent: Clock,
  0: Smile,
  1: Hand,
  3: Leaf,
  4: Utensils,
  5: Plane,
  6: Trophy,
  7: Lamp,
  8: Heart,
  9: Flag,
};

/** `there`: those that can be gone to; `current`: where the grid is. One stop for Tab, arrows lead along. */
export function PartsBar({
  there,
  current,
  onChoose,
}: {
  there: ReadonlySet<PartName>;
  current: PartName | undefined;
  onChoose: (part: PartName) => void;
}) {
  return (
    <Toolbar aria-label={emojiWords.groups} className={styles.bar ?? ''}>
      {BUTTONS.map((part) => (
        <button
          key={part}
          type="button"
          aria-label={emojiWords.parts[part]}
          title={emojiWords.parts[part]}
          aria-current={part === current || undefined}
          disabled={!there.has(part)}
          className={styles.part}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(part)}
        >
          <Icon of={ICONS[part]} size={16} />
        </button>
      ))}
    </Toolbar>
  );
}
