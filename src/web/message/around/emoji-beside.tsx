// The emoji picker beside a message, after “React”.
import { Dialog, I18nProvider, Popover } from 'react-aria-components';
import { EmojiPickerOnDemand } from '#web/emoji/emoji-picker-on-demand.tsx';
import { Sheet } from '#web/sheets/sheet.tsx';
import { usePhone } from '#web/tab/media.ts';
import { messageWords } from '#web/words/message.ts';
import { locale } from '#web/words/words.ts';
import styles from './message-menu.module.css';

/** Open for as long as it is rendered; one emoji closes it. */
export function EmojiBeside({
  beside,
  onPick,
  onClose,
}: {
  beside: Element;
  onPick: (emoji: string) => void;
  onClose: () => void;
}) {
  const pick = (emoji: string): void => {
    onClose();
    onPick(emoji);
  };
  if (usePhone()) {
    return (
      <Sheet title={messageWords.react} bare onClose={onClose}>
        <EmojiPickerOnDemand onPick={pick} />
      </Sheet>
    );
  }
  return (
    <I18nProvider locale={locale}>
      <Popover
        isOpen
        triggerRef={{ current: beside as HTMLElement }}
        placement="bottom end"
        className={styles.floating ?? ''}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Dialog aria-label={messageWords.react}>
          <EmojiPickerOnDemand onPick={pick} />
        </Dialog>
      </Popover>
    </I18nProvider>
  );
}
