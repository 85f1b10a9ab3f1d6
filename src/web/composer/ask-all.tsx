// Before a message rings for everybody: how many that are. Enter sends, Escape goes back to writing.
import { Dialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from '#web/parts/button.tsx';
import ask from '#web/sheets/ask.module.css';
import sheet from '#web/sheets/sheet.module.css';
import { composerWords } from '#web/words/composer.ts';
import { locale, plural } from '#web/words/words.ts';

/** `count`: whom it tells, without oneself. */
export interface AskAllProps {
  readonly count: number;
  readonly onSend: () => void;
  readonly onClose: () => void;
}

/** Open for as long as it is rendered. Nothing is lost by it, so the focus begins on sending. */
export function AskAll({ count, onSend, onClose }: AskAllProps) {
  return (
    <I18nProvider locale={locale}>
      <ModalOverlay
        isOpen
        isDismissable
        className={sheet.veil ?? ''}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Modal className={sheet.sheet ?? ''}>
          <Dialog role="alertdialog" className={ask.ask ?? ''}>
            <Heading slot="title" level={2}>
              {composerWords.all(count, plural)}
            </Heading>
            <p>{composerWords.allHint}</p>
            <div className={ask.acts}>
              <Button onClick={onClose}>{composerWords.allKeep}</Button>
              <Button look="main" autoFocus onClick={onSend}>
                {composerWords.allSend}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}
