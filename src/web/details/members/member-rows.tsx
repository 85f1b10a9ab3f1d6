// The rows of members. Of many only those near the screen exist, within the panel that scrolls as a whole.
import { type RefObject, useEffect, useRef, useState } from 'react';
import { Virtualizer } from 'virtua';
import type { MemberView } from '#client/model.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { atName, nameSaid } from '#web/faces/name.ts';
import { more } from '#web/words/more.ts';
import styles from './members.module.css';

/** `scroll`: what the list scrolls in. `onOpen`: a row was pressed. */
export interface MemberRowsProps {
  readonly members: readonly MemberView[];
  readonly scroll: RefObject<HTMLElement | null>;
  readonly onOpen: (member: MemberView, beside: Element) => void;
}

const FEW = 24;

/** A list of buttons, one per member. */
export function MemberRows(props: MemberRowsProps) {
  const { members, onOpen } = props;
  if (members.length > FEW) return <ManyRows {...props} />;
  return (
    <ul>
      {members.map((member) => (
        <li key={member.id}>
          <Row member={member} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  );
}

function ManyRows({ members, scroll, onOpen }: MemberRowsProps) {
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
  const { me, role, displayName, presence, picture } = member;
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
        below={me ? more.details.you : atName(member)}
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
  // Not a layout effect: what scrolls is around this, and its ref is set after those of its children.
  useEffect(() => {
    const measure = (): void => {
      const [list, around] = [box.current, scroll.current];
      if (!list || !around) return;
      const top = list.getBoundingClientRect().top - around.getBoundingClientRect().top;
      setStart(Math.round(top + around.scrollTop));
    };
    measure();
    const watch = new ResizeObserver(measure);
    const content = scroll.current?.firstElementChild;
    if (content) watch.observe(content);
    return () => watch.disconnect();
  }, [box, scroll]);
  return start;
}
