// Tools in the bar of the chat list that say when something waits: one's own wall, and people.
import { StickyNote, Users } from 'lucide-react';
import { useLocation } from 'wouter';
import { useDialogs } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { go, personIn, personPath } from '#web/app/places.ts';
import { Tool } from '#web/parts/tool.tsx';
import { useView } from '#web/tab/use-view.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './list-tools.module.css';

const SHOWN_MAX = 99;

/** Leads to one's own page; counts what others posted on the wall since one looked. */
export function WallTool() {
  const { client } = useKith();
  const { username, wallUnread } = useView(client.account);
  const [path] = useLocation();
  const label = words.nav.wall(wallUnread, plural);
  return (
    <span className={styles.place}>
      <Tool
        icon={StickyNote}
        label={label}
        aria-current={personIn(path) === username ? 'page' : undefined}
        onClick={() => go(personPath(username))}
      />
      <Count of={wallUnread} />
    </span>
  );
}

/** Opens the people; counts requests that wait for an answer. */
export function PeopleTool() {
  const { client } = useKith();
  const dialogs = useDialogs();
  const { requests } = useView(client.contacts);
  const waiting = requests.filter(({ direction }) => direction === 'in').length;
  return (
    <span className={styles.place}>
      <Tool
        icon={Users}
        label={waiting > 0 ? words.nav.peopleWaiting(waiting, plural) : words.nav.people}
        onClick={() => dialogs.open({ name: 'people' })}
      />
      <Count of={waiting} />
    </span>
  );
}

/** Decoration: the name of the tool says it, too. */
function Count({ of }: { of: number }) {
  if (of === 0) return null;
  return (
    <span className={styles.count} aria-hidden>
      {of > SHOWN_MAX ? words.row.many : of}
    </span>
  );
}
