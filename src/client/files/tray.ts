// The files that go with the message being written: picked, captioned, put in order. They go up at once; sending only
// waits for what is left.
import { BLOB_BYTES_MAX, FILES_PER_MESSAGE_MAX } from '#protocol/limits.ts';
import type { Attachment, LocalFile, Tray } from '../model/files.ts';
import type { Refused } from '../model/outcome.ts';
import { derived } from '../observable.ts';
import type { Uploads } from './uploads.ts';

/** A tray with what its conversation needs to know. */
export interface OwnTray extends Tray {
  /** Empties the tray: the keys of what was in it, in order, go with a message now. */
  take(): readonly string[];
  /** Something about an upload may be another. */
  touch(): void;
}

/** Opens the tray of one composer. `bytesMax`: largest file that the server takes. */
export function openTray(uploads: Uploads, bytesMax = BLOB_BYTES_MAX): OwnTray {
  let keys: readonly string[] = [];
  const attachments = derived<readonly Attachment[]>((before) => {
    const now = keys.map((key) => uploads.find(key)).filter((one) => one !== undefined);
    const same = before?.length === now.length && now.every((one, at) => one === before[at]);
    return same ? before : now;
  });
  const set = (next: readonly string[]): void => {
    keys = next;
    attachments.touch();
  };
  return {
    attachments,
    touch: () => attachments.touch(),
    add(files) {
      const fitting = files.filter(({ size }) => size <= bytesMax);
      const free = FILES_PER_MESSAGE_MAX - keys.length;
      const taken = fitting.slice(0, Math.max(0, free));
      set([...keys, ...taken.map((file) => uploads.add(file))]);
      return refusals(files, { fitting, taken, bytesMax });
    },
    remove(key) {
      set(keys.filter((one) => one !== key));
      uploads.remove(key);
    },
    retry: (key) => uploads.retry(key),
    caption: (key, text) => uploads.caption(key, text),
    move(key, to) {
      const others = keys.filter((one) => one !== key);
      if (others.length === keys.length) return;
      set([...others.slice(0, to), key, ...others.slice(to)]);
    },
    take() {
      const taken = keys;
      set([]);
      return taken;
    },
  };
}

interface Sorted {
  readonly fitting: readonly LocalFile[];
  readonly taken: readonly LocalFile[];
  readonly bytesMax: number;
}

function refusals(files: readonly LocalFile[], { fitting, taken, bytesMax }: Sorted): Refused[] {
  const large = files.filter((file) => !fitting.includes(file));
  const megabytes = Math.floor(bytesMax / (1024 * 1024));
  const refused = large.map(({ name }) => ({
    rejected: 'tooLarge',
    message: `“${name}” is larger than ${megabytes} MB. Choose a smaller one.`,
  }));
  if (taken.length === fitting.length) return refused;
  const message = `A message takes at most ${FILES_PER_MESSAGE_MAX} files. The others were left out.`;
  return [...refused, { rejected: 'tooMany', message }];
}
