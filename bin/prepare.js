// What both ways to start the program ask of Node before anything is loaded. Plain JavaScript.
import module from 'node:module';
import { join } from 'node:path';

/**
 * Keeps compiled code between starts (a third of the time to listening, and some memory) in a folder of this account's
 * own. Node's choice lies in /tmp, where anybody may have made it first, and what lies there is run.
 * @param {string | undefined} folder
 */
export function prepare(folder = cacheOf(process.env)) {
  quieten();
  // Where it may not write, nothing is kept. NODE_COMPILE_CACHE has been heeded by Node already.
  if (folder !== undefined) module.enableCompileCache(folder);
}

/**
 * The account's folder for such things; none for an account without a home.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function cacheOf(env) {
  const above = env.XDG_CACHE_HOME || (env.HOME && join(env.HOME, '.cache'));
  return above ? join(above, 'kith/compiled') : undefined;
}

/** Node 24 calls its SQLite experimental at every start, to people who can do nothing about it. */
function quieten() {
  const { emitWarning } = process;
  /** @type {(...args: unknown[]) => void} */
  const others = (warning, kind, ...rest) => {
    if (kind !== 'ExperimentalWarning')
      Reflect.apply(emitWarning, process, [warning, kind, ...rest]);
  };
  process.emitWarning = others;
}
