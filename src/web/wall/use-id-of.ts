// Whose user name this is: known here, or asked of the server.
import { useEffect, useMemo, useState } from 'react';
import type { Client } from '#client/model.ts';
import { nameKey } from '#core/person-name.ts';
import { useKith } from '#web/app/kith.ts';

/** An answer, or why there is none. */
export type IdFound =
  | { readonly state: 'loading' | 'failing' | 'missing' }
  | { readonly state: 'found'; readonly id: string };

const LOADING: IdFound = { state: 'loading' };

/** Asks again when `tries` is another. */
export function useIdOf(username: string, tries: number): IdFound {
  const { client } = useKith();
  const known = useMemo(() => knownHere(client, username), [client, username]);
  const [asked, setAsked] = useState<IdFound & { readonly username?: string }>(LOADING);
  useEffect(() => {
    if (known !== undefined) return;
    let current = true;
    setAsked(LOADING);
    void ask(client, username, tries).then((found) => current && setAsked({ ...found, username }));
    return () => {
      current = false;
    };
  }, [client, known, username, tries]);
  if (known !== undefined) return { state: 'found', id: known };
  return asked.username === username ? asked : LOADING;
}

/** `_try` is only there so that a further try is another question. */
async function ask(client: Client, username: string, _try: number): Promise<IdFound> {
  const answer = await client.profile(username);
  if (answer.ok) return { state: 'found', id: answer.value.id };
  const gone = 'refused' in answer && answer.refused.rejected !== 'fault';
  return { state: gone ? 'missing' : 'failing' };
}

function knownHere(client: Client, username: string): string | undefined {
  const wanted = nameKey(username);
  const everybody = [client.account.get(), ...client.people.get()];
  return everybody.find((person) => nameKey(person.username) === wanted)?.id;
}
