// A question before something is lost: what happens, the act by its name, and the way to leave everything as it is.
import { useEffect, useState } from 'react';
import { Dialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import type { Outcome } from '#client/model.ts';
import { Button } from '#web/parts/button.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { locale } from '#web/words/words.ts';
import styles from './ask.module.css';
import sheet from './sheet.module.css';

/** `onDone` is called after the act succeeded, and `onClose` whenever the question goes. */
export interface AskProps {
  readonly title: string;
  readonly hint: string;
  readonly act: string;
  readonly keep: string;
  readonly onAct: () => Promise<Outcome<unknown>>;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** The focus begins on what changes nothing. */
export function Ask({ title, hint, act, keep, onAct, onDone, onClose }: AskProps) {
  useFocusBack();
  const { busy, wrong, run } = useAct();
  const go = (): void => {
    void run(onAct(), () => {
      onClose();
      onDone?.();
    });
  };
  return (
    <I18nProvider locale={locale}>
      <ModalOverlay
        isOpen
        className={sheet.veil ?? ''}
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <Modal className={sheet.sheet ?? ''}>
          <Dialog role="alertdialog" className={styles.ask ?? ''}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <p>{wrong ?? hint}</p>
            <div className={styles.acts}>
              <Button onClick={onClose} autoFocus>
                {keep}
              </Button>
              <Button look="danger" busy={busy} onClick={go}>
                {act}
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}

const AFTER_MS = 50;

/**
 * The focus goes back to what asked. Over another dialog that may still be inert when it is given back: then it is lost,
 * and given once more.
 */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      window.setTimeout(() => {
        const lost = document.activeElement === document.body;
        if (lost && opener instanceof HTMLElement) opener.focus();
      }, AFTER_MS);
    },
    [opener],
  );
}
