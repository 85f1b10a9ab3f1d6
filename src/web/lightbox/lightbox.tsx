// Pictures, large: keys, zoom, swipe, download. Over everything; Esc, a press beside the picture or going back closes it.
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import type { FileView } from '#client/model.ts';
import { Icon } from '#web/parts/icon.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { fileWords } from '#web/words/files.ts';
import styles from './lightbox.module.css';
import { useZoom } from './use-zoom.ts';

/** Open for as long as it is rendered. */
export function Lightbox({
  pictures,
  first,
  onClose,
}: {
  pictures: readonly FileView[];
  first: number;
  onClose: () => void;
}) {
  const [at, setAt] = useState(first);
  const picture = pictures[at];
  const go = (by: number): void => {
    setAt((now) => Math.min(pictures.length - 1, Math.max(0, now + by)));
  };
  if (!picture) return null;
  return (
    <ModalOverlay
      isOpen
      isDismissable
      className={styles.veil ?? ''}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={styles.place ?? ''}>
        <Dialog
          className={styles.dialog ?? ''}
          aria-label={fileWords.lightbox.title(at + 1, pictures.length)}
        >
          <Large key={picture.id} picture={picture} go={go} onClose={onClose} />
          {at > 0 && (
            <Tool
              icon={ChevronLeft}
              label={fileWords.lightbox.previous}
              className={styles.previous}
              iconSize={24}
              onClick={() => go(-1)}
            />
          )}
          {at < pictures.length - 1 && (
            <Tool
              icon={ChevronRight}
              label={fileWords.lightbox.next}
              className={styles.next}
              iconSize={24}
              onClick={() => go(1)}
            />
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface LargeProps {
  readonly picture: FileView;
  readonly go: (by: number) => void;
  readonly onClose: () => void;
}

function Large({ picture, go, onClose }: LargeProps) {
  const stage = useRef<HTMLDivElement>(null);
  const zoom = useZoom(stage, { swiped: go, closed: onClose });
  useKeys({ go, zoomBy: zoom.by });
  return (
    <>
      <header className={styles.bar}>
        <bdi className={styles.name}>{picture.name}</bdi>
        <Tool
          icon={ZoomOut}
          label={fileWords.lightbox.zoomOut}
          disabled={zoom.scale <= 1}
          onClick={() => zoom.by(0.5)}
        />
        <Tool
          icon={ZoomIn}
          label={fileWords.lightbox.zoomIn}
          disabled={zoom.scale >= 8}
          onClick={() => zoom.by(2)}
        />
        <a
          className={styles.fetch}
          href={picture.download}
          download={picture.name}
          aria-label={fileWords.downloadOf(picture.name)}
          title={fileWords.download}
        >
          <Icon of={Download} />
        </a>
        <Tool icon={X} label={fileWords.lightbox.close} onClick={onClose} />
      </header>
      <div ref={stage} className={styles.stage} data-zoomed={zoom.scale > 1}>
        <img
          src={picture.full}
          alt={picture.caption || fileWords.picture(picture.name)}
          width={picture.width}
          height={picture.height}
          draggable={false}
          style={{ transform: zoom.transform }}
        />
      </div>
      {picture.caption && (
        <p className={styles.caption} dir="auto">
          {picture.caption}
        </p>
      )}
    </>
  );
}

/** Arrows go on, plus and minus zoom. In right-to-left pages the arrows go the way they point. */
function useKeys({ go, zoomBy }: { go: (by: number) => void; zoomBy: (by: number) => void }): void {
  useEffect(() => {
    const forward = document.documentElement.dir === 'rtl' ? -1 : 1;
    const acts: Readonly<Record<string, () => void>> = {
      ArrowRight: () => go(forward),
      ArrowLeft: () => go(-forward),
      '+': () => zoomBy(2),
      '=': () => zoomBy(2),
      '-': () => zoomBy(0.5),
    };
    const press = (event: KeyboardEvent): void => {
      if (!event.ctrlKey && !event.metaKey) acts[event.key]?.();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [go, zoomBy]);
}
