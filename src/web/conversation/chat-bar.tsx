// The bar of a conversation: whose it is, who is here, and the way to the details; on phones the way back.
import { ChevronLeft, Ellipsis, PanelRight } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import type { ChatHeadView } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath, go, goBack } from '#web/app/places.ts';
import { ChatFace } from '#web/faces/face.tsx';
import { Bone } from '#web/parts/bones.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { usePhone } from '#web/tab/media.ts';
import { useView } from '#web/tab/use-view.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './chat-bar.module.css';
import { useWhoIsHere } from './use-who-is-here.ts';

/** 56 high. */
export function ChatBar({ head, details }: { head: ChatHeadView; details: boolean }) {
  const phone = usePhone();
  const loading = head.state === 'loading' && head.name === '';
  const tool = useRef<HTMLButtonElement>(null);
  useFocusBack(tool, details);
  const toggle = (): void => {
    const path = details ? chatPath(head.id) : `${chatPath(head.id)}?details`;
    go(path, { replace: !phone });
  };
  return (
    <header className={styles.bar}>
      {phone && <Back />}
      {loading ? <Bone width={32} height={32} radius="50%" /> : <Whose head={head} />}
      <Tool
        ref={tool}
        icon={phone ? Ellipsis : PanelRight}
        label={words.chat.details}
        aria-pressed={details}
        onClick={toggle}
      />
    </header>
  );
}

/** Whoever was in the panel when it closed comes back to what opened it. */
function useFocusBack(tool: RefObject<HTMLElement | null>, open: boolean): void {
  const was = useRef(open);
  useEffect(() => {
    const closed = was.current && !open;
    was.current = open;
    if (closed && document.activeElement === document.body) tool.current?.focus();
  }, [tool, open]);
}

function Whose({ head }: { head: ChatHeadView }) {
  const here = useWhoIsHere(head);
  return (
    <>
      <ChatFace chat={head} size="bar" />
      <div className={styles.name}>
        <h1 className="clip" dir="auto">
          {head.name}
        </h1>
        <p className="clip">{here}</p>
      </div>
    </>
  );
}

function Back() {
  const { client } = useKith();
  const { unread } = useView(client.chats);
  const label = unread > 0 ? words.chat.backUnread(unread, plural) : words.chat.back;
  return <Tool icon={ChevronLeft} iconSize={24} label={label} onClick={() => goBack()} />;
}
