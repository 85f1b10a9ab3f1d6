// The second line of a row: who writes, a draft, or what was said last and how far it got.
import { Film, Image as ImageIcon, Mic, Music, Paperclip } from 'lucide-react';
import type { ChatRow } from '#client/model.ts';
import { atName, firstName } from '#web/faces/name.ts';
import { TickMark } from '#web/faces/tick-mark.tsx';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { fileWords } from '#web/words/files.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './preview.module.css';

const CHARS_SHOWN = 200;

type Preview$ = Extract<ChatRow['preview'], { kind: 'message' }>;

const ICONS = { image: ImageIcon, video: Film, audio: Music, voice: Mic, file: Paperclip } as const;

function filesSaid(files: Preview$['files']): string {
  if (!files) return '';
  const { kind, count } = files;
  if (kind === 'image') return fileWords.pictures(count, plural);
  return count === 1 ? fileWords[kind === 'file' ? 'file' : kind] : fileWords.files(count, plural);
}

/** One line, cut at its end. Somebody with whom nothing was said yet shows the user name. */
export function Preview({ row }: { row: ChatRow }) {
  return <span className={styles.last}>{contentOf(row)}</span>;
}

function contentOf({ preview, kind, person }: ChatRow) {
  switch (preview?.kind) {
    case undefined:
      return person ? (
        <span className="clip" dir="auto">
          {atName(person)}
        </span>
      ) : (
        <span className="clip">{words.row.nothing}</span>
      );
    case 'typing': {
      const { names } = preview;
      const text =
        kind === 'direct' ? words.row.typingAlone : words.row.typing(names.map(firstName), plural);
      return <span className={classes('clip', styles.now)}>{text}</span>;
    }
    case 'draft':
      return (
        <>
          <span className={styles.draft}>{words.row.draft}</span>{' '}
          <span className="clip" dir="auto">
            {lineOf(preview.text)}
          </span>
        </>
      );
    case 'deleted':
      return <span className="clip">{words.row.deleted}</span>;
    case 'message':
      return (
        <>
          {preview.mine && preview.tick && <TickMark tick={preview.tick} />}
          {preview.files && (
            <span className={styles.kind}>
              <Icon of={ICONS[preview.files.kind]} size={14} />
            </span>
          )}
          <Said author={preview.author} text={lineOf(preview.text) || filesSaid(preview.files)} />
        </>
      );
  }
}

/** Name and words each have their own direction, and each is cut at its own end. */
function Said({ author, text }: { author: string | undefined; text: string }) {
  return (
    <>
      {author !== undefined && (
        <>
          <b className="clip">
            <bdi>{firstName(author)}</bdi>
            {words.row.afterAuthor}
          </b>{' '}
        </>
      )}
      <span className="clip" dir="auto">
        {text}
      </span>
    </>
  );
}

/** A long message is not laid out as a whole for its first words. */
function lineOf(text: string): string {
  return text.slice(0, CHARS_SHOWN).replace(/\s+/g, ' ');
}
