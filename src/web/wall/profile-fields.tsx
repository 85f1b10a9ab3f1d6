// The fields of a profile that one may see; on one's own page also who else sees each.
import type { Audience, ProfileField } from '#protocol/person.ts';
import type { Profile } from '#protocol/profile.ts';
import { useKith } from '#web/app/kith.ts';
import { useView } from '#web/tab/use-view.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './page-head.module.css';

const { fields, wall, unverified } = peopleWords;

interface Shown {
  readonly label: string;
  readonly text: string;
  readonly note?: string;
  readonly from: ProfileField;
}

/** Nothing when there are none. */
export function ProfileFields({ profile, own }: { profile: Profile; own: boolean }) {
  const { client } = useKith();
  const { visibility } = useView(client.account);
  const shown = shownOf(profile);
  if (shown.length === 0) return null;
  return (
    <dl className={styles.fields}>
      {shown.map(({ label, text, note, from }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <bdi>{text}</bdi>
            {note !== undefined && <span className={styles.note}>{note}</span>}
            {own && <Seen by={visibility[from]} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Seen({ by }: { by: Audience }) {
  return by === 'everybody' ? null : <span className={styles.note}>{wall.seenBy[by]}</span>;
}

/** What there is, in the order of the account page. */
function shownOf({ firstName, familyName, email, gender, city, country }: Profile): Shown[] {
  const all: (Omit<Shown, 'text'> & { text: string | undefined })[] = [
    { label: fields.firstName, text: firstName, from: 'firstName' },
    { label: fields.familyName, text: familyName, from: 'familyName' },
    { label: fields.email, text: email, note: unverified, from: 'email' },
    { label: fields.gender, text: gender, from: 'gender' },
    { label: fields.city, text: city, from: 'city' },
    { label: fields.country, text: country, from: 'country' },
  ];
  return all.flatMap(({ text, ...rest }) =>
    text === undefined || text === '' ? [] : [{ ...rest, text }],
  );
}
