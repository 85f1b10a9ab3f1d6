// Finds people by name; what choosing one means, its owner says.

import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import type { PersonView } from '#client/model.ts';
import { PersonFace } from '#web/faces/face.tsx';
import { Line } from '#web/faces/line.tsx';
import { atName } from '#web/faces/name.ts';
import { Icon } from '#web/parts/icon.tsx';
import { Finder } from '#web/sheets/finder.tsx';
import { more } from '#web/words/more.ts';
import { peopleWords } from '#web/words/people.ts';
import { words } from '#web/words/words.ts';
import { usePeople } from './use-people.ts';

/**
 * `without`, `byEmail`: see usePeople; `chosen`: those who are chosen already, when several can be; `later`: the focus is
 * somewhere else at first.
 */
export function PeopleFinder({
  onChoose,
  later,
  chosen,
  without,
  byEmail,
  between,
}: {
  onChoose: (person: PersonView) => void;
  later?: boolean;
  chosen?: ReadonlySet<string>;
  without?: ReadonlySet<string>;
  byEmail?: boolean;
  between?: ReactNode;
}) {
  const [query, setQuery] = useState('');
  const { people, incomplete } = usePeople(query, { without, byEmail });
  const choices = people.map((person) => ({ id: person.id, name: person.displayName, person }));
  const nobody = query.trim() === '' ? more.people.nobody : more.people.none(query.trim());
  return (
    <Finder
      label={more.people.find}
      hint={byEmail ? peopleWords.people.findHint : more.people.findHint}
      listLabel={more.people.list}
      query={query}
      onQuery={setQuery}
      items={choices}
      draw={({ person }) => <PersonLine person={person} chosen={chosen?.has(person.id) ?? false} />}
      onChoose={(id) => {
        const person = people.find((one) => one.id === id);
        if (person) onChoose(person);
      }}
      {...(chosen ? { chosen } : {})}
      later={later}
      between={between}
      empty={incomplete ? words.failed.offline : nobody}
    />
  );
}

function PersonLine({ person, chosen }: { person: PersonView; chosen: boolean }) {
  return (
    <Line
      face={
        <PersonFace name={person.displayName} picture={person.picture} presence={person.presence} />
      }
      name={person.displayName}
      below={atName(person)}
      end={chosen && <Icon of={Check} />}
    />
  );
}
