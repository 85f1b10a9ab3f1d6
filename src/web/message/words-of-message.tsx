// The words of a message as nodes: text as it was written, web addresses as links. Never a string of HTML.
import { Fragment, memo } from 'react';
import { linksIn } from './links.ts';

/** Line breaks are kept by the style around it. */
export const Words = memo(function Words({ text }: { text: string }) {
  return linksIn(text).map(({ at, text: part, href }) =>
    href === undefined ? (
      <Fragment key={at}>{part}</Fragment>
    ) : (
      <a key={at} href={href} target="_blank" rel="noreferrer noopener" dir="ltr">
        {part}
      </a>
    ),
  );
});
