// What stands in a line: words, marks, links, mentions.
import { memo, type ReactNode } from 'react';
import type { Inline } from '#core/markup/tree.ts';
import { hrefOf } from './href.ts';
import styles from './line.module.css';

/** Somebody who is mentioned: what to call them (without `@`), whether it is oneself, what a press does. */
export interface Mentioned {
  readonly label: string;
  readonly me: boolean;
  readonly onPress?: () => void;
}

/** Who a name after `@` is; `undefined` for nobody, and then it stays text. */
export type MentionOf = (name: string) => Mentioned | undefined;

interface LineProps {
  readonly of: readonly Inline[];
  readonly mentionOf?: MentionOf | undefined;
}

/** Inlines as nodes. Line breaks are kept by the style around them. */
export const Line = memo(function Line({ of: inlines, mentionOf }: LineProps): ReactNode {
  return inlines.map((inline, at) => <Part key={keyOf(inline, at)} of={inline} who={mentionOf} />);
});

/** Text's parts never change their places. */
function keyOf({ kind }: Inline, at: number): string {
  return `${kind}${at}`;
}

function Part({ of: inline, who }: { of: Inline; who: MentionOf | undefined }): ReactNode {
  switch (inline.kind) {
    case 'text':
      return inline.text;
    case 'break':
      return '\n';
    case 'code':
      return (
        <code className={styles.code} dir="ltr">
          {inline.text}
        </code>
      );
    case 'mention':
      return <Mention name={inline.name} who={who} />;
    case 'link':
      return <Link href={inline.href} of={inline.inside} who={who} />;
    case 'strong':
      return (
        <strong className={styles.strong}>
          <Line of={inline.inside} mentionOf={who} />
        </strong>
      );
    case 'emphasis':
      return (
        <em className={styles.emphasis}>
          <Line of={inline.inside} mentionOf={who} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Line of={inline.inside} mentionOf={who} />
        </s>
      );
  }
}

function Mention({ name, who }: { name: string; who: MentionOf | undefined }): ReactNode {
  const somebody = who?.(name);
  if (!somebody) return `@${name}`;
  const { label, me, onPress } = somebody;
  const said = <bdi>@{label}</bdi>;
  if (!onPress) {
    return (
      <span className={styles.mention} data-me={me}>
        {said}
      </span>
    );
  }
  return (
    <button type="button" className={styles.mention} data-me={me} onClick={onPress}>
      {said}
    </button>
  );
}

/** The tree holds safe addresses only; what the browser cannot read, or reads otherwise, is text all the same. */
function Link({
  href,
  of: inside,
  who,
}: {
  href: string;
  of: readonly Inline[];
  who: MentionOf | undefined;
}) {
  const address = hrefOf(href);
  const words = <Line of={inside} mentionOf={who} />;
  if (address === undefined) return words;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener" dir="ltr">
      {words}
    </a>
  );
}
