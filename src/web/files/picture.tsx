// One picture of a message: a blurred idea of it from the first moment, then the picture itself, in the same place.
import { useEffect, useRef, useState } from 'react';
import { thumbHashToRGBA } from 'thumbhash';
import { fileWords } from '#web/words/files.ts';
import styles from './picture.module.css';

/** What a picture needs: its address, and what is shown until it is there. */
export interface PictureProps {
  readonly src: string | undefined;
  readonly name: string;
  readonly hash?: string | undefined;
  /** Loaded at once. */
  readonly eager?: boolean;
  /** All of it is shown, and none of it enlarged, where otherwise the box is filled. */
  readonly whole?: boolean;
}

/** Fills the box around it. */
export function Picture({ src, name, hash, eager, whole }: PictureProps) {
  const [state, setState] = useState<'loading' | 'there' | 'gone'>('loading');
  return (
    <span className={styles.picture} data-state={state} data-whole={whole}>
      {hash && state !== 'there' && <Idea hash={hash} />}
      {src && (
        <img
          src={src}
          alt={state === 'gone' ? fileWords.gone : fileWords.picture(name)}
          loading={eager ? 'eager' : 'lazy'}
          decoding="async"
          draggable={false}
          onLoad={() => setState('there')}
          onError={() => setState('gone')}
        />
      )}
    </span>
  );
}

/** The thumbhash, drawn small and stretched by style. */
function Idea({ hash }: { hash: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const area = canvas.current;
    const context = area?.getContext('2d');
    if (area && context) draw(area, context, hash);
  }, [hash]);
  return (
    <span className={styles.idea} aria-hidden="true">
      <canvas ref={canvas} />
    </span>
  );
}

/** A hash comes from the server; one that cannot be read is no reason to show nothing else. */
function draw(area: HTMLCanvasElement, context: CanvasRenderingContext2D, hash: string): void {
  try {
    const bytes = Uint8Array.from(atob(hash), (char) => char.charCodeAt(0));
    const { w, h, rgba } = thumbHashToRGBA(bytes);
    area.width = w;
    area.height = h;
    context.putImageData(new ImageData(new Uint8ClampedArray(rgba), w, h), 0, 0);
  } catch {
    area.remove();
  }
}
