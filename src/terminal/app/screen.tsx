// The screen in React: exactly as many lines as the terminal has, each a text of its own, so that Ink measures and wraps
// only those that have changed.
import { Box, Text, useCursor } from 'ink';
import { memo, useLayoutEffect, useSyncExternalStore } from 'react';
import { type Line, paint } from '../text/spans.ts';

/** What can be drawn: tells when it changed, and gives its lines. */
export interface Drawn {
  subscribe(listener: () => void): () => void;
  version(): number;
  frame(): {
    readonly lines: readonly Line[];
    readonly cursor: { readonly x: number; readonly y: number } | undefined;
  };
  /** It is on screen now. */
  drawn?(): void;
}

/** Shows it, with the terminal's cursor where one writes. */
export function Screen({ drawn, colors }: { drawn: Drawn; colors: boolean }) {
  const version = useSyncExternalStore(drawn.subscribe, drawn.version);
  const { setCursorPosition } = useCursor();
  const { lines, cursor } = drawn.frame();
  setCursorPosition(cursor);
  useLayoutEffect(() => {
    if (version >= 0) drawn.drawn?.();
  }, [drawn, version]);
  return (
    <Box flexDirection="column">
      {lines.map((line, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place on the screen
        return <Row key={at} text={paint(line, colors)} />;
      })}
    </Box>
  );
}

/** One line; its text has the screen's width already. */
const Row = memo(function Row({ text }: { text: string }) {
  return <Text wrap="truncate">{text}</Text>;
});
