// The picture of a sound: its loudness over time in 64 bars of 0 to 31, as the protocol carries it.
import { WAVEFORM_BARS } from '#protocol/limits.ts';

const HIGHEST = 31;
/** Quieter than this is drawn as silence. */
const FLOOR_DB = -50;

/** How loud samples of −1 to 1 are: 0 to 1, on a scale as ears have it. */
export function loudnessOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  const power = samples.length === 0 ? 0 : sum / samples.length;
  if (power === 0) return 0;
  return Math.min(1, Math.max(0, 1 - (10 * Math.log10(power)) / FLOOR_DB));
}

/** The bars of what was heard, loudness by loudness; the loudest one reaches the top. */
export function barsOf(heard: readonly number[], bars = WAVEFORM_BARS): readonly number[] {
  const loudest = Math.max(...peaks(heard, bars), 0);
  if (loudest === 0) return Array.from({ length: bars }, () => 0);
  return peaks(heard, bars).map((peak) => Math.round((peak / loudest) * HIGHEST));
}

function peaks(heard: readonly number[], bars: number): readonly number[] {
  return Array.from({ length: bars }, (_, bar) => {
    const from = Math.floor((bar / bars) * heard.length);
    const to = Math.max(from + 1, Math.floor(((bar + 1) / bars) * heard.length));
    return Math.max(...heard.slice(from, to), 0);
  });
}
