// The chat list with its bar: who one is and where, people, a new chat, the switcher, and a row for every chat.
import { Archive, ChevronLeft, Search, SquarePen } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import type { ChatRow } from '#client/model.ts';
import { useDialogs } from '#web/app/dialogs.ts';
import { useKith } from '#web/app/kith.ts';
import { ACCOUNT } from '#web/app/places.ts';
import { Strip } from '#web/app/strip.tsx';
import { PersonFace } from '#web/faces/face.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { PeopleTool, WallTool } from '#web/people/list-tools.tsx';
import { isMac, usePhone } from '#web/tab/media.ts';
import { useView } from '#web/tab/use-view.ts';
import { chatWords } from '#web/words/chats.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './chat-list.module.css';
import { ChatRows } from './chat-rows.tsx';
import { ListBones } from './list-bones.tsx';
import { WidthHandle } from './width-handle.tsx';

/** `current` is the chat that is open beside it. */
export function ChatList({ current }: { current: string | undefined }) {
  const { client } = useKith();
  const { state, rows } = useView(client.chats);
  const phone = usePhone();
  return (
    <nav className={styles.chats} aria-label={words.nav.chats}>
      <ListBar />
      <FindButton />
      {state === 'loading' && rows.length === 0 && <ListBones />}
      {state === 'failing' && rows.length === 0 && (
        <Empty title={words.failed.chats} hint={words.failed.hint} />
      )}
      {rows.length > 0 && <Rows rows={rows} current={current} />}
      {phone ? <Strip atEnd /> : <WidthHandle />}
    </nav>
  );
}

/** The archive is a list of its own behind one line at the top. */
function Rows({ rows, current }: { rows: readonly ChatRow[]; current: string | undefined }) {
  const [inArchive, setInArchive] = useState(false);
  const archived = useMemo(() => rows.filter((row) => row.archived), [rows]);
  const others = useMemo(() => rows.filter((row) => !row.archived), [rows]);
  if (archived.length === 0) return <ChatRows rows={rows} current={current} />;
  return (
    <>
      <button
        type="button"
        className={styles.archive}
        aria-expanded={inArchive}
        onClick={() => setInArchive(!inArchive)}
      >
        <Icon of={inArchive ? ChevronLeft : Archive} size={16} />
        {inArchive ? chatWords.back : chatWords.archived(archived.length, plural)}
      </button>
      <ChatRows key={String(inArchive)} rows={inArchive ? archived : others} current={current} />
    </>
  );
}

function ListBar() {
  const { client, place } = useKith();
  const dialogs = useDialogs();
  const { id, displayName } = useView(client.account);
  const picture = useView(client.people).find((person) => person.id === id)?.picture;
  return (
    <header className={styles.bar}>
      <Link href={ACCOUNT} className={styles.me} title={words.nav.account} state={{ inside: true }}>
        <PersonFace name={displayName} picture={picture} size="bar" />
        <span className="unseen">{words.nav.account}</span>
      </Link>
      <h1 className={styles.place}>
        <span className="clip" dir="auto">
          {place.name}
        </span>
      </h1>
      <WallTool />
      <PeopleTool />
      <Tool
        icon={SquarePen}
        label={words.nav.newChat}
        onClick={() => dialogs.open({ name: 'newChat' })}
      />
    </header>
  );
}

function FindButton() {
  const dialogs = useDialogs();
  return (
    <button
      type="button"
      className={styles.find}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={() => dialogs.open({ name: 'switcher' })}
    >
      <Icon of={Search} size={16} />
      <span>{words.nav.find}</span>
      <kbd aria-hidden>{words.nav.findKey(isMac)}</kbd>
    </button>
  );
}
