// Adding people to a group or a room: each choice adds somebody at once; who is in it is not offered.
import { useMemo } from 'react';
import { useKith } from '#web/app/kith.ts';
import { useAct } from '#web/parts/use-act.ts';
import { Sheet } from '#web/sheets/sheet.tsx';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { PeopleFinder } from './people-finder.tsx';
import styles from './rooms.module.css';

/** `chat`: to which they are added. */
export function AddPeople({ chat, onClose }: { chat: string; onClose: () => void }) {
  const { client } = useKith();
  const handle = useMemo(() => client.chat(chat), [client, chat]);
  const { members } = useView(handle.head);
  const inside = useMemo(() => new Set(members.map(({ id }) => id)), [members]);
  const { busy, wrong, run } = useAct();
  return (
    <Sheet title={more.details.addPeople} onClose={onClose} tall>
      <PeopleFinder
        without={inside}
        onChoose={({ id }) => {
          if (!busy) void run(handle.add(id));
        }}
        between={
          <div role="alert" className={styles.wrong}>
            {wrong}
          </div>
        }
      />
    </Sheet>
  );
}
