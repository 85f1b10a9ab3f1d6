// The emoji picker beside what was pressed; on phones as a sheet from below.
import type { ReactNode } from 'react';
import { Dialog, I18nProvider, Modal, ModalOverlay, Popover } from 'react-aria-components';
import { usePhone } from '#web/tab/media.ts';
import { emojiWords } from '#web/words/emoji.ts';
import { locale } from '#web/words/words.ts';
import { EmojiPickerOnDemand } from './emoji-picker-on-demand.tsx';
import styles from './emoji-popover.module.css';

/** `beside`: what was pressed, to which the focus returns. */
export interface EmojiPopoverProps {
  readonly beside: Element;
  readonly placement?: 'top end' | 'bottom end';
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

/** Open for as long as it is rendered. One emoji, Esc or a press beside it closes it. */
export function EmojiPopover({
  beside,
  placement = 'top end',
  onPick,
  onClose,
}: EmojiPopoverProps) {
  const pick = (emoji: string): void => {
    onClose();
    onPick(emoji);
  };
  return (
    <I18nProvider locale={locale}>
      <Around beside={beside} placement={placement} onClose={onClose}>
        <Dialog aria-label={emojiWords.picker} className={styles.dialog ?? ''}>
          <EmojiPickerOnDemand onPick={pick} />
        </Dialog>
      </Around>
    </I18nProvider>
  );
}

function Around({
  beside,
  placement,
  onClose,
  children,
}: Required<Omit<EmojiPopoverProps, 'onPick'>> & { children: ReactNode }) {
  const changed = (open: boolean): void => {
    if (!open) onClose();
  };
  if (usePhone()) {
    return (
      <ModalOverlay isOpen isDismissable className={styles.veil ?? ''} onOpenChange={changed}>
        <Modal className={styles.sheet ?? ''}>{children}</Modal>
      </ModalOverlay>
    );
  }
  return (
    <Popover
      isOpen
      triggerRef={{ current: beside as HTMLElement }}
      placement={placement}
      offset={8}
      containerPadding={8}
      className={styles.popover ?? ''}
      onOpenChange={changed}
    >
      {children}
    </Popover>
  );
}
