// The browser's own word on where a link leads: the last check before an address becomes one.

const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** The address as the browser understands it; `undefined` when it leads nowhere or is no place to go. */
export function hrefOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url && SAFE.has(url.protocol) ? url.href : undefined;
}
