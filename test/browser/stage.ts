// What a file of stories plays on: one `kith serve` as a process of its own on a free port over a temporary folder, and one
// browser. Both start when the first story asks for them, and end with the file; people leave at the end of their story,
// since a page that nobody looks at any more still takes part in all that is said.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser } from '#test/support/browser.ts';
import { freePort, type ServerProcess, spawnServer } from '#test/support/server-process.ts';

/** A server that can be killed and started again at the same place. */
export interface Site {
  readonly url: string;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop; resolves when it has. */
  stop(): Promise<void>;
  /** Starts it again, with the same port and folder. */
  start(): Promise<void>;
}

/** What stories get. */
export interface Stage {
  readonly browser: Browser;
  readonly site: Site;
}

/** `host`: a made-up name under which the browser knows this machine. `stay`: people are there for all stories of the file. */
export interface StageOptions {
  readonly host?: string;
  readonly stay?: boolean;
}

/** To be called once per file; the function that it returns opens the stage, once. */
export function theStage(options: StageOptions = {}): () => Promise<Stage> {
  const { host = '127.0.0.1', stay = false } = options;
  const closing: (() => Promise<unknown>)[] = [];
  after(async () => {
    for (const close of closing.reverse()) await close();
  });
  const open = async (): Promise<Stage> => {
    const site = await openSite(host, closing);
    const browser = await openBrowser({ args: [`--host-resolver-rules=MAP ${host} 127.0.0.1`] });
    closing.push(() => browser.close());
    return { browser, site };
  };
  let opened: Promise<Stage> | undefined;
  afterEach(async () => {
    const contexts = stay ? [] : ((await opened)?.browser.contexts() ?? []);
    await Promise.all(contexts.map((context) => context.close()));
  });
  return () => {
    opened ??= open();
    return opened;
  };
}

async function openSite(host: string, closing: (() => Promise<unknown>)[]): Promise<Site> {
  const port = await freePort();
  const data = mkdtempSync(join(tmpdir(), 'kith-story-'));
  closing.push(async () => rmSync(data, { recursive: true, force: true }));
  let running: ServerProcess | undefined;
  const end = async (how: 'kill' | 'stop'): Promise<void> => {
    await running?.[how]();
    running = undefined;
  };
  const start = async (): Promise<void> => {
    running = spawnServer('--port', String(port), '--host', '127.0.0.1', '--data', data);
    await running.ready;
  };
  closing.push(() => end('stop'));
  await start();
  return {
    url: `http://${host}:${port}`,
    kill: () => end('kill'),
    stop: () => end('stop'),
    start,
  };
}
