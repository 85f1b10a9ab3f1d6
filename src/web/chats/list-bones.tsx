// The chat list before it is there: rows of the true size.
import { AfterAMoment, Bone } from '#web/parts/bones.tsx';
import styles from './list-bones.module.css';

const ROWS = [
  [112, 196],
  [84, 224],
  [140, 168],
  [96, 208],
  [124, 180],
  [72, 216],
] as const;

/** Six rows that say nothing. */
export function ListBones() {
  return (
    <div className={styles.bones}>
      <AfterAMoment>
        {ROWS.map(([name, text]) => (
          <div key={name} className={styles.row}>
            <span className={styles.face} />
            <span className={styles.lines}>
              <Bone width={name} height={12} />
              <Bone width={text} height={10} />
            </span>
          </div>
        ))}
      </AfterAMoment>
    </div>
  );
}
