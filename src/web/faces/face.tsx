// Faces: people are round, places are square with soft corners. Presence is a shape beside the face of a person.
import { Hash } from 'lucide-react';
import { type CSSProperties, memo, useState } from 'react';
import type { PersonView } from '#client/model.ts';
import type { ChatKind } from '#protocol/event.ts';
import { classes } from '#web/parts/classes.ts';
import { Mark } from '#web/parts/mark.tsx';
import styles from './face.module.css';
import { hueOf, initialsOf } from './name.ts';

/** `row`: as large as rows say; `bar`: 32, on phones 36; `talk`: 32, on phones 28; or a number of px. */
export type FaceSize = 'row' | 'bar' | 'talk' | 'small' | 'large';

function tint(name: string): CSSProperties {
  return { '--h': hueOf(name) } as CSSProperties;
}

/** A picture over the initials, which stay to be seen while it loads and when it cannot be loaded. */
function Portrait({ src }: { src: string | undefined }) {
  const [broken, setBroken] = useState<string>();
  if (!src || src === broken) return null;
  return (
    <img
      className={styles.portrait}
      src={src}
      alt=""
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setBroken(src)}
    />
  );
}

/** Somebody's face. Decoration: the name stands beside it. */
export const PersonFace = memo(function PersonFace({
  name,
  picture,
  presence,
  size = 'row',
}: {
  name: string;
  picture?: string | undefined;
  presence?: PersonView['presence'] | undefined;
  size?: FaceSize;
}) {
  return (
    <span
      className={classes(styles.face, styles.tinted, styles[size])}
      style={tint(name)}
      aria-hidden
    >
      {initialsOf(name)}
      <Portrait src={picture} />
      {presence === 'online' && <i className={styles.here} />}
      {presence === 'away' && <i className={styles.away} />}
    </span>
  );
});

/** The face of a group, a room or the Lobby. */
export const PlaceFace = memo(function PlaceFace({
  name,
  picture,
  kind,
  lobby = false,
  size = 'row',
}: {
  name: string;
  picture?: string | undefined;
  kind: ChatKind;
  lobby?: boolean;
  size?: FaceSize;
}) {
  const shape = classes(styles.face, styles.place, styles[size]);
  if (lobby) {
    return (
      <span className={classes(shape, styles.lobby)} aria-hidden>
        <Mark size={24} />
      </span>
    );
  }
  return (
    <span
      className={classes(shape, styles.tinted, kind === 'room' && styles.room)}
      style={tint(name)}
      aria-hidden
    >
      {kind === 'room' ? <Hash /> : initialsOf(name)}
      <Portrait src={picture} />
    </span>
  );
});

/** The face of any chat: the other person's for direct ones. */
export function ChatFace({
  chat,
  size = 'row',
  presence = true,
}: {
  chat: {
    name: string;
    kind: ChatKind;
    lobby: boolean;
    picture?: string | undefined;
    person?: PersonView | undefined;
  };
  size?: FaceSize;
  presence?: boolean;
}) {
  if (chat.kind !== 'direct') {
    const { name, kind, lobby, picture } = chat;
    return <PlaceFace name={name} kind={kind} lobby={lobby} picture={picture} size={size} />;
  }
  return (
    <PersonFace
      name={chat.name}
      picture={chat.picture ?? chat.person?.picture}
      presence={presence ? chat.person?.presence : undefined}
      size={size}
    />
  );
}
