// Who is in a chat, online first: a press opens the chat with somebody; who may, adds and removes people.
import { UserMinus, UserPlus } from 'lucide-react';
import { useState } from 'react';
import type { ChatHandle, ChatHeadView, MemberView } from '#client/model.ts';
import { useDialogs } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath, go } from '#web/app/places.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { Ask } from '#web/sheets/ask.tsx';
import { more } from '#web/words/more.ts';
import styles from './members.module.css';

/** The list of members. */
export function Members({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const dialogs = useDialogs();
  const [leaving, setLeaving] = useState<MemberView>();
  const { members, memberCount, may } = head;
  return (
    <section className={styles.members}>
      <header>
        <h2>{more.details.members}</h2>
        {may.addMembers && (
          <Tool
            icon={UserPlus}
            label={more.details.addPeople}
            onClick={() => dialogs.open({ name: 'addPeople', chat: head.id })}
          />
        )}
      </header>
      <ul>
        {members.map((member) => (
          <Member
            key={member.id}
            member={member}
            onRemove={may.removeMembers && !member.me ? setLeaving : undefined}
          />
        ))}
      </ul>
      {members.length < memberCount && (
        <p className={styles.more}>{more.details.shown(members.length, memberCount)}</p>
      )}
      {leaving && (
        <Ask
          title={more.details.removeTitle(leaving.displayName)}
          hint={more.details.removeHint}
          act={more.details.removeDo}
          keep={more.details.keep}
          onAct={() => handle.removeMember(leaving.id)}
          onClose={() => setLeaving(undefined)}
        />
      )}
    </section>
  );
}

function Member({
  member,
  onRemove,
}: {
  member: MemberView;
  onRemove: ((member: MemberView) => void) | undefined;
}) {
  const { client } = useKith();
  const { me, role, displayName, username, presence, id } = member;
  const said = me ? more.details.you : username;
  return (
    <li className={styles.member}>
      <button
        type="button"
        className={styles.open}
        onClick={() => go(chatPath(client.directWith(id)))}
      >
        <Line
          face={<PersonFace name={displayName} presence={presence} />}
          name={displayName}
          below={said}
          end={<span className={styles.role}>{more.details.role[role]}</span>}
        />
      </button>
      {onRemove && (
        <Tool
          icon={UserMinus}
          iconSize={16}
          label={more.details.remove(displayName)}
          onClick={() => onRemove(member)}
        />
      )}
    </li>
  );
}
