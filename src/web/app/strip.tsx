// The quiet strip when there has been no connection for two seconds. It lies over what is there and moves nothing.
import { CloudOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ConnectionView } from '#client/model.ts';
import { Icon } from '#web/parts/icon.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useView } from '#web/tab/use-view.ts';
import { words } from '#web/words/words.ts';
import { useKith } from './kith.ts';
import styles from './strip.module.css';

const QUIET_MS = 2_000;

/** 32 px high; nothing while the connection is open. `atEnd`: at the lower end of its screen instead of under the bar. */
export function Strip({ atEnd = false }: { atEnd?: boolean }) {
  const { client } = useKith();
  const due = useDue(useView(client.connection));
  const phone = usePhone();
  return (
    <div role="status" className={styles.place} data-end={atEnd}>
      {due && (
        <div className={styles.strip}>
          <Icon of={CloudOff} size={16} />
          <span className="clip">{phone ? words.connection.lostShort : words.connection.lost}</span>
          <button type="button" onClick={() => client.reconnect()}>
            {words.connection.tryNow}
          </button>
        </div>
      )}
    </div>
  );
}

function useDue({ state, since }: ConnectionView): boolean {
  const lost = state !== 'open';
  const [due, setDue] = useState(false);
  useEffect(() => {
    if (!lost) return setDue(false);
    const timer = setTimeout(() => setDue(true), Math.max(0, since + QUIET_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [lost, since]);
  return due && lost;
}
