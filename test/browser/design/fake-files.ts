// Files of the fake messages: the pictures of the drawings, a voice message, a document.
import type { FileView } from '#client/model.ts';

type Picture = 'lake' | 'table' | 'orchard' | 'sea';

/** One of the pictures in `pictures/`, as if somebody had uploaded it. */
export function picture(name: Picture, more: Partial<FileView> = {}): FileView {
  const address = `/fake/${name}.svg`;
  return {
    id: name.padEnd(20, 'q'),
    kind: 'image',
    name: `${name}.svg`,
    type: 'image/svg+xml',
    bytes: 184_320,
    width: name === 'lake' ? 1200 : name === 'sea' ? 400 : 600,
    height: name === 'lake' ? 800 : 400,
    small: address,
    full: address,
    download: address,
    ...more,
  };
}

/** Forty-two seconds of somebody's voice. */
export const VOICE: FileView = {
  id: 'voice'.padEnd(20, 'q'),
  kind: 'voice',
  name: 'voice.webm',
  type: 'audio/webm',
  bytes: 84_000,
  durationMs: 42_000,
  waveform: Array.from({ length: 64 }, (_, at) => Math.round(16 + 15 * Math.sin(at * at))),
  full: '/fake/voice.webm',
  download: '/fake/voice.webm',
};

/** Something to fetch. */
export const DOCUMENT: FileView = {
  id: 'document'.padEnd(20, 'q'),
  kind: 'file',
  name: 'Seating plan, third attempt.pdf',
  type: 'application/pdf',
  bytes: 1_204_000,
  full: '/fake/plan.pdf',
  download: '/fake/plan.pdf',
};
