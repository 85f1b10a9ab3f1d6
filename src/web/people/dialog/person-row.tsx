// A row with somebody in it: a press shows their card, and beside it stands what can be done here.
import type { ReactNode } from 'react';
import type { PersonView } from '#client/model.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { nameSaid } from '#web/faces/name.ts';
import styles from './people-dialog.module.css';

/** `below`: the second line; `wrong`: what went wrong with an act, below. */
export function PersonRow({
  person,
  below,
  wrong,
  onShow,
  children,
}: {
  person: PersonView;
  below: string;
  wrong?: string | undefined;
  onShow: (user: string) => void;
  children?: ReactNode;
}) {
  const { id, displayName, picture, presence } = person;
  return (
    <li className={styles.row}>
      <button type="button" className={styles.open} onClick={() => onShow(id)}>
        <Line
          face={<PersonFace name={displayName} picture={picture} presence={presence} />}
          name={nameSaid(person)}
          below={below}
        />
      </button>
      {children !== undefined && <span className={styles.acts}>{children}</span>}
      {wrong !== undefined && (
        <p role="alert" className={styles.wrong}>
          {wrong}
        </p>
      )}
    </li>
  );
}
