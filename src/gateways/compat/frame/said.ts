// What a message says, for clients that know plain text only.
import type { Body } from '#protocol/body.ts';

/** A message in plain text; its files by their names. */
export function saidIn(body: Body): string {
  if ('sealed' in body) return '[A message that only the Kith app can open]';
  const files = (body.files ?? []).map(({ name }) => `[${name}]`);
  return [body.text, ...files].filter((part) => part !== '').join('\n');
}
