// Which emoji this device can draw: its font may be older than the app, and Windows has no flags of countries.
import type { Emoji } from './emoji.ts';

const SIZE_PX = 16;
const FONT = `${SIZE_PX}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
const SURE = '😀';

let canvas: CanvasRenderingContext2D | null | undefined;

/** The newest version of emoji of which the device draws one. */
export function newestDrawn(all: readonly Emoji[]): number {
  const samples = new Map(all.map(({ version, emoji }) => [version, emoji]));
  const newestFirst = [...samples].sort(([a], [b]) => b - a);
  return newestFirst.find(([, emoji]) => isDrawn(emoji))?.[0] ?? Number.POSITIVE_INFINITY;
}

/** True also where it cannot be told: browsers that guard against fingerprints give no honest pixels. */
export function isDrawn(emoji: string): boolean {
  return !drawsInColour(SURE) || drawsInColour(emoji);
}

// A picture has its own colours; a missing letter takes that of the pen. Parts that do not join stand side by side.
function drawsInColour(emoji: string): boolean {
  canvas ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!canvas) return false;
  canvas.font = FONT;
  canvas.textBaseline = 'top';
  if (canvas.measureText(emoji).width >= SIZE_PX * 2) return false;
  const red = pixels(canvas, emoji, '#f00');
  return pixels(canvas, emoji, '#00f').every((value, at) => value === red[at]);
}

function pixels(on: CanvasRenderingContext2D, emoji: string, pen: string): Uint8ClampedArray {
  on.clearRect(0, 0, SIZE_PX, SIZE_PX);
  on.fillStyle = pen;
  on.fillText(emoji, 0, 0);
  return on.getImageData(0, 0, SIZE_PX, SIZE_PX).data;
}
