// People: one's contacts, requests that wait, everybody here, and whom one blocks. Live while it is open.
import { type ReactNode, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ContactsView } from '#client/model.ts';
import { type DialogEnds, useDialogs } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { Sheet } from '#web/sheets/sheet.tsx';
import { useView } from '#web/tab/use-view.ts';
import { more } from '#web/words/more.ts';
import { peopleWords } from '#web/words/people.ts';
import { PeopleFinder } from '../people-finder.tsx';
import { Blocked } from './blocked.tsx';
import { Contacts } from './contacts.tsx';
import styles from './people-dialog.module.css';
import { Requests } from './requests.tsx';

type Section = 'contacts' | 'requests' | 'everybody' | 'blocked';

const { people } = peopleWords;

/** Opens where something waits: at requests, else at contacts, and where there are none at everybody. */
export function PeopleDialog({ onClose, onGo }: DialogEnds) {
  const { client } = useKith();
  const dialogs = useDialogs();
  const view = useView(client.contacts);
  const [section, setSection] = useState<Section>(() => firstOf(view));
  const show = (user: string): void => dialogs.open({ name: 'person', user });
  const waiting = view.requests.filter(({ direction }) => direction === 'in').length;
  const titles: Readonly<Record<Section, string>> = {
    contacts: people.contacts,
    requests: waiting > 0 ? people.requestsCount(waiting) : people.requests,
    everybody: people.everybody,
    blocked: people.blocked,
  };
  const panels: Readonly<Record<Section, ReactNode>> = {
    contacts: <Contacts view={view} onShow={show} onGo={onGo} />,
    requests: <Requests view={view} onShow={show} />,
    everybody: <PeopleFinder byEmail onChoose={({ id }) => show(id)} />,
    blocked: <Blocked view={view} onShow={show} />,
  };
  return (
    <Sheet title={more.people.title} onClose={onClose} tall>
      <Tabs
        className={styles.tabs ?? ''}
        selectedKey={section}
        onSelectionChange={(key) => setSection(key as Section)}
      >
        <TabList aria-label={people.sections} className={styles.list ?? ''}>
          {(Object.keys(titles) as Section[]).map((one) => (
            <Tab key={one} id={one} className={styles.tab ?? ''}>
              {titles[one]}
            </Tab>
          ))}
        </TabList>
        {(Object.keys(panels) as Section[]).map((one) => (
          <TabPanel key={one} id={one} className={styles.panel ?? ''}>
            {panels[one]}
          </TabPanel>
        ))}
      </Tabs>
    </Sheet>
  );
}

function firstOf({ contacts, requests }: ContactsView): Section {
  if (requests.some(({ direction }) => direction === 'in')) return 'requests';
  return contacts.length > 0 ? 'contacts' : 'everybody';
}
