// Rings when somebody names one, in any chat. What was there before does not ring.
import type { ChatRow, Client } from '#client/model.ts';
import { safeLine } from '../text/safe.ts';

/** Watches the chat list; returns how to stop. */
export function watchBell(client: Client, ring: (text: string) => void): () => void {
  const seen = new Map<string, number>();
  const take = (row: ChatRow): void => {
    const before = seen.get(row.id);
    seen.set(row.id, row.mentions);
    if (before !== undefined && row.mentions > before) ring(textOf(row));
  };
  const look = (): void => {
    for (const row of client.chats.get().rows) take(row);
  };
  look();
  return client.chats.subscribe(look);
}

function textOf({ name, preview }: ChatRow): string {
  const said = preview?.kind === 'message' ? `: ${safeLine(preview.text)}` : '';
  return `${safeLine(name)}${said}`;
}
