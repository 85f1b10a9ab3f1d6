// The browser as the headless client's world. Uses nothing that plain http from another machine would lack.

import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { HttpAnswer, Platform } from '#client/platform.ts';
import { PROTOCOL_VERSION } from '#protocol/version.ts';
import { openStorage } from './browser-storage.ts';
import { connectWire } from './socket-wire.ts';
import { preview, upload } from './uploading.ts';

const CHANNEL = `kith-${PROTOCOL_VERSION}`;

const clock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after(delayMs, wake) {
    const timer = window.setTimeout(wake, delayMs);
    return { cancel: () => window.clearTimeout(timer) };
  },
};

const random: Random = {
  bytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  fraction: () => Math.random(),
};

/** The platform of this tab. */
export function browserPlatform(): Platform {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(CHANNEL) : undefined;
  return {
    clock,
    random,
    cookies: true,
    storage: openStorage(),
    connect: connectWire,
    request,
    upload,
    preview,
    forgetPreview: (url) => URL.revokeObjectURL(url),
    onNetworkBack(listener) {
      const seen = (): void => {
        if (document.visibilityState === 'visible') listener();
      };
      window.addEventListener('online', listener);
      document.addEventListener('visibilitychange', seen);
      return () => {
        window.removeEventListener('online', listener);
        document.removeEventListener('visibilitychange', seen);
      };
    },
    onLeaving(listener) {
      const hidden = (): void => {
        if (document.visibilityState === 'hidden') listener();
      };
      window.addEventListener('pagehide', listener);
      document.addEventListener('visibilitychange', hidden);
      return () => {
        window.removeEventListener('pagehide', listener);
        document.removeEventListener('visibilitychange', hidden);
      };
    },
    tell: (message) => channel?.postMessage(message),
    onTold(listener) {
      const heard = ({ data }: MessageEvent): void => listener(data);
      channel?.addEventListener('message', heard);
      return () => channel?.removeEventListener('message', heard);
    },
  };
}

async function request(
  account: string | undefined,
  method: string,
  path: string,
  body?: unknown,
): Promise<HttpAnswer> {
  const headers: Record<string, string> = {};
  if (account !== undefined) headers['kith-account'] = account;
  if (body !== undefined) headers['content-type'] = 'application/json';
  const answer = await fetch(path, {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : parse(text) };
}

/** A proxy's page of HTML is an answer without a body that we understand. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
