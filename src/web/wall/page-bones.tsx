// What stands where a page will be.
import { AfterAMoment, Bone } from '#web/parts/bones.tsx';
import styles from './person-page.module.css';

/** Face, names, acts. */
export function PageBones() {
  return (
    <AfterAMoment>
      <div className={styles.bones}>
        <Bone width={64} height={64} radius="50%" />
        <div>
          <Bone width={180} height={24} />
          <Bone width={96} height={16} />
        </div>
      </div>
    </AfterAMoment>
  );
}
