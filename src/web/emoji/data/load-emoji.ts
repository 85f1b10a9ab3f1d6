// Fetches the emoji of the app once, from the app's own server, and leaves out what this device cannot draw.

import { isDrawn, newestDrawn } from './drawn.ts';
import { type Emoji, unpackEmoji } from './emoji.ts';

/** Where the file is; vite.config.ts says so. */
declare const KITH_EMOJI_FILE: string;

let loaded: readonly Emoji[] | undefined;
let loading: Promise<readonly Emoji[]> | undefined;

/** All emoji. Rejects when they cannot be had; the next call tries again. */
export function loadEmoji(): Promise<readonly Emoji[]> {
  loading ??= fetchEmoji().then(
    (all) => {
      loaded = all;
      return all;
    },
    (reason: unknown) => {
      loading = undefined;
      throw reason;
    },
  );
  return loading;
}

/** The emoji if they are here already. */
export function emojiHere(): readonly Emoji[] | undefined {
  return loaded;
}

async function fetchEmoji(): Promise<readonly Emoji[]> {
  const response = await fetch(KITH_EMOJI_FILE);
  if (!response.ok) throw new Error(`The emoji cannot be fetched: ${response.status}`);
  const all = unpackEmoji(await response.json());
  const newest = newestDrawn(all);
  const flags = isDrawn('🇪🇺');
  return all.filter(({ version, emoji }) => version <= newest && (flags || !isCountry(emoji)));
}

function isCountry(emoji: string): boolean {
  return /^\p{Regional_Indicator}{2}$/u.test(emoji);
}
