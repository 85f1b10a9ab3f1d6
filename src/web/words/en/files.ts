// Words of pictures, files and voice messages, in English.
import type { Plural } from '../plural.ts';

/** The part of the catalogue about files. */
export const enFiles = {
  picture: (name: string) => `Picture: ${name}`,
  open: (name: string, at: number, of: number) =>
    of > 1 ? `Open picture ${at} of ${of}: ${name}` : `Open picture: ${name}`,
  moreOf: (count: number) => `+${count}`,
  pictures: (count: number, plural: Plural) =>
    plural(count, { one: 'Picture', other: `${count} pictures` }),
  files: (count: number, plural: Plural) => plural(count, { one: 'File', other: `${count} files` }),
  file: 'File',
  video: 'Video',
  audio: 'Sound',
  voice: 'Voice message',
  download: 'Download',
  downloadOf: (name: string) => `Download ${name}`,
  play: 'Play',
  pause: 'Pause',
  speed: (speed: string) => `Speed ${speed}`,
  place: 'Place in the voice message',
  placeOf: (at: string, of: string) => `${at} of ${of}`,
  uploading: (percent: number) => `Uploading, ${percent} percent`,
  waits: 'Waits to be uploaded',
  cancel: (name: string) => `Leave out ${name}`,
  retry: (name: string) => `Try again to upload ${name}`,
  gone: 'This picture could not be loaded',
  lightbox: {
    title: (at: number, of: number) => (of > 1 ? `Picture ${at} of ${of}` : 'Picture'),
    close: 'Close',
    next: 'Next picture',
    previous: 'Previous picture',
    zoomIn: 'Larger',
    zoomOut: 'Smaller',
  },
};
