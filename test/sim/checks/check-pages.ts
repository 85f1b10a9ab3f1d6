// Checks of what stands on the screens of everybody who is connected: it must be what the log says, however it came there.
import type { ChatHandle, Client } from '#client/model.ts';
import type { SimPage } from '#test/sim/people/sim-page.ts';
import type { SimWorld } from '#test/sim/sim-world.ts';
import type { Oracle } from '#test/support/world/oracle.ts';
import { chatsOf, compareChat, compareList } from '#test/support/world/views.ts';

const OLDER_PAGES_MAX = 60;

interface Screen {
  readonly page: SimPage;
  readonly client: Client;
  readonly user: string;
}

/** Shows every chat on every page, back to its beginning, and compares. `quiet` lets the world come to rest. */
export async function checkPages(
  world: SimWorld,
  oracle: Oracle,
  quiet: () => Promise<void>,
): Promise<void> {
  const screens = screensOf(world);
  for (const screen of screens) {
    compareList(failOf(world, screen, 'list'), oracle, screen.client, screen.user);
  }
  const handles = screens.flatMap(({ client, user }) =>
    chatsOf(oracle, user).map((id) => client.chat(id)),
  );
  const hidings = handles.map((handle) => handle.show());
  await quiet();
  await loadAll(handles, quiet);
  for (const screen of screens) {
    for (const id of chatsOf(oracle, screen.user)) {
      const chat = oracle.chats.get(id);
      if (chat) compareChat(failOf(world, screen, id), oracle, chat, screen.client, screen.user);
    }
  }
  for (const hide of hidings) hide();
}

async function loadAll(handles: readonly ChatHandle[], quiet: () => Promise<void>): Promise<void> {
  for (let turn = 0; turn < OLDER_PAGES_MAX; turn += 1) {
    const unfinished = handles.filter(({ timeline }) => !timeline.get().start);
    if (unfinished.length === 0) return;
    for (const handle of unfinished) void handle.loadOlder();
    await quiet();
  }
}

function screensOf({ people }: SimWorld): Screen[] {
  const pages = people.flatMap(({ devices }) => devices.flatMap((device) => device.signedIn));
  return pages.flatMap((page) => {
    const { client } = page;
    const user = page.device.person.id;
    return client && user !== undefined ? [{ page, client, user }] : [];
  });
}

function failOf({ ledger }: SimWorld, { page, user }: Screen, place: string) {
  return (what: string): void => ledger.fail(`page ${page.number} of ${user} in ${place}: ${what}`);
}
