// A dialog over everything: title, a way back, a way out; Esc and a press beside it close it. On phones it is the screen.
import { ChevronLeft, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import { classes } from '#web/parts/classes.ts';
import { Tool } from '#web/parts/tool.tsx';
import { more } from '#web/words/more.ts';
import { locale } from '#web/words/words.ts';
import styles from './sheet.module.css';

/** `tall`: as high as its place allows, so that it does not jump while a list in it changes. */
export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onBack?: (() => void) | undefined;
  readonly tall?: boolean;
  /** No bar: what is inside says what it is; the title is only heard. */
  readonly bare?: boolean;
  readonly children: ReactNode;
}

/** Open for as long as it is rendered; the focus then returns to where it was. */
export function Sheet({ title, onClose, onBack, tall, bare, children }: SheetProps) {
  return (
    <I18nProvider locale={locale}>
      <ModalOverlay
        isOpen
        isDismissable
        className={styles.veil ?? ''}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Modal className={classes(styles.sheet, tall && styles.tall)}>
          <Dialog className={styles.dialog ?? ''} aria-label={title}>
            {!bare && (
              <header className={styles.bar}>
                {onBack && <Tool icon={ChevronLeft} label={more.dialog.back} onClick={onBack} />}
                <Heading slot="title" level={2} className={classes(styles.title, 'clip')}>
                  {title}
                </Heading>
                <Tool icon={X} label={more.dialog.close} onClick={onClose} />
              </header>
            )}
            {children}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}
