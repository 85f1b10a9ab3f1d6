// Who sees or may do something: one of three, in a list that opens.
import { Check, ChevronDown } from 'lucide-react';
import {
  Button,
  I18nProvider,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
} from 'react-aria-components';
import type { Audience } from '#protocol/person.ts';
import { classes } from '#web/parts/classes.ts';
import { Icon } from '#web/parts/icon.tsx';
import { peopleWords } from '#web/words/people.ts';
import { locale } from '#web/words/words.ts';
import styles from './audience-select.module.css';

const { audiences } = peopleWords.account;
const ALL: readonly Audience[] = ['everybody', 'contacts', 'nobody'];

/** `labelled`: the label is seen beside it; else only heard. */
export function AudienceSelect({
  label,
  labelled = false,
  value,
  onChange,
}: {
  label: string;
  labelled?: boolean;
  value: Audience;
  onChange: (value: Audience) => void;
}) {
  return (
    <I18nProvider locale={locale}>
      <Select
        className={classes(styles.select, labelled && styles.labelled)}
        {...(labelled ? {} : { 'aria-label': label })}
        value={value}
        onChange={(key) => onChange(ALL.find((one) => one === key) ?? value)}
      >
        {labelled && <Label className={styles.label ?? ''}>{label}</Label>}
        <Button className={styles.button ?? ''}>
          <SelectValue className={classes(styles.value, 'clip')} />
          <Icon of={ChevronDown} size={16} />
        </Button>
        <Popover className={styles.popover ?? ''} offset={4} containerPadding={8}>
          <ListBox className={styles.list ?? ''}>
            {ALL.map((one) => (
              <ListBoxItem
                key={one}
                id={one}
                textValue={audiences[one]}
                className={styles.item ?? ''}
              >
                {({ isSelected }) => (
                  <>
                    <span>{audiences[one]}</span>
                    {isSelected && <Icon of={Check} size={16} />}
                  </>
                )}
              </ListBoxItem>
            ))}
          </ListBox>
        </Popover>
      </Select>
    </I18nProvider>
  );
}
