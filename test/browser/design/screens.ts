// Every screen in every state that it is designed for: where it is, and what a person does to see it. By role and name
// or by key, so that it holds whatever the layout.
import type { Page } from 'playwright-core';
import { directChat } from '#core/log-name.ts';
import { placeId } from './fake-chats.ts';
import { idOf } from './fake-people.ts';
import { CROWDED_GROUP } from './fake-world.ts';
import type { State } from './states.ts';

/** One picture to take. `path` carries no state; `open` does what leads there. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly states: readonly State[];
  readonly open?: (page: Page) => Promise<void>;
  readonly query?: string;
}

const directPath = (username: string): string => `/c/${directChat(idOf('nora'), idOf(username))}`;
const LUNCH = `/c/${placeId('group', 'Sunday lunch')}`;
const CROWD = `/c/${placeId('group', CROWDED_GROUP)}`;
const TROUBLE = ['loading', 'failing', 'offline'] as const satisfies readonly State[];

const dialogOn = (page: Page) => page.getByRole('dialog').waitFor();
const press = (key: string) => async (page: Page) => {
  await page.keyboard.press(key);
  await dialogOn(page);
};
const click = (name: RegExp) => async (page: Page) => {
  await page.getByRole('button', { name }).or(page.getByRole('link', { name })).first().click();
  await dialogOn(page);
};

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('ma');
}

/** All screens. */
export const SCREENS: readonly Screen[] = [
  { name: 'door', path: '/', states: ['fresh', 'signedOut', 'closed', 'unreachable'] },
  { name: 'list', path: '/', states: ['typical', 'empty', 'crowded', ...TROUBLE] },
  { name: 'lobby', path: '/c/lobby', states: ['typical', 'empty'] },
  { name: 'group', path: LUNCH, states: ['typical', 'forbidden', ...TROUBLE] },
  { name: 'group-rtl', path: LUNCH, states: ['typical'], query: 'dir=rtl' },
  { name: 'crowd', path: CROWD, states: ['crowded'] },
  { name: 'direct', path: directPath('mateo'), states: ['typical', 'offline'] },
  { name: 'direct-empty', path: directPath('chidi'), states: ['typical'] },
  { name: 'details', path: LUNCH, states: ['typical', ...TROUBLE], query: 'details' },
  { name: 'details-crowd', path: CROWD, states: ['crowded'], query: 'details' },
  { name: 'details-direct', path: directPath('mateo'), states: ['typical'], query: 'details' },
  { name: 'account', path: '/account', states: ['typical', 'crowded', ...TROUBLE] },
  {
    name: 'new-chat',
    path: '/',
    states: ['typical', 'empty', 'crowded', ...TROUBLE],
    open: click(/new chat/i),
  },
  { name: 'people', path: '/', states: ['typical', 'crowded'], open: click(/^people$/i) },
  {
    name: 'switcher',
    path: LUNCH,
    states: ['typical', 'empty', 'crowded'],
    open: press('Control+k'),
  },
  { name: 'switcher-search', path: LUNCH, states: ['typical', 'crowded'], open: search },
  { name: 'keys', path: LUNCH, states: ['typical'], open: press('Control+/') },
];
