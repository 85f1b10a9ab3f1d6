// Who somebody is, at a glance: a large face, the display name, the user name, whether they are here.
import type { PersonView } from '#client/model.ts';
import { presenceOf } from '#web/conversation/use-who-is-here.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { atName } from '#web/faces/name.ts';
import { useNow } from '#web/tab/use-now.ts';
import styles from './person-head.module.css';

/** `page`: the name is the title of the page. */
export function PersonHead({ person, page = false }: { person: PersonView; page?: boolean }) {
  const now = useNow();
  const { displayName, picture, presence } = person;
  const Name = page ? 'h1' : 'p';
  const said = presenceOf(person, now);
  return (
    <header className={styles.head}>
      <PersonFace name={displayName} picture={picture} presence={presence} size="large" />
      <div>
        <Name className={styles.name} dir="auto">
          {displayName}
        </Name>
        <p className={styles.second}>
          <bdi>{atName(person)}</bdi>
        </p>
        {said !== '' && <p className={styles.second}>{said}</p>}
      </div>
    </header>
  );
}
