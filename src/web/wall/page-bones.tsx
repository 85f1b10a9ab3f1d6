// What stands where a page will be.
import { AfterAMoment, Bone } from '#web/parts/bones.tsx';
import styles from './person-page.module.css';

/** Face and names. `title`: of the page, to be heard. */
export function PageBones({ title }: { title: string }) {
  return (
    <>
      <h1 className="unseen">{title}</h1>
      <AfterAMoment>
        <div className={styles.bones}>
          <Bone width={64} height={64} radius="50%" />
          <div>
            <Bone width={180} height={24} />
            <Bone width={96} height={16} />
          </div>
        </div>
      </AfterAMoment>
    </>
  );
}
