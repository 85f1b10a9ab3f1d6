// The rows of members: only those near the screen exist, within the panel that scrolls as a whole.
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import type { MemberView } from '#client/model.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { nameSaid } from '#web/faces/name.ts';
import { more } from '#web/words/more.ts';
import styles from './members.module.css';

/** `scroll`: what the list scrolls in. `onOpen`: a row was pressed. */
export interface MemberRowsProps {
  readonly members: readonly MemberView[];
  readonly scroll: RefObject<HTMLElement | null>;
  readonly onOpen: (member: MemberView, beside: Element) => void;
}

/** A list of buttons, one per member. */
export function MemberRows({ members, scroll, onOpen }: MemberRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const start = useStart(box, scroll);
  return (
    <div ref={box}>
      <Virtualizer as="ul" item="li" data={members} scrollRef={scroll} startMargin={start}>
        {(member: MemberView) => <Row key={member.id} member={member} onOpen={onOpen} />}
      </Virtualizer>
    </div>
  );
}

function Row({ member, onOpen }: { member: MemberView; onOpen: MemberRowsProps['onOpen'] }) {
  const { me, role, displayName, username, presence, picture } = member;
  return (
    <button
      type="button"
      className={styles.member}
      aria-haspopup="menu"
      onClick={({ currentTarget }) => onOpen(member, currentTarget)}
      onContextMenu={(event) => {
        event.preventDefault();
        onOpen(member, event.currentTarget);
      }}
    >
      <Line
        face={<PersonFace name={displayName} picture={picture} presence={presence} />}
        name={nameSaid(member)}
        below={me ? more.details.you : username}
        end={<span className={styles.role}>{more.details.role[role]}</span>}
      />
    </button>
  );
}

/** How far below the top of what scrolls the list begins; what is above it grows and shrinks. */
function useStart(
  box: RefObject<HTMLElement | null>,
  scroll: RefObject<HTMLElement | null>,
): number {
  const [start, setStart] = useState(0);
  useLayoutEffect(() => {
    const measure = (): void => {
      const [list, around] = [box.current, scroll.current];
      if (!list || !around) return;
      const top = list.getBoundingClientRect().top - around.getBoundingClientRect().top;
      setStart(Math.round(top + around.scrollTop));
    };
    measure();
    const watch = new ResizeObserver(measure);
    for (const part of scroll.current?.firstElementChild?.children ?? []) watch.observe(part);
    return () => watch.disconnect();
  }, [box, scroll]);
  return start;
}
