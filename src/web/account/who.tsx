// Whose account this is: the picture that others see, to be chosen, changed and taken away; names; the way to one's page.
import { useRef, useState } from 'react';
import { Link } from 'wouter';
import type { LocalFile } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import { useKith } from '#web/app/kith.ts';
import { personPath } from '#web/app/places.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { atName } from '#web/faces/name.ts';
import { Button } from '#web/parts/button.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { useView } from '#web/tab/use-view.ts';
import { peopleWords } from '#web/words/people.ts';
import styles from './who.module.css';

const { account: said } = peopleWords;

/** Every kind that the server makes a thumbnail of. */
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'];

/** The first part of the page. */
export function Who({ account }: { account: Account }) {
  const { client } = useKith();
  const picture = useView(client.people).find(({ id }) => id === account.id)?.picture;
  const { busy, wrong, run, refuse } = useAct();
  const [away, setAway] = useState(false);
  const choose = (file: File): void => {
    setAway(false);
    if (PICTURES.includes(file.type)) void run(client.setPicture(localOf(file)));
    else refuse(said.notPicture);
  };
  const takeAway = (): void => {
    setAway(true);
    void run(client.setPicture(undefined));
  };
  return (
    <header className={styles.who}>
      <PersonFace name={account.displayName} picture={picture} size="large" />
      <div className={styles.names}>
        <p className={styles.name}>
          <bdi>{account.displayName}</bdi>
        </p>
        <p className={styles.second}>
          <bdi>{atName(account)}</bdi>
        </p>
        <Link href={personPath(account.username)} state={{ inside: true }} className={styles.page}>
          {said.toPage}
        </Link>
      </div>
      <div className={styles.acts}>
        <PictureButton has={account.avatar !== undefined} busy={busy} onChoose={choose} />
        {account.avatar !== undefined && (
          <Button small busy={busy} onClick={takeAway}>
            {said.away}
          </Button>
        )}
        <span role="status" className={wrong === undefined ? styles.second : styles.wrong}>
          {busy && !away ? said.loading : wrong}
        </span>
      </div>
    </header>
  );
}

/** The browser's own chooser, behind a button of ours. */
function PictureButton({
  has,
  busy,
  onChoose,
}: {
  has: boolean;
  busy: boolean;
  onChoose: (file: File) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button small busy={busy} onClick={() => input.current?.click()}>
        {has ? said.change : said.choose}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={said.picture}
        accept={PICTURES.join(',')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) onChoose(file);
        }}
      />
    </>
  );
}

function localOf(file: File): LocalFile {
  return { name: file.name, type: file.type, size: file.size, source: file };
}
