// From the panel to what has a dialog of its own: pinned messages, invite links, banned people.
import type { LucideIcon } from 'lucide-react';
import { Ban, ChevronRight, Link2, Pin } from 'lucide-react';
import type { ChatHeadView } from '#client/model.ts';
import { useDialogs } from '#web/app/dialogs.ts';
import { Icon } from '#web/parts/icon.tsx';
import { countOf } from '#web/words/dates.ts';
import { detailsWords } from '#web/words/details.ts';
import styles from './ways.module.css';

/** Nothing where there is nowhere to go. */
export function Ways({ head: { id, pin, may } }: { head: ChatHeadView }) {
  const dialogs = useDialogs();
  const { ways } = detailsWords;
  if (!pin && !may.invite && !may.ban) return null;
  return (
    <nav className={styles.ways} aria-label={detailsWords.ways.title}>
      {pin && (
        <Way
          icon={Pin}
          label={ways.pins}
          count={pin.count}
          onPress={() => dialogs.open({ name: 'pins', where: { chat: id } })}
        />
      )}
      {may.invite && (
        <Way
          icon={Link2}
          label={ways.invites}
          onPress={() => dialogs.open({ name: 'invites', chat: id })}
        />
      )}
      {may.ban && (
        <Way
          icon={Ban}
          label={ways.bans}
          onPress={() => dialogs.open({ name: 'bans', chat: id })}
        />
      )}
    </nav>
  );
}

interface WayProps {
  readonly icon: LucideIcon;
  readonly label: string;
  readonly count?: number;
  readonly onPress: () => void;
}

function Way({ icon, label, count, onPress }: WayProps) {
  return (
    <button type="button" onClick={onPress}>
      <Icon of={icon} />
      <span className="clip">{label}</span>
      {count !== undefined && <small>{countOf(count)}</small>}
      <span className={styles.on}>
        <Icon of={ChevronRight} size={16} />
      </span>
    </button>
  );
}
