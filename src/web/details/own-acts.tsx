// What one does with a chat for oneself: pin it to the top, mute it, archive it; of a person also the way to their page.
import type { LucideIcon } from 'lucide-react';
import { Archive, ArchiveRestore, Bell, BellOff, PanelTop, Pin, PinOff } from 'lucide-react';
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { go, personPath } from '#web/app/places.ts';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { detailsWords } from '#web/words/details.ts';
import styles from './own-acts.module.css';

/** A row of tiles. Each says what a press does. */
export function OwnActs({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const { own } = detailsWords;
  const { pinned, muted, archived, person } = head;
  const { wrong, run } = useAct();
  return (
    <section aria-label={own.title}>
      <div className={styles.tiles}>
        {person && !person.deleted && (
          <Tile icon={PanelTop} label={own.page} onPress={() => go(personPath(person.username))} />
        )}
        <Tile
          icon={pinned ? PinOff : Pin}
          label={pinned ? own.unpin : own.pin}
          onPress={() => void run(handle.setState({ pinned: !pinned }))}
        />
        <Tile
          icon={muted ? Bell : BellOff}
          label={muted ? own.unmute : own.mute}
          onPress={() => void run(handle.setState({ muted: !muted }))}
        />
        <Tile
          icon={archived ? ArchiveRestore : Archive}
          label={archived ? own.unarchive : own.archive}
          onPress={() => void run(handle.setState({ archived: !archived }))}
        />
      </div>
      <p role="alert" className={styles.wrong}>
        {wrong}
      </p>
    </section>
  );
}

function Tile({ icon, label, onPress }: { icon: LucideIcon; label: string; onPress: () => void }) {
  return (
    <button type="button" className={styles.tile} onClick={onPress}>
      <Icon of={icon} />
      <span>{label}</span>
    </button>
  );
}
