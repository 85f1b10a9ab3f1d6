// How large and how long things are, in words; and how large pictures stand in a bubble.
import { locale } from '#web/words/words.ts';

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** “184 kB”: three digits at most, in the units people see elsewhere (1 kB is 1,000 bytes). */
export function bytesSaid(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[power] ?? 'byte';
  const value = bytes / 1000 ** power;
  const unitDisplay = power === 0 ? 'long' : 'short';
  const style = { style: 'unit', unit, unitDisplay, maximumSignificantDigits: 3 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

/** “1:05”, with hours where there are any. */
export function lengthSaid(milliseconds: number): string {
  const all = Math.max(0, Math.round(milliseconds / 1000));
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  const two = (number: number): string => String(number).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

/** A box in CSS pixels. */
export interface Box {
  readonly width: number;
  readonly height: number;
}

const MOST: Box = { width: 408, height: 320 };
const LEAST: Box = { width: 120, height: 48 };

/**
 * How large a single picture stands: its true ratio within 408 × 320, never enlarged beyond its own pixels, but large
 * enough to be seen and pressed. Unknown sizes stand as 4:3.
 */
export function standing(width = 400, height = 300): Box {
  const scale = Math.min(1, MOST.width / width, MOST.height / height);
  return {
    width: Math.round(Math.max(LEAST.width, width * scale)),
    height: Math.round(Math.max(LEAST.height, height * scale)),
  };
}
