// What one sets for this browser: colours, density, the Enter key, the width of the list. Kept in localStorage, heard by
// all tabs; public/theme.js reads the same keys before the first paint.
import type { View } from '#client/model.ts';

/** The settings of this browser. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly enter: 'send' | 'break';
  /** px, 300–360. */
  readonly listWidth: number;
}

const PREFIX = 'kith.';
const LIST_WIDTH = 320;
/** Narrowest chat list, px. */
export const LIST_WIDTH_MIN = 300;
/** Widest chat list, px. */
export const LIST_WIDTH_MAX = 360;
const GROUNDS = { light: '#fcfaf7', dark: '#1c1a17' } as const;

const listeners = new Set<() => void>();
const night = matchMedia('(prefers-color-scheme: dark)');
let current = read();

/** The settings as they stand. */
export const settings: View<Settings> = {
  get: () => current,
  subscribe(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Changes settings, here and in the other tabs. */
export function changeSettings(change: Partial<Settings>): void {
  for (const [key, value] of Object.entries(change)) keep(`${PREFIX}${key}`, String(value));
  set({ ...current, ...change });
}

/** Applies the settings to the page, now and whenever they or the system's colours change. */
export function followSettings(): void {
  apply();
  night.addEventListener('change', apply);
  window.addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith(PREFIX)) set(read());
  });
}

function set(next: Settings): void {
  current = next;
  apply();
  for (const listener of listeners) listener();
}

function apply(): void {
  const { theme, density, listWidth } = current;
  const shown = theme === 'system' ? (night.matches ? 'dark' : 'light') : theme;
  const root = document.documentElement;
  root.dataset.theme = shown;
  root.dataset.density = density;
  root.style.setProperty('--list-width', `${listWidth}px`);
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', GROUNDS[shown]);
}

function read(): Settings {
  const touch = matchMedia('(pointer: coarse)').matches;
  const width = Number(kept('listWidth') ?? LIST_WIDTH);
  return {
    theme: oneOf(kept('theme'), ['system', 'light', 'dark']) ?? 'system',
    density: oneOf(kept('density'), ['comfortable', 'compact']) ?? 'comfortable',
    // On glass there is no Shift+Enter, and the button is near.
    enter: oneOf(kept('enter'), ['send', 'break']) ?? (touch ? 'break' : 'send'),
    listWidth: Math.min(LIST_WIDTH_MAX, Math.max(LIST_WIDTH_MIN, width || LIST_WIDTH)),
  };
}

function oneOf<T extends string>(value: string | undefined, known: readonly T[]): T | undefined {
  return known.find((one) => one === value);
}

function kept(key: string): string | undefined {
  try {
    return localStorage.getItem(`${PREFIX}${key}`) ?? undefined;
  } catch {
    return undefined;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Without storage a setting lasts as long as the page.
  }
}
