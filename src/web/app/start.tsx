// From an empty page to the app: asks the place and the account of this tab, then shows the door or the chats. The chats
// are a chunk of their own, fetched while the door is on screen.
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Client, Door, Outcome } from '#client/model.ts';
import type { Account } from '#protocol/person.ts';
import type { Place } from '#protocol/route.ts';
import { DoorScreen } from '#web/signin/door-screen.tsx';
import { words } from '#web/words/words.ts';
import { type Kith, KithContext } from './kith.ts';
import { accountOfTab, dropAccount, knownAccounts, takeAccount } from './known-accounts.ts';
import { keepLastChat } from './last-chat.ts';
import { onDemand } from './on-demand.tsx';
import { Unreachable } from './unreachable.tsx';

const RETRY_MS = 3_000;

const ChatApp = onDemand(async () => (await import('./chat-app.tsx')).ChatApp);

type Stage =
  | { at: 'starting' }
  | { at: 'unreachable' }
  | { at: 'door'; place: Place; note?: string; adding?: boolean }
  | { at: 'open'; place: Place; client: Client };

/** The whole app behind a door. */
export function Start({ door }: { door: Door }) {
  const [stage, setStage] = useState<Stage>({ at: 'starting' });
  const begin = useCallback(() => void enter(door).then(setStage), [door]);
  useEffect(begin, [begin]);
  useEffect(() => {
    if (stage.at === 'door') ChatApp.preload();
    if (stage.at !== 'unreachable') return;
    const timer = setTimeout(begin, RETRY_MS);
    return () => clearTimeout(timer);
  }, [stage, begin]);
  if (stage.at === 'starting') return null;
  if (stage.at === 'unreachable') return <Unreachable onRetry={begin} />;
  if (stage.at === 'open') return <Open {...stage} onStage={setStage} onBegin={begin} />;
  return (
    <DoorScreen
      {...stage}
      door={door}
      onBack={stage.adding ? begin : undefined}
      onEntered={(account) => setStage(openFor(door, stage.place, account))}
    />
  );
}

/** Asks the place, and for the session of this tab, at once; the code of the chats comes meanwhile. */
async function enter(door: Door): Promise<Stage> {
  const id = accountOfTab();
  if (id !== undefined) ChatApp.preload();
  const resumed = id === undefined ? undefined : door.resume(id);
  const [place, account] = await Promise.all([door.place(), resumed]);
  if (!place.ok) return { at: 'unreachable' };
  if (account === undefined || id === undefined) return { at: 'door', place: place.value };
  if (account.ok) return openFor(door, place.value, account.value);
  if ('offline' in account) return { at: 'unreachable' };
  dropAccount(id);
  return enter(door);
}

function openFor(door: Door, place: Place, account: Account): Stage {
  takeAccount(account);
  return { at: 'open', place: { ...place, fresh: false }, client: door.open(account) };
}

interface OpenProps {
  readonly place: Place;
  readonly client: Client;
  readonly onStage: (stage: Stage) => void;
  readonly onBegin: () => void;
}

function Open({ place, client, onStage, onBegin }: OpenProps) {
  const leaving = useRef(false);
  const kith = useMemo(
    () => kithOf({ place, client, onStage, onBegin }, leaving),
    [place, client, onStage, onBegin],
  );
  useEffect(() => {
    // Ended somewhere else: the session is over, what is stored here is not.
    return client.connection.subscribe(() => {
      if (leaving.current || client.connection.get().state !== 'signedOut') return;
      client.close();
      onStage({ at: 'door', place, note: words.door.signedOut });
    });
  }, [client, place, onStage]);
  return (
    <KithContext value={kith}>
      <ChatApp />
    </KithContext>
  );
}

function kithOf({ place, client, onStage, onBegin }: OpenProps, leaving: RefObject<boolean>): Kith {
  const leave = (): void => {
    client.close();
    onStage({ at: 'starting' });
    history.replaceState(null, '', '/');
  };
  const end = async (act: () => Promise<Outcome>): Promise<Outcome> => {
    const { id } = client.account.get();
    leaving.current = true;
    const outcome = await act();
    leaving.current = outcome.ok;
    if (!outcome.ok) return outcome;
    leave();
    dropAccount(id);
    keepLastChat(id, undefined);
    onBegin();
    return outcome;
  };
  return {
    client,
    place,
    switchTo(account) {
      leave();
      if (account === 'another') return onStage({ at: 'door', place, adding: true });
      const known = knownAccounts().find((one) => one.id === account);
      if (known) takeAccount(known);
      onBegin();
    },
    signOut: () => end(() => client.signOut()),
    deleteAccount: (password, messages) => end(() => client.deleteAccount(password, messages)),
  };
}
