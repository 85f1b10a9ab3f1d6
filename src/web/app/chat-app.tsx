// The window: chat list, conversation or account page, details; on phones one of them at a time. Owns which dialog is open.
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ChatList } from '#web/chats/chat-list.tsx';
import { Conversation } from '#web/conversation/conversation.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useActivity } from '#web/tab/use-activity.ts';
import { useTabSign } from '#web/tab/use-tab-sign.ts';
import { useView } from '#web/tab/use-view.ts';
import styles from './chat-app.module.css';
import { DialogHost } from './dialog-host.tsx';
import { type Dialogs, DialogsContext, type OpenDialog } from './dialogs.ts';
import { useKith } from './kith.ts';
import { keepLastChat, lastChat } from './last-chat.ts';
import { ACCOUNT, chatIn, chatPath, go, LOBBY } from './places.ts';
import { useShortcuts } from './use-shortcuts.ts';

const AccountScreen = lazy(() =>
  import('#web/account/account-screen.tsx').then((loaded) => ({ default: loaded.AccountScreen })),
);
const Details = lazy(() =>
  import('#web/details/details.tsx').then((loaded) => ({ default: loaded.Details })),
);

/** Everything behind the door. */
export function ChatApp() {
  const { client, place } = useKith();
  const [open, setOpen] = useState<OpenDialog>();
  const dialogs = useMemo(() => dialogsOver(setOpen), []);
  useActivity(client);
  useShortcuts(client, dialogs);
  useTabSign(useView(client.chats), place.name);
  return (
    <DialogsContext value={dialogs}>
      <Screens />
      <DialogHost open={open} onClose={dialogs.close} />
    </DialogsContext>
  );
}

function Screens() {
  const [path] = useLocation();
  const details = new URLSearchParams(useSearch()).has('details');
  const phone = usePhone();
  const chat = useChat(path, phone);
  const account = path === ACCOUNT;
  const listOnly = phone && chat === undefined && !account;
  return (
    <div className={styles.app} data-details={details && chat !== undefined}>
      {!phone && <ChatList current={chat} />}
      {listOnly && (
        <main className={styles.only}>
          <ChatList current={undefined} />
        </main>
      )}
      {account && (
        <Suspense fallback={<div className={styles.ground} />}>
          <AccountScreen />
        </Suspense>
      )}
      {chat !== undefined && !(phone && details) && (
        <Conversation key={chat} id={chat} details={details} />
      )}
      {chat !== undefined && details && (
        <Suspense fallback={<div className={styles.ground} />}>
          <Details key={chat} id={chat} />
        </Suspense>
      )}
    </div>
  );
}

/** The chat on screen. Where there is room for one and the address names none, the last one is opened. */
function useChat(path: string, phone: boolean): string | undefined {
  const { client } = useKith();
  const { id } = client.account.get();
  const chat = chatIn(path);
  const empty = chat === undefined && path !== ACCOUNT;
  useEffect(() => {
    if (chat !== undefined) keepLastChat(id, chat);
    else if (empty && !phone) go(chatPath(lastChat(id) ?? LOBBY), { replace: true });
  }, [chat, empty, id, phone]);
  return chat;
}

function dialogsOver(
  set: (change: (open: OpenDialog | undefined) => OpenDialog | undefined) => void,
): Dialogs {
  return {
    open: (dialog) => set(() => dialog),
    toggle: (name) => set((open) => (open?.name === name ? undefined : { name })),
    close: () => set(() => undefined),
  };
}
