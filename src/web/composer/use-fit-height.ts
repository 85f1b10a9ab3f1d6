// Makes the box as high as its text, up to what its style allows.
import { type RefObject, useLayoutEffect } from 'react';

const byStyle = CSS.supports('field-sizing', 'content');

/** Where the browser does it by style, nothing is to be done. */
export function useFitHeight(box: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what the height is measured by.
  useLayoutEffect(() => {
    const area = box.current;
    if (!area || byStyle) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
  }, [box, text]);
}
