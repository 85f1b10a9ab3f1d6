// A menu of acts: beside what it is about, on phones as a sheet from below.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { I18nProvider, Menu, MenuItem, Popover } from 'react-aria-components';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { usePhone } from '#web/tab/media.ts';
import { locale } from '#web/words/words.ts';
import styles from './entry-menu.module.css';
import { Sheet } from './sheet.tsx';

/** One act; `danger`: something is lost by it. */
export interface Entry<Id extends string = string> {
  readonly id: Id;
  readonly icon: LucideIcon;
  readonly label: string;
  readonly danger?: boolean | undefined;
}

/** `above` stands over the acts in the sheet; `offset`: px between the menu and what it is beside. */
export interface EntryMenuProps<Id extends string> {
  readonly title: string;
  readonly beside: Element;
  readonly entries: readonly Entry<Id>[];
  readonly above?: ReactNode;
  readonly offset?: number;
  readonly onAct: (id: Id) => void;
  readonly onClose: () => void;
}

/** Open for as long as it is rendered; an act closes it. */
export function EntryMenu<Id extends string>(props: EntryMenuProps<Id>) {
  const { onAct, onClose } = props;
  const act = (id: Id): void => {
    onClose();
    onAct(id);
  };
  return usePhone() ? <AsSheet {...props} onAct={act} /> : <AsMenu {...props} onAct={act} />;
}

function AsMenu<Id extends string>(props: EntryMenuProps<Id>) {
  const { title, beside, entries, offset = 4, onAct, onClose } = props;
  return (
    <I18nProvider locale={locale}>
      <Popover
        isOpen
        aria-label={title}
        triggerRef={{ current: beside as HTMLElement }}
        placement="bottom end"
        offset={offset}
        className={styles.floating ?? ''}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Menu
          autoFocus="first"
          aria-label={title}
          className={styles.menu ?? ''}
          onAction={(id) => onAct(id as Id)}
        >
          {entries.map(({ id, icon, label, danger }) => (
            <MenuItem key={id} id={id} className={classes(styles.entry, danger && styles.danger)}>
              <Icon of={icon} size={16} />
              {label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </I18nProvider>
  );
}

function AsSheet<Id extends string>({ title, entries, above, onAct, onClose }: EntryMenuProps<Id>) {
  return (
    <Sheet title={title} bare onClose={onClose}>
      {above}
      <div className={styles.menu}>
        {entries.map(({ id, icon, label, danger }) => (
          <button
            key={id}
            type="button"
            className={classes(styles.entry, danger && styles.danger)}
            onClick={() => onAct(id)}
          >
            <Icon of={icon} />
            {label}
          </button>
        ))}
      </div>
    </Sheet>
  );
}
