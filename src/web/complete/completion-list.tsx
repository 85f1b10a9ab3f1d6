// The list of choices over a text box. The box keeps the focus: keys are in use-completion.ts, presses are here.
import { SquareSlash } from 'lucide-react';
import { type RefObject, useEffect, useRef } from 'react';
import { PersonFace } from '#web/faces/face.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { emojiWords } from '#web/words/emoji.ts';
import type { Choice } from './choices.ts';
import styles from './completion-list.module.css';
import { useAbove } from './use-above.ts';
import { type CompletionView, choiceId } from './use-completion.ts';

/** `over`: what it floats over and is as wide as, where that is more than the text box: its well. */
export interface CompletionListProps {
  readonly view: CompletionView;
  readonly over?: RefObject<HTMLElement | null>;
}

/** Floats over the box, wherever this is rendered; nothing is seen while there is nothing to choose. */
export function CompletionList({ view, over = view.box }: CompletionListProps) {
  const { choices, at } = view;
  const chosen = choices[at];
  const said = chosen ? `${emojiWords.complete.count(choices.length)}: ${nameOf(chosen)}` : '';
  return (
    <>
      {/* Textareas do not tell that a list has opened. */}
      <span role="status" className="unseen">
        {said}
      </span>
      {chosen && <Opened view={view} over={over} kind={chosen.kind} />}
    </>
  );
}

function Opened({
  view,
  over,
  kind,
}: Required<CompletionListProps> & { readonly kind: Choice['kind'] }) {
  const { id, choices, at, point, accept } = view;
  const list = useRef<HTMLDivElement>(null);
  useAbove(list, over);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  return (
    <div ref={list} {...listAria(id, kind)} className={styles.list}>
      {choices.map((choice, place) => (
        <button
          key={choice.key}
          type="button"
          {...choiceAria(id, place, place === at)}
          className={styles.choice}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onPointerMove={() => place !== at && point(place)}
          onClick={() => accept(choice)}
        >
          <Sign choice={choice} />
          <span className={styles.label} dir="auto">
            {choice.label}
          </span>
          <span className={styles.detail} dir="auto">
            {choice.detail}
          </span>
        </button>
      ))}
    </div>
  );
}

// A list box by its roles: the focus stays in the text, which points into it.
const listAria = (id: string, kind: Choice['kind']) => ({
  role: 'listbox',
  id,
  'aria-label': emojiWords.complete[kind],
});
const choiceAria = (list: string, at: number, selected: boolean) => ({
  role: 'option',
  id: choiceId(list, at),
  'aria-selected': selected,
});

function Sign({ choice: { kind, sign, label, key } }: { choice: Choice }) {
  if (kind === 'person' && key !== 'all') return <PersonFace name={label} size="small" />;
  return (
    <span className={styles.sign} aria-hidden>
      {kind === 'command' ? <Icon of={SquareSlash} size={16} /> : (sign ?? '@')}
    </span>
  );
}

function nameOf({ kind, label, detail }: Choice): string {
  return kind === 'emoji' ? detail : label;
}
