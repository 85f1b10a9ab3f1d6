// The keys that work everywhere in the app: the switcher, the sheet of keys, and going from chat to chat.
import { useEffect } from 'react';
import type { ChatRow, Client } from '#client/model.ts';
import type { Dialogs } from './dialogs.ts';
import { chatIn, chatPath, go } from './places.ts';

/** Listens for as long as the app is on screen. */
export function useShortcuts(client: Client, dialogs: Dialogs): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const act = actOf(event, client, dialogs);
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [client, dialogs]);
}

function actOf(event: KeyboardEvent, client: Client, dialogs: Dialogs): (() => void) | undefined {
  const { key, altKey, shiftKey } = event;
  const command = (event.ctrlKey || event.metaKey) && !altKey;
  if (command && !shiftKey && key.toLowerCase() === 'k') return () => dialogs.toggle('switcher');
  if (command && key === '/') return () => dialogs.toggle('keys');
  if (key === 'Escape' && location.search !== '')
    return () => go(location.pathname, { replace: true });
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !altKey || event.ctrlKey || event.metaKey) return undefined;
  return () => {
    const next = neighbour(client.chats.get().rows, step, shiftKey);
    if (next) go(chatPath(next.id));
  };
}

/**
 * The next row in that direction, or the next one with something unread, from where one is and round the end. What is in
 * the archive is passed over; what is muted is not gone to for its count alone.
 */
function neighbour(rows: readonly ChatRow[], step: number, unread: boolean): ChatRow | undefined {
  const here = rows.findIndex((row) => row.id === chatIn(location.pathname));
  const count = rows.length;
  const start = here === -1 && step < 0 ? 0 : here;
  for (let away = 1; away <= count; away++) {
    const row = rows[(((start + away * step) % count) + count) % count];
    if (row && !row.archived && (!unread || calls(row))) return row;
  }
  return undefined;
}

function calls({ unread, muted, marked, mentions }: ChatRow): boolean {
  return marked || mentions > 0 || (unread > 0 && !muted);
}
