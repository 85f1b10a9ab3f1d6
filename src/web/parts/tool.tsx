// A button that is an icon: in bars and in rows.
import type { LucideIcon } from 'lucide-react';
import type { ComponentProps } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import styles from './tool.module.css';

/** What a tool is made of; everything else goes to the button. */
export interface ToolProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: LucideIcon;
  /** Its name, which also comes up under the pointer. */
  readonly label: string;
  readonly iconSize?: 16 | 20 | 24;
}

/** 32 px square, 44 on phones. */
export function Tool({ icon, label, iconSize = 20, className, ...rest }: ToolProps) {
  return (
    <button
      type="button"
      {...rest}
      className={classes(styles.tool, className)}
      aria-label={label}
      title={label}
    >
      <Icon of={icon} size={iconSize} />
    </button>
  );
}
