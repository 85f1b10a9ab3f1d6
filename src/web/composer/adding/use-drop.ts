// Files that are dragged over the page: whether some are, and those that are dropped. A file that is dropped where nobody
// wants it must not take the place of the page.
import { useEffect, useState } from 'react';

/** True while files are over the page; `drop` gets them. Under an open dialog nothing is taken. */
export function useDrop(drop: (data: DataTransfer) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => listen(setOver, drop), [drop]);
  return over;
}

function listen(set: (over: boolean) => void, drop: (data: DataTransfer) => void): () => void {
  const takes = (event: DragEvent): boolean => {
    const files = event.dataTransfer?.types.includes('Files') === true;
    if (files) event.preventDefault();
    return files && !document.querySelector('[role=dialog], [role=alertdialog]');
  };
  const moved = (event: DragEvent): void => {
    const taken = takes(event);
    if (event.dataTransfer) event.dataTransfer.dropEffect = taken ? 'copy' : 'none';
    set(taken);
  };
  const left = (event: DragEvent): void => {
    // Only when it leaves the window there is nothing that it goes to.
    if (event.relatedTarget === null) set(false);
  };
  const dropped = (event: DragEvent): void => {
    const taken = takes(event);
    set(false);
    if (taken && event.dataTransfer) drop(event.dataTransfer);
  };
  const heard = [
    ['dragover', moved],
    ['dragleave', left],
    ['drop', dropped],
  ] as const;
  for (const [name, listener] of heard) window.addEventListener(name, listener);
  return () => {
    for (const [name, listener] of heard) window.removeEventListener(name, listener);
  };
}
