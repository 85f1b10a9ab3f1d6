// Text that knows no marks, a topic for one: as it was written, with web addresses as links.
import { plainInlines } from '#core/markup/plain-text.ts';
import { Line } from './line.tsx';

/** Line breaks are kept by the style around it. */
export function Words({ text }: { text: string }) {
  return <Line of={plainInlines(text)} />;
}
