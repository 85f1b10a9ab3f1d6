// Puts a bench's own file in the place of one of Kith's, before Kith is loaded: how a bench switches a rule without an
// option in the program for it.
import { registerHooks } from 'node:module';
import type { KithOptions } from './options.ts';

/** Puts the stand-ins in place that these options ask for. */
export function placeStandIns({ oncePerMessage, rest, slowDisk }: KithOptions): void {
  const places = new Map<string, string>();
  const put = (original: string, standIn: string): void => {
    places.set(urlOf(`../../src/${original}`), urlOf(`./${standIn}`));
  };
  if (oncePerMessage) put('realtime/fanout.ts', 'fanout-each.ts');
  if (oncePerMessage || rest) put('realtime/flush-rule.ts', 'flush-rule-trial.ts');
  if (slowDisk) put('store/sqlite.ts', 'sqlite-slow.ts');
  if (places.size > 0) redirect(places);
}

function redirect(places: ReadonlyMap<string, string>): void {
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const standIn = places.get(found.url);
      // The stand-in itself may build on what it stands in for.
      return standIn && context.parentURL !== standIn ? { ...found, url: standIn } : found;
    },
  });
}

function urlOf(path: string): string {
  return new URL(path, import.meta.url).href;
}
