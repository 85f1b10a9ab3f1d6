// Who the names after `@` in a text are, among the people known here.
import { useMemo } from 'react';
import type { Client } from '#client/model.ts';
import { nameKey } from '#core/person-name.ts';
import type { MentionOf } from '#web/markup/line.tsx';
import { useView } from '#web/tab/use-view.ts';

/** Stays the same function for as long as nobody comes, goes, or is renamed. */
export function useMentionOf(client: Client, showPerson: (user: string) => void): MentionOf {
  const people = useView(client.people);
  const me = client.account.get().id;
  // Presence changes all the time and is of no concern here.
  const names = people.map(({ id, username }) => `${id} ${username}`).join('\n');
  return useMemo(() => {
    const byName = new Map(
      names.split('\n').map((line) => {
        const [id = '', username = ''] = line.split(' ');
        return [nameKey(username), { id, username }];
      }),
    );
    return (name) => {
      if (nameKey(name) === 'all') return { label: name, me: true };
      const person = byName.get(nameKey(name));
      if (!person) return undefined;
      const { id, username } = person;
      return { label: username, me: id === me, onPress: () => showPerson(id) };
    };
  }, [names, me, showPerson]);
}
