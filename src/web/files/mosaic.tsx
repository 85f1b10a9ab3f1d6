// The pictures of a message: one in its true shape, several as a mosaic whose size is known before anything has loaded.
import type { CSSProperties, ReactNode } from 'react';
import { fileWords } from '#web/words/files.ts';
import styles from './mosaic.module.css';
import { Picture } from './picture.tsx';
import { standing } from './sizes.ts';

/** A picture in a mosaic: of a stored message, or on its way up. */
export interface Tile {
  readonly key: string;
  readonly name: string;
  readonly src: string | undefined;
  readonly hash?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  /** What lies over it: how far its upload is. */
  readonly over?: ReactNode;
}

const SHOWN_MAX = 4;

/** `onOpen` gets the index of the picture that was pressed; without it they cannot be pressed. */
export function Mosaic({
  tiles,
  onOpen,
}: {
  tiles: readonly Tile[];
  onOpen?: ((at: number) => void) | undefined;
}) {
  const shown = tiles.slice(0, SHOWN_MAX);
  const more = tiles.length - shown.length;
  return (
    <div className={styles.mosaic} data-count={shown.length} style={shapeOf(tiles)}>
      {shown.map((tile, at) => (
        <div key={tile.key} className={styles.tile}>
          <Picture
            src={tile.src}
            name={tile.name}
            hash={tile.hash}
            eager={tiles.length === 1}
            whole={tiles.length === 1}
          />
          {onOpen && more > 0 && at === SHOWN_MAX - 1 && (
            <span className={styles.more} aria-hidden>
              {fileWords.moreOf(more)}
            </span>
          )}
          {onOpen && (
            <button
              type="button"
              className={styles.open}
              aria-label={fileWords.open(tile.name, at + 1, tiles.length)}
              onClick={() => onOpen(at)}
            />
          )}
          {tile.over}
        </div>
      ))}
    </div>
  );
}

function shapeOf([only, second]: readonly Tile[]): CSSProperties | undefined {
  if (!only || second) return undefined;
  const { width, height } = standing(only.width, only.height);
  return { width, aspectRatio: `${width} / ${height}` };
}
