// The window: chat list, conversation or account page, details; on phones one of them at a time. Owns which dialog is open.
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useSearch } from 'wouter';
import { ChatList } from '#web/chats/chat-list.tsx';
import { Conversation } from '#web/conversation/conversation.tsx';
import { Refusals } from '#web/message/about/refusals.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useActivity } from '#web/tab/use-activity.ts';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { useTabSign } from '#web/tab/use-tab-sign.ts';
import { useView } from '#web/tab/use-view.ts';
import styles from './chat-app.module.css';
import { DialogHost, preloadDialogs } from './dialog-host.tsx';
import { DialogsContext, useOpenDialog } from './dialogs.ts';
import { useKith } from './kith.ts';
import { keepLastChat, lastChat } from './last-chat.ts';
import { onDemand } from './on-demand.tsx';
import { ACCOUNT, chatIn, chatPath, go, inviteIn, LOBBY, personIn, seqIn } from './places.ts';
import { useShortcuts } from './use-shortcuts.ts';

const AccountScreen = onDemand(
  async () => (await import('#web/account/account-screen.tsx')).AccountScreen,
);
const PersonPage = onDemand(async () => (await import('#web/wall/person-page.tsx')).PersonPage);
const JoinScreen = onDemand(
  async () => (await import('#web/people/join/join-screen.tsx')).JoinScreen,
);
const Details = onDemand(async () => (await import('#web/details/details.tsx')).Details);
/** By then the chats are on screen; what is opened later opens at once, and without a connection too. */
const PRELOAD_AFTER_MS = 2_000;

/** Everything behind the door. */
export function ChatApp() {
  const { client, place } = useKith();
  const [open, dialogs] = useOpenDialog();
  useActivity(client);
  useShortcuts(client, dialogs);
  useTabSign(useView(client.chats), place.name);
  usePreload();
  return (
    <DialogsContext value={dialogs}>
      <Screens />
      <Refusals />
      <DialogHost open={open} onClose={dialogs.close} onGo={dialogs.leaveTo} />
    </DialogsContext>
  );
}

function usePreload(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      preloadDialogs();
      AccountScreen.preload();
      PersonPage.preload();
      Details.preload();
    }, PRELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
}

function Screens() {
  const [path] = useLocation();
  const details = new URLSearchParams(useSearch()).has('details');
  const phone = usePhone();
  const chat = useChat(path, phone);
  useOnScreen(chat);
  const other = otherScreen(path);
  const listOnly = phone && chat === undefined && !other;
  return (
    <div className={styles.app} data-details={details && chat !== undefined}>
      {!phone && <ChatList current={chat} />}
      {listOnly && <ListScreen />}
      {other}
      {chat !== undefined && !(phone && details) && (
        <Conversation key={chat} id={chat} details={details} />
      )}
      {chat !== undefined && details && <Details key={`details ${chat}`} id={chat} />}
    </div>
  );
}

/** On phones the details take the place of the conversation: one is still in the chat, and its “New” line stays. */
function useOnScreen(chat: string | undefined): void {
  const { client } = useKith();
  useLayoutEffect(() => {
    return chat === undefined ? undefined : client.chat(chat).show();
  }, [client, chat]);
}

/** What stands in place of a conversation. */
function otherScreen(path: string): ReactNode {
  const person = personIn(path);
  const invite = inviteIn(path);
  if (path === ACCOUNT) return <AccountScreen />;
  if (person !== undefined) {
    return <PersonPage key={person} username={person} first={seqIn(path)} />;
  }
  return invite === undefined ? undefined : <JoinScreen key={invite} code={invite} />;
}

/** On a phone the list is a screen of its own. */
function ListScreen() {
  const screen = useRef<HTMLElement>(null);
  useEntryFocus(screen);
  return (
    <main ref={screen} tabIndex={-1} className={styles.only}>
      <ChatList current={undefined} />
    </main>
  );
}

/** The chat on screen. Where there is room for one and the address names none, the last one is opened. */
function useChat(path: string, phone: boolean): string | undefined {
  const { client } = useKith();
  const { id } = client.account.get();
  const chat = chatIn(path);
  const empty = chat === undefined && !otherScreen(path);
  useEffect(() => {
    if (chat !== undefined) keepLastChat(id, chat);
    else if (empty && !phone) go(chatPath(lastChat(id) ?? LOBBY), { replace: true });
  }, [chat, empty, id, phone]);
  return chat;
}
