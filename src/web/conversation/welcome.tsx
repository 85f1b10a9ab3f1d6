// A chat in which nothing was said yet: what it is for, who is in it, and the one act that fills it.
import type { ChatHeadView } from '#client/model.ts';
import { useDialogs } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { ChatFace, PersonFace } from '#web/faces/face.tsx';
import { firstName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { Mark } from '#web/parts/mark.tsx';
import { useView } from '#web/tab/use-view.ts';
import { joinNames } from '#web/words/lists.ts';
import { words } from '#web/words/words.ts';
import styles from './welcome.module.css';

const FACES_MAX = 4;

/** As drawn for the Lobby; the others are made of the same parts. */
export function Welcome({ head }: { head: ChatHeadView }) {
  if (head.lobby) return <LobbyWelcome head={head} />;
  if (head.kind === 'direct') return <DirectWelcome head={head} />;
  return <GroupWelcome head={head} />;
}

function LobbyWelcome({ head }: { head: ChatHeadView }) {
  const { place } = useKith();
  const dialogs = useDialogs();
  return (
    <Empty
      title={words.empty.lobby}
      hint={words.empty.lobbyHint(place.name)}
      above={<Mark size={40} />}
    >
      <Crowd head={head} />
      {place.signUp === 'open' && (
        <Button look="main" onClick={() => dialogs.open({ name: 'invite' })}>
          {words.empty.invite}
        </Button>
      )}
    </Empty>
  );
}

function DirectWelcome({ head }: { head: ChatHeadView }) {
  const { client } = useKith();
  const me = useView(client.account);
  const alone = head.person?.id === me.id;
  const title = alone ? words.empty.self : words.empty.direct(firstName(head.name));
  return (
    <Empty
      title={title}
      hint={alone ? words.empty.selfHint : words.empty.directHint}
      above={<ChatFace chat={head} size="large" presence={false} />}
    />
  );
}

function GroupWelcome({ head }: { head: ChatHeadView }) {
  const dialogs = useDialogs();
  return (
    <Empty
      title={words.empty.group(head.name)}
      hint={head.kind === 'room' ? words.empty.roomHint : words.empty.groupHint}
      above={<ChatFace chat={head} size="large" />}
    >
      <Crowd head={head} />
      {head.may.addMembers && (
        <Button look="main" onClick={() => dialogs.open({ name: 'addPeople', chat: head.id })}>
          {words.empty.addPeople}
        </Button>
      )}
    </Empty>
  );
}

/** Oneself first, then who else is in it. */
function Crowd({ head }: { head: ChatHeadView }) {
  const { client } = useKith();
  const me = useView(client.account);
  const others = head.members.filter((member) => !member.me);
  const shown = others.slice(0, FACES_MAX - 1);
  const rest = head.memberCount - shown.length - 1;
  const names = [words.chat.you, ...shown.map(({ displayName }) => firstName(displayName))];
  if (rest > 0) names.push(words.empty.more(rest));
  const said = others.length === 0 ? words.empty.alone : words.empty.here(joinNames(names));
  return (
    <>
      <div className={styles.crowd}>
        <PersonFace name={me.displayName} size="bar" />
        {shown.map(({ id, displayName, picture }) => (
          <PersonFace key={id} name={displayName} picture={picture} size="bar" />
        ))}
      </div>
      <p className={styles.names}>{said}</p>
    </>
  );
}
