// Invite links of a chat: making one, copying it, and ending those that there are.
import { useMemo, useState } from 'react';
import type { Outcome } from '#client/model.ts';
import type { Invite } from '#protocol/chat.ts';
import { useKith } from '#web/app/kith.ts';
import { Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { detailsWords } from '#web/words/details.ts';
import { words } from '#web/words/words.ts';
import { LinkRow } from './link-row.tsx';
import styles from './links.module.css';
import { NewLink } from './new-link.tsx';
import { useList } from './use-list.ts';

/** `chat`: to which the links lead. */
export function InvitesDialog({ chat, onClose }: { chat: string; onClose: () => void }) {
  const { client } = useKith();
  const handle = useMemo(() => client.chat(chat), [client, chat]);
  const list = useList(() => handle.invites());
  const [made, setMade] = useState<string>();
  const end = async ({ code }: Invite): Promise<Outcome> => {
    const outcome = await handle.endInvite(code);
    if (outcome.ok) list.change((links) => links.filter((link) => link.code !== code));
    return outcome;
  };
  return (
    <Sheet title={detailsWords.invites.title} onClose={onClose}>
      <div className={styles.body}>
        <p className={styles.hint}>{detailsWords.invites.hint}</p>
        <NewLink
          handle={handle}
          onMade={(link) => {
            setMade(link.code);
            list.change((links) => [link, ...links]);
          }}
        />
        {list.state === 'loading' && <Bone width={320} height={16} />}
        {list.state === 'failed' && (
          <p className={styles.empty} role="alert">
            {list.why}
            <Button look="word" onClick={list.retry}>
              {words.failed.tryAgain}
            </Button>
          </p>
        )}
        {list.state === 'ready' && list.items.length === 0 && (
          <p className={styles.empty}>{detailsWords.invites.none}</p>
        )}
        <ul className={styles.list}>
          {list.items.map((link) => (
            <LinkRow
              key={link.code}
              link={link}
              fresh={link.code === made}
              onEnd={() => end(link)}
            />
          ))}
        </ul>
      </div>
    </Sheet>
  );
}
