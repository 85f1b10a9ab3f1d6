// The plus: opens the browser's own picker.
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import type { LocalFile } from '#client/model.ts';
import { Tool } from '#web/parts/tool.tsx';
import { composerWords } from '#web/words/composer.ts';
import { localFiles } from './local-files.ts';

/** `onPick` gets what was chosen; the same file can be chosen again. */
export function AddFiles({ onPick }: { onPick: (files: readonly LocalFile[]) => void }) {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tool icon={Plus} label={composerWords.add} onClick={() => picker.current?.click()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        aria-hidden="true"
        onChange={({ target }) => {
          onPick(localFiles(target.files ?? []));
          target.value = '';
        }}
      />
    </>
  );
}
