// What people do in a simulation with messages that are there: they edit, delete, react, pin, hide, and think better of it.
import type { ChatHandle, MessageItem } from '#client/model.ts';
import { type Scene, shownChat, someChat } from './acts.ts';

const EMOJI = ['\u{1f44d}', '\u{1f389}', '\u{1f602}'];

/** Reacts to a message, or takes it back. */
export function react(scene: Scene): void {
  const { chance } = scene.world;
  const found = some(scene, ({ deleted }) => !deleted);
  found?.handle.react(found.seq, chance.pick(EMOJI) ?? '', chance.happens(0.7));
}

/** Edits one of one's own messages. */
export function edit(scene: Scene): void {
  const { chance, people } = scene.world;
  const found = some(scene, ({ may }) => may.edit);
  if (!found) return;
  const calls = chance.happens(0.2) ? `@${chance.pick(people)?.username ?? 'all'} ` : '';
  found.handle.edit(found.seq);
  found.handle.send(`${calls}edited ${scene.world.next()}`);
  found.handle.edit(undefined);
}

/** Erases a message that one may erase. */
export function erase(scene: Scene): void {
  const found = some(scene, ({ may, deleted }) => may.erase && !deleted);
  found?.handle.erase(found.seq);
}

/** Deletes a message for oneself. */
export function hide(scene: Scene): void {
  const found = some(scene, ({ may }) => may.hide);
  found?.handle.hide(found.seq);
}

/** Takes a deletion back. */
export function undo(scene: Scene): void {
  const found = some(scene, ({ undoable }) => undoable !== undefined);
  found?.handle.undo(found.seq);
}

/** Pins a message, or takes the pin away. */
export function pin(scene: Scene): void {
  const found = some(scene, ({ may }) => may.pin);
  found?.handle.pin(found.seq, scene.world.chance.happens(0.7));
}

/** Changes what only oneself knows of a chat. */
export function mute({ world, client }: Scene): void {
  const { chance } = world;
  const what = chance.pick(['muted', 'pinned', 'archived', 'unread'] as const) ?? 'muted';
  void client.chat(someChat(world, client)).setState({ [what]: chance.happens(0.6) });
}

interface Found {
  readonly handle: ChatHandle;
  readonly seq: number;
}

function some(
  { world, page, client }: Scene,
  fits: (item: MessageItem) => boolean,
): Found | undefined {
  const handle = client.chat(shownChat(world, page));
  const seqs = handle.timeline.get().items.flatMap((item) => {
    return item.type === 'message' && item.seq !== undefined && fits(item) ? [item.seq] : [];
  });
  const seq = world.chance.pick(seqs);
  return seq === undefined ? undefined : { handle, seq };
}
