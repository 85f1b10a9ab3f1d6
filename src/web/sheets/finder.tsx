// A field, and below it the list of what it finds: the field keeps the focus, arrow keys walk through the list, Enter
// chooses. Finding itself is the affair of whoever uses it.
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Autocomplete,
  Input,
  ListBox,
  ListBoxItem,
  type Selection,
  TextField,
} from 'react-aria-components';
import { Icon } from '#web/parts/icon.tsx';
import styles from './finder.module.css';

/** What can be chosen; `name` is what it is called by. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** `chosen`: several can be chosen, and these are; without it a choice is an act. */
export interface FinderProps<T extends Choice> {
  readonly label: string;
  readonly hint: string;
  readonly listLabel: string;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  readonly items: readonly T[];
  readonly draw: (item: T) => ReactNode;
  readonly onChoose: (id: string) => void;
  readonly chosen?: ReadonlySet<string>;
  /** Another field of the same dialog has the focus at first. */
  readonly later?: boolean | undefined;
  /** Beside the field, on phones. */
  readonly beside?: ReactNode;
  /** Between field and list. */
  readonly between?: ReactNode;
  /** Instead of a list without items. */
  readonly empty: ReactNode;
}

/** Enter in the field with nothing pointed at chooses the first. */
export function Finder<T extends Choice>(props: FinderProps<T>) {
  const { label, hint, listLabel, query, onQuery, items, draw, onChoose, chosen } = props;
  const select = (keys: Selection): void => {
    if (keys === 'all' || !chosen) return;
    const changed = items.find(({ id }) => keys.has(id) !== chosen.has(id));
    if (changed) onChoose(changed.id);
  };
  const several = chosen
    ? { selectionMode: 'multiple' as const, selectedKeys: chosen, onSelectionChange: select }
    : { onAction: (key: string | number) => onChoose(String(key)) };
  return (
    <Autocomplete inputValue={query} onInputChange={onQuery}>
      <div className={styles.top}>
        <TextField
          aria-label={label}
          className={styles.field ?? ''}
          autoFocus={!props.later}
          type="search"
        >
          <Icon of={Search} size={16} />
          <Input placeholder={hint} className={styles.input ?? ''} dir="auto" enterKeyHint="go" />
        </TextField>
        {props.beside !== undefined && <div className={styles.beside}>{props.beside}</div>}
      </div>
      {props.between}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
      <div className={styles.scroll} tabIndex={0}>
        <ListBox
          aria-label={listLabel}
          items={items}
          dependencies={[draw, chosen]}
          className={styles.list ?? ''}
          renderEmptyState={() => <p className={styles.empty}>{props.empty}</p>}
          {...several}
        >
          {(item) => (
            <ListBoxItem id={item.id} textValue={item.name} className={styles.item ?? ''}>
              {draw(item)}
            </ListBoxItem>
          )}
        </ListBox>
      </div>
    </Autocomplete>
  );
}
