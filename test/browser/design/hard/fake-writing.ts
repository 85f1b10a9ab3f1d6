// What is being written in a fake chat: answers, edits, and a tray whose files are on their way, there, or refused.
import type { Attachment, Conversation, LocalFile, MessageItem, Tray } from '#client/model.ts';
import { cell } from '#client/observable.ts';
import { attachment } from './hard-talk.ts';

type Writing = Pick<Conversation, 'writing' | 'tray' | 'replyTo' | 'edit' | 'editLast'>;

/** `items`: the messages that can be answered or edited. */
export function fakeWriting(items: readonly MessageItem[]): Writing {
  const writing = cell<ReturnType<Conversation['writing']['get']>>({});
  const find = (seq: number | undefined) => items.find((item) => item.seq === seq);
  const edit = (seq: number | undefined): boolean => {
    const item = find(seq);
    writing.set(item?.seq === undefined ? {} : { editing: { seq: item.seq, text: item.text } });
    return item !== undefined;
  };
  return {
    writing,
    tray: fakeTray(),
    replyTo(seq) {
      const item = find(seq);
      if (item?.seq === undefined) return writing.set({});
      const { author, text, files } = item;
      const picture = files.find(({ kind }) => kind === 'image');
      writing.set({
        reply: { seq: item.seq, author, text, picture, files: files.length, gone: false },
      });
    },
    edit: (seq) => void edit(seq),
    editLast: () => edit(items.findLast(({ may }) => may.edit)?.seq),
  };
}

const REFUSED = { rejected: 'fault', message: 'The server could not keep this file.' };
const STANDS: readonly Partial<Attachment>[] = [
  { state: 'uploading', progress: 0.4, preview: '/fake/lake.svg' },
  { state: 'ready', progress: 1 },
  { state: 'failed', progress: 0, refused: REFUSED },
  { state: 'waiting', progress: 0 },
];

function fakeTray(): Tray {
  const attachments = cell<readonly Attachment[]>([]);
  const change = (key: string, more: Partial<Attachment>): void => {
    attachments.set(attachments.get().map((one) => (one.key === key ? { ...one, ...more } : one)));
  };
  return {
    attachments,
    add(files: readonly LocalFile[]) {
      const before = attachments.get();
      const added = files.map((local, at) =>
        attachment(local.name, { local, ...STANDS[(before.length + at) % STANDS.length] }),
      );
      attachments.set([...before, ...added]);
      return [];
    },
    remove: (gone) => attachments.set(attachments.get().filter(({ key }) => key !== gone)),
    retry: (key) => change(key, { state: 'uploading' }),
    caption: (key, caption) => change(key, { caption }),
    move: () => undefined,
  };
}
