// All emoji: a field that finds them, their kinds, the recent ones, the tone of skin. The content of a popover or a sheet.
import { Search } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { AfterAMoment, Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { isTouch, usePhone } from '#web/tab/media.ts';
import { emojiWords } from '#web/words/emoji.ts';
import { words } from '#web/words/words.ts';
import type { Emoji } from './data/emoji.ts';
import styles from './emoji-picker.module.css';
import { cellId, EmojiGrid, type GridHandle, HEADING_PX } from './grid/emoji-grid.tsx';
import type { PartName } from './grid/grid.ts';
import { useColumns } from './grid/use-columns.ts';
import { PartsBar } from './parts-bar.tsx';
import { PickerFoot } from './picker-foot.tsx';
import { noteEmoji } from './recent.ts';
import { useEmoji } from './use-emoji.ts';
import { type Picker, usePicker } from './use-picker.ts';

/** `onPick` is called for every emoji that is picked; whoever shows the picker closes it then, or does not. */
export interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
}

const CELL_PX = 36;
const CELL_TOUCH_PX = 44;
const AROUND_PX = 24;
const BONES = 7;

/** 320 × 360, on phones as wide as its place. What is picked is remembered as recent. */
export function EmojiPicker({ onPick }: EmojiPickerProps) {
  const box = useRef<HTMLDivElement>(null);
  const cellPx = usePhone() ? CELL_TOUCH_PX : CELL_PX;
  const columns = useColumns(box, cellPx, AROUND_PX);
  const emoji = useEmoji();
  const all = emoji.state === 'ready' ? emoji.all : NONE;
  const pick = (picked: string): void => {
    noteEmoji(picked);
    onPick(picked);
  };
  return (
    <div ref={box} className={styles.picker}>
      <Inside all={all} columns={columns ?? 1} cellPx={cellPx} onPick={pick}>
        {emoji.state === 'loading' || columns === undefined ? <Bones cellPx={cellPx} /> : null}
        {emoji.state === 'failed' && <Failed onRetry={emoji.retry} />}
      </Inside>
    </div>
  );
}

const NONE: readonly Emoji[] = [];

/** `children`: what stands in the place of the grid while there are no emoji. */
function Inside(props: {
  all: readonly Emoji[];
  columns: number;
  cellPx: number;
  onPick: (emoji: string) => void;
  children: ReactNode;
}) {
  const { all, columns, cellPx, onPick } = props;
  const id = useId();
  const grid = useRef<GridHandle>(null);
  const [part, setPart] = useState<PartName>();
  const picker = usePicker(all, columns, onPick);
  const { rows, place, query } = picker;
  const shown = rows.find((row) => row.part === part)?.part ?? rows[0]?.part;
  return (
    <>
      <SearchField picker={picker} grid={id} />
      <PartsBar
        there={picker.there}
        current={query.trim() === '' ? shown : undefined}
        onChoose={(chosen) => {
          grid.current?.show(chosen);
          picker.search('');
          setPart(chosen);
        }}
      />
      {all.length === 0 ? (
        <div className={styles.place}>{props.children}</div>
      ) : rows.length === 0 ? (
        <p role="status" className={styles.empty}>
          {emojiWords.none(query.trim())}
        </p>
      ) : (
        <EmojiGrid
          // What was found begins at its top.
          key={query}
          ref={grid}
          start={query === '' ? shown : undefined}
          id={id}
          rows={rows}
          columns={columns}
          cellPx={cellPx}
          place={place}
          byKeys={picker.byKeys}
          onPoint={picker.point}
          onPick={onPick}
          onPart={setPart}
        />
      )}
      <PickerFoot pointed={picker.pointed} />
    </>
  );
}

function SearchField({ picker, grid }: { picker: Picker; grid: string }) {
  const { query, rows, place, search, press } = picker;
  return (
    <div className={styles.field}>
      <Icon of={Search} size={16} />
      <input
        type="search"
        role="combobox"
        aria-label={emojiWords.search}
        aria-expanded={rows.length > 0}
        aria-haspopup="grid"
        aria-autocomplete="list"
        aria-controls={rows.length > 0 ? grid : undefined}
        aria-activedescendant={place ? cellId(grid, place) : undefined}
        placeholder={emojiWords.search}
        value={query}
        dir="auto"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        enterKeyHint="done"
        // biome-ignore lint/a11y/noAutofocus: one opens it to type; on glass a keyboard would cover it.
        autoFocus={!isTouch()}
        onChange={({ target }) => search(target.value)}
        onKeyDown={press}
      />
    </div>
  );
}

function Bones({ cellPx }: { cellPx: number }) {
  return (
    <>
      <span role="status" className="unseen">
        {emojiWords.loading}
      </span>
      <AfterAMoment>
        <div className={styles.bones} style={{ height: HEADING_PX }}>
          <Bone width={64} height={12} />
        </div>
        {Array.from({ length: BONES }, (_, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
          <div key={at} className={styles.bones} style={{ height: cellPx }}>
            {Array.from({ length: 8 }, (_, one) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same.
              <Bone key={one} width={28} height={28} />
            ))}
          </div>
        ))}
      </AfterAMoment>
    </>
  );
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className={styles.empty}>
      <p>{emojiWords.failed}</p>
      <Button small onClick={onRetry}>
        {words.failed.tryAgain}
      </Button>
    </div>
  );
}
