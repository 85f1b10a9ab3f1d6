// The picture of a chat; who may change it, chooses another one here or takes it away.
import { ImageOff, ImagePlus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ChatHandle, ChatHeadView, LocalFile } from '#client/model.ts';
import { ChatFace } from '#web/faces/face.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { EntryMenu } from '#web/sheets/entry-menu.tsx';
import { detailsWords } from '#web/words/details.ts';
import styles from './picture.module.css';

const TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/avif'];

/** 64 px wide. */
export function Picture({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const { picture: said } = detailsWords;
  const input = useRef<HTMLInputElement>(null);
  const [beside, setBeside] = useState<Element>();
  const { busy, wrong, run, refuse } = useAct();
  const face = <ChatFace chat={head} size="large" presence={false} />;
  if (!head.may.change || head.lobby) return face;
  const take = (file: File | undefined) => {
    if (!file) return;
    if (!TYPES.includes(file.type)) return refuse(said.wrong);
    void run(handle.setPicture(localOf(file)));
  };
  const choose = (): void => input.current?.click();
  const has = head.picture !== undefined;
  return (
    <>
      <button
        type="button"
        className={styles.picture}
        aria-haspopup={has ? 'menu' : undefined}
        title={has ? said.acts : said.choose}
        aria-busy={busy}
        onClick={({ currentTarget }) => (has ? setBeside(currentTarget) : choose())}
      >
        <span className="unseen">{has ? said.acts : said.choose}</span>
        {face}
        <span className={styles.sign}>
          <Icon of={ImagePlus} size={14} />
        </span>
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept={TYPES.join(',')}
        onChange={({ target }) => {
          take(target.files?.[0]);
          target.value = '';
        }}
      />
      <p role="status" className={wrong === undefined ? styles.said : styles.wrong}>
        {wrong ?? (busy ? said.loading : '')}
      </p>
      {beside && (
        <EntryMenu
          title={said.acts}
          beside={beside}
          entries={[
            { id: 'change', icon: ImagePlus, label: said.change },
            { id: 'away', icon: ImageOff, label: said.away },
          ]}
          onAct={(id) => (id === 'change' ? choose() : void run(handle.setPicture(undefined)))}
          onClose={() => setBeside(undefined)}
        />
      )}
    </>
  );
}

function localOf(file: File): LocalFile {
  const { name, type, size } = file;
  return { name, type, size, source: file };
}
