// The head of a page: who it is, what they say of themselves, the fields one may see, what can be done.
import { ChevronLeft } from 'lucide-react';
import type { WallView } from '#client/model.ts';
import { ACCOUNT, go, goBack } from '#web/app/places.ts';
import { Button } from '#web/parts/button.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { PersonActs } from '#web/people/card/person-acts.tsx';
import { PersonHead } from '#web/people/card/person-head.tsx';
import { usePhone } from '#web/tab/media.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './page-head.module.css';
import { ProfileFields } from './profile-fields.tsx';

/** As high as it has to be, at most half of the screen. */
export function PageHead({ view }: { view: WallView }) {
  const phone = usePhone();
  const { person, profile, own } = view;
  if (!person) return null;
  return (
    <section
      className={styles.head}
      aria-label={peopleWords.wall.details(person.displayName)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
    >
      <div className={styles.column}>
        <div className={styles.who}>
          {phone && (
            <Tool
              icon={ChevronLeft}
              iconSize={24}
              label={peopleWords.wall.back}
              onClick={() => goBack()}
            />
          )}
          <PersonHead person={person} page />
        </div>
        {person.blocked && <p className={styles.second}>{peopleWords.contact.blocked}</p>}
        {own ? <Own /> : <PersonActs person={person} onGo={(path) => go(path)} />}
        {profile?.about !== undefined && (
          <p className={styles.about} dir="auto">
            {profile.about}
          </p>
        )}
        {profile && <ProfileFields profile={profile} own={own} />}
      </div>
    </section>
  );
}

function Own() {
  return (
    <div className={styles.own}>
      <span className={styles.second}>{peopleWords.wall.own}</span>
      <Button small onClick={() => go(ACCOUNT)}>
        {peopleWords.wall.edit}
      </Button>
    </div>
  );
}
