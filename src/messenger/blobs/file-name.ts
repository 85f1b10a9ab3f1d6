// What a file is called: what the sender says, made harmless for whoever sees or saves it. It is never a path here.
import { FILE_NAME_CHARS_MAX } from '#protocol/limits.ts';

// Control characters, and those that turn the direction of text around: "gpj.exe" must not read as "exe.jpg".
const HARMFUL = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;
/** What some systems will not have in a name, and what they would take for a device. */
const FORBIDDEN = /[<>:"|?*]/g;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const EXTENSION_CHARS_MAX = 16;

/** The last part of a name, without anything that could mislead; `file` when nothing is left of it. */
export function cleanName(said: string): string {
  const last = said.toWellFormed().replace(HARMFUL, '').split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(FORBIDDEN, '_')
    .trim()
    .replace(/[. ]+$/, '');
  if (/^\.*$/.test(name)) return 'file';
  return shortened(DEVICE.test(name) ? `_${name}` : name);
}

/** Long names lose their middle, so that what they end with still says what they are. */
function shortened(name: string): string {
  if (name.length <= FILE_NAME_CHARS_MAX) return name;
  const dot = name.lastIndexOf('.');
  const tail = dot > 0 && name.length - dot <= EXTENSION_CHARS_MAX ? name.slice(dot) : '';
  // A cut through a pair leaves half of one.
  const head = name.slice(0, FILE_NAME_CHARS_MAX - tail.length).replace(/[\ud800-\udbff]$/, '');
  return head + tail;
}
