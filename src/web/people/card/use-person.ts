// Somebody by user id, live for as long as they are on screen: who they are, their profile, how one stands with them.
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { WallHandle, WallView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { useView } from '#web/tab/use-view.ts';

/** A page with its handle. `shown`: the client was told that it is on screen. */
export interface PersonOnScreen extends WallView {
  readonly handle: WallHandle;
  readonly shown: boolean;
}

/** Their wall is followed meanwhile; presence is asked for under the name `place`. */
export function usePerson(user: string, place: string): PersonOnScreen {
  const { client } = useKith();
  const handle = useMemo(() => client.wall(user), [client, user]);
  const head = useView(handle.head);
  const [shown, setShown] = useState(false);
  useLayoutEffect(() => {
    const hide = handle.show();
    setShown(true);
    return hide;
  }, [handle]);
  useEffect(() => {
    client.watch(place, [user]);
    return () => client.watch(place, []);
  }, [client, place, user]);
  useReloads(handle, head);
  return { ...head, handle, shown };
}

/** What one may see of somebody depends on how the two stand: when that changes, it is asked for anew. */
function useReloads(handle: WallHandle, { person, profile }: WallView): void {
  const stands = person && [person.contact, person.theirs, person.blocked].join(' ');
  const { mine, theirs, blocked } = profile?.relation ?? {};
  const known = profile && [mine, theirs, blocked].join(' ');
  const newer = known !== undefined && stands !== known ? stands : undefined;
  useEffect(() => {
    if (newer !== undefined) handle.reload();
  }, [handle, newer]);
}
