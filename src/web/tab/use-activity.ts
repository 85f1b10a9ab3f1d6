// Tells the client whether somebody is at the page: it is visible, and was touched within five minutes.
import { useEffect } from 'react';
import type { Client } from '#client/model.ts';

const IDLE_MS = 5 * 60_000;
const CHECK_MS = 15_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Drives presence for as long as the app is on screen. */
export function useActivity(client: Client): void {
  useEffect(() => {
    let touched = Date.now();
    let told: boolean | undefined;
    const tell = (): void => {
      const on = document.visibilityState === 'visible' && Date.now() - touched < IDLE_MS;
      if (on === told) return;
      told = on;
      client.active(on);
    };
    const touch = (): void => {
      touched = Date.now();
      if (!told) tell();
    };
    const shown = (): void => (document.visibilityState === 'visible' ? touch() : tell());
    const timer = setInterval(tell, CHECK_MS);
    for (const sign of SIGNS) window.addEventListener(sign, touch, { passive: true });
    document.addEventListener('visibilitychange', shown);
    tell();
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, touch);
      document.removeEventListener('visibilitychange', shown);
    };
  }, [client]);
}
