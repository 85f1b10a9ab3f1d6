// Leaving a group or a room, after a question.
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { keepLastChat } from '#web/app/last-chat.ts';
import { go, HOME } from '#web/app/places.ts';
import { Icon } from '#web/parts/icon.tsx';
import { Ask } from '#web/sheets/ask.tsx';
import { more } from '#web/words/more.ts';
import styles from './leave.module.css';

/** The last line of the panel. */
export function Leave({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const { client } = useKith();
  const [asking, setAsking] = useState(false);
  const room = head.kind === 'room';
  const left = (): void => {
    keepLastChat(client.account.get().id, undefined);
    go(HOME, { replace: true });
  };
  return (
    <div className={styles.leave}>
      <button type="button" onClick={() => setAsking(true)}>
        <Icon of={LogOut} />
        {more.details.leave(room)}
      </button>
      {asking && (
        <Ask
          title={more.details.leaveTitle(head.name)}
          hint={room ? more.details.leaveRoom : more.details.leaveGroup}
          act={more.details.leaveDo}
          keep={more.details.stay}
          onAct={() => handle.leave()}
          onDone={left}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
