// A message's text as nodes, never as a string of HTML: the tree of core/markup, drawn. Text of one paragraph is one <p>.
import { Fragment, memo, type ReactNode } from 'react';
import type { Block } from '#core/markup/tree.ts';
import { classes } from '#web/parts/classes.ts';
import { CodeBlock } from './code-block.tsx';
import { Line, type MentionOf } from './line.tsx';
import styles from './markup.module.css';
import { treeOf } from './trees.ts';

/** `mentionOf` says who a name is, if it is somebody; `end` stands at the end of the last line. */
export interface MarkupProps {
  readonly text: string;
  readonly mentionOf?: MentionOf | undefined;
  readonly end?: ReactNode;
}

interface Inner {
  readonly mentionOf: MentionOf | undefined;
  readonly end: ReactNode;
  /** Its direction is that of what it stands in. */
  readonly nested?: boolean;
}

/** Parsed once per text; `mentionOf` should stay the same as long as what it says does. */
export const Markup = memo(function Markup({ text, mentionOf, end }: MarkupProps) {
  const blocks = treeOf(text);
  const [only] = blocks;
  if (blocks.length === 1 && only?.kind === 'paragraph') {
    return (
      <p className={styles.alone} dir="auto">
        <Line of={only.inside} mentionOf={mentionOf} />
        {end}
      </p>
    );
  }
  return (
    <div className={styles.blocks}>
      <Blocks of={blocks} mentionOf={mentionOf} end={end} />
    </div>
  );
});

function Blocks({ of: blocks, end, ...inner }: Inner & { readonly of: readonly Block[] }) {
  const last = blocks.length - 1;
  return (
    <>
      {blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's blocks never change their places
        <Fragment key={at}>
          {drawn(block, { ...inner, end: at === last ? end : undefined })}
        </Fragment>
      ))}
      {blocks.length === 0 && end}
    </>
  );
}

function drawn(block: Block, { mentionOf, end, nested = false }: Inner): ReactNode {
  const dir = nested ? undefined : 'auto';
  switch (block.kind) {
    case 'paragraph':
    case 'heading':
      return (
        <p
          className={classes(styles.paragraph, nested && styles.nested)}
          dir={dir}
          data-level={block.kind === 'heading' ? block.level : undefined}
        >
          <Line of={block.inside} mentionOf={mentionOf} />
          {end}
        </p>
      );
    case 'list':
      return <List list={block} mentionOf={mentionOf} end={end} nested={nested} />;
    case 'quote':
      return (
        <>
          <blockquote className={styles.quote} dir={dir}>
            <Blocks of={block.inside} mentionOf={mentionOf} end={undefined} nested />
          </blockquote>
          <End>{end}</End>
        </>
      );
    case 'code':
      return (
        <>
          <CodeBlock language={block.language} text={block.text} />
          <End>{end}</End>
        </>
      );
    case 'rule':
      return (
        <>
          <hr className={styles.rule} />
          <End>{end}</End>
        </>
      );
  }
}

function List({
  list: { ordered, start, items },
  mentionOf,
  end,
  nested = false,
}: Inner & { readonly list: Extract<Block, { kind: 'list' }> }) {
  const Tag = ordered ? 'ol' : 'ul';
  const digits = String(start + items.length - 1).length;
  const last = items.length - 1;
  return (
    <Tag
      className={styles.list}
      dir={nested ? undefined : 'auto'}
      start={ordered ? start : undefined}
      data-digits={ordered ? Math.min(digits, 9) : undefined}
    >
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text's items never change their places
        <li key={at}>
          <Blocks of={item} mentionOf={mentionOf} end={at === last ? end : undefined} nested />
        </li>
      ))}
    </Tag>
  );
}

/** A line of its own under what has no last line. */
function End({ children }: { children: ReactNode }) {
  return children ? <div className={styles.end}>{children}</div> : null;
}
