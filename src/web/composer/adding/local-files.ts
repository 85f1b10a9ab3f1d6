// What is picked, pasted or dropped, as the files that the client takes.
import type { LocalFile } from '#client/model.ts';

/** Files of a picker, the clipboard or a drop. */
export function localFiles(files: Iterable<File>): readonly LocalFile[] {
  return Array.from(files, (file) => ({
    name: file.name,
    type: file.type,
    size: file.size,
    source: file,
  }));
}

/** A text that is too long for a message, as a file. */
export function textFile(name: string, text: string): LocalFile {
  const source = new Blob([text], { type: 'text/plain' });
  return { name: `${name}.txt`, type: source.type, size: source.size, source };
}

/**
 * Files that are pasted. Who copies out of a text or a table has a picture of it on the clipboard, too: the words are
 * meant then; only their own names do not count as words.
 */
export function pastedFiles(data: DataTransfer): readonly LocalFile[] {
  const files = localFiles(data.files);
  const words = data.getData('text/plain').trim();
  const named = files.every(({ name }) => words.includes(name));
  return words === '' || named ? files : [];
}

/** Files that are dropped; folders are not files, though browsers list them so. */
export function droppedFiles({ items, files }: DataTransfer): {
  readonly files: readonly LocalFile[];
  readonly folders: boolean;
} {
  const entries = Array.from(items).filter(({ kind }) => kind === 'file');
  const isFolder = entries.map((item) => item.webkitGetAsEntry?.()?.isDirectory === true);
  const whole = Array.from(files).filter((_, at) => !isFolder[at]);
  return { files: localFiles(whole), folders: isFolder.includes(true) };
}
