// One's own data as a file, and the end of the account.
import { Download } from 'lucide-react';
import { useState } from 'react';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { peopleWords } from '#web/words/people.ts';
import { Section } from '../section.tsx';
import styles from './data.module.css';
import { DeleteAccount } from './delete-account.tsx';

const { account: said } = peopleWords;

/** The last parts of the page. */
export function Data() {
  const { client } = useKith();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Section title={said.data} hint={said.dataHint}>
        <a className={styles.download} href={client.exportAddress} download>
          <Icon of={Download} size={16} />
          {said.download}
        </a>
      </Section>
      <Section title={said.delete} hint={said.deleteHint}>
        <div>
          <Button look="danger" onClick={() => setDeleting(true)}>
            {said.delete}
          </Button>
        </div>
        {deleting && <DeleteAccount onClose={() => setDeleting(false)} />}
      </Section>
    </>
  );
}
