// A conversation before it is there: bubbles of the true size at its end.
import { AfterAMoment, Bone } from '#web/parts/bones.tsx';
import styles from './talk-bones.module.css';

/** `bare`: without faces, as between two people. */
export function TalkBones({ bare }: { bare: boolean }) {
  return (
    <div className={styles.end}>
      <AfterAMoment>
        <div className={styles.column}>
          <div className={styles.others} data-bare={bare}>
            <Bone width={264} height={36} radius="16px 16px 16px 4px" />
            <Bone width={196} height={36} radius="4px 16px 16px 16px" />
            {!bare && <span className={styles.face} />}
          </div>
          <div className={styles.mine}>
            <Bone width={232} height={36} radius="16px" />
          </div>
          <div className={styles.others} data-bare={bare}>
            <Bone width={320} height={58} radius="16px" />
            {!bare && <span className={styles.face} />}
          </div>
        </div>
      </AfterAMoment>
    </div>
  );
}
