// Every screen in every state that it is designed for: where it is, and what a person does to see it. By role and name
// or by key, so that it holds whatever the layout.
import type { Page } from 'playwright-core';
import { directChat } from '#core/log-name.ts';
import { placeId } from './fake-chats.ts';
import { idOf } from './fake-people.ts';
import { CROWDED_GROUP } from './fake-world.ts';
import type { State } from './states.ts';

/** What it is looked at on. */
export type Size = 'phone' | 'small' | 'desktop' | 'wide';

/** One picture to take. `path` carries no state; `open` does what leads there. */
export interface Screen {
  readonly name: string;
  readonly path: string;
  readonly states: readonly State[];
  readonly open?: (page: Page) => Promise<void>;
  readonly query?: string;
  /** Phone and desktop, unless told. */
  readonly sizes?: readonly Size[];
  /** With the colours of a system in high contrast. */
  readonly forced?: boolean;
  readonly zoom?: number;
}

const directPath = (username: string): string => `/c/${directChat(idOf('nora'), idOf(username))}`;
const LUNCH = `/c/${placeId('group', 'Sunday lunch')}`;
const CHOIR = `/c/${placeId('room', 'choir')}`;
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

const tab = (name: string) => async (page: Page) => {
  await click(/^people/i)(page);
  await page.getByRole('tab', { name }).click();
};

async function person(page: Page): Promise<void> {
  await tab('Contacts')(page);
  await page
    .getByRole('button', { name: /^Amara/ })
    .first()
    .click();
  await page.getByRole('dialog', { name: /Amara/ }).waitFor();
}

async function deleting(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete the account' }).click();
  await dialogOn(page);
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').or(page.getByRole('searchbox')).first().fill('ma');
}

const WAYS = {
  invites: /invite links/i,
  bans: /banned people/i,
  pins: /pinned messages/i,
} as const;

async function archive(page: Page): Promise<void> {
  const back = page.getByRole('main').getByRole('button', { name: /^back/i });
  if (await back.isVisible()) await back.click();
  await page.getByRole('button', { name: /archived chats/i }).click();
}

async function rowMenu(page: Page): Promise<void> {
  const back = page.getByRole('main').getByRole('button', { name: /^back/i });
  if (await back.isVisible()) await back.click();
  await page.getByRole('link', { name: /allotment/ }).click({ button: 'right' });
}

const message = (page: Page) => page.getByRole('article').filter({ hasText: /tablecloth/ });

async function hover(page: Page): Promise<void> {
  await message(page).hover();
}

async function messageMenu(page: Page): Promise<void> {
  await message(page).focus();
  await page.keyboard.press('Enter');
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
  {
    name: 'members-all',
    path: CROWD,
    states: ['crowded'],
    query: 'details',
    open: async (page) => {
      await page.getByRole('button', { name: /show all/i }).click();
    },
  },
  {
    name: 'member-menu',
    path: LUNCH,
    states: ['typical'],
    query: 'details',
    open: async (page) => {
      await page.getByRole('button', { name: /amara/i }).last().click();
    },
  },
  ...(['invites', 'bans', 'pins'] as const).map(
    (name): Screen => ({
      name,
      path: LUNCH,
      states: ['typical', 'offline'],
      query: 'details',
      open: click(WAYS[name]),
    }),
  ),
  { name: 'read-only', path: CHOIR, states: ['typical'] },
  { name: 'archive', path: LUNCH, states: ['typical'], open: archive },
  { name: 'row-menu', path: LUNCH, states: ['typical'], open: rowMenu },
  { name: 'toolbar', path: LUNCH, states: ['typical'], open: hover },
  { name: 'message-menu', path: LUNCH, states: ['typical'], open: messageMenu },
  { name: 'details-direct', path: directPath('mateo'), states: ['typical'], query: 'details' },
  { name: 'account', path: '/account', states: ['typical', 'crowded', ...TROUBLE] },
  { name: 'account-delete', path: '/account', states: ['typical'], open: deleting },
  { name: 'page', path: '/u/amara', states: ['typical', 'forbidden', ...TROUBLE] },
  { name: 'page-own', path: '/u/nora', states: ['typical', 'empty'] },
  { name: 'page-asked', path: '/u/priya', states: ['typical'] },
  { name: 'page-blocked', path: '/u/minh', states: ['typical'] },
  { name: 'page-crowd', path: '/u/wa', states: ['crowded'] },
  { name: 'page-rtl', path: '/u/amal', states: ['typical'], query: 'dir=rtl' },
  { name: 'page-missing', path: '/u/nobody', states: ['typical'] },
  { name: 'person', path: '/', states: ['typical'], open: person },
  { name: 'join', path: '/join/pX3mQv0bZk8n', states: ['typical', 'forbidden', 'invited'] },
  { name: 'door-invite-only', path: '/', states: ['invited'] },
  {
    name: 'new-chat',
    path: '/',
    states: ['typical', 'empty', 'crowded', ...TROUBLE],
    open: click(/new chat/i),
  },
  {
    name: 'people',
    path: '/',
    states: ['typical', 'empty', 'crowded', ...TROUBLE],
    open: click(/^people/i),
  },
  { name: 'people-contacts', path: '/', states: ['typical', 'crowded'], open: tab('Contacts') },
  { name: 'people-everybody', path: '/', states: ['typical'], open: tab('Everybody') },
  { name: 'people-blocked', path: '/', states: ['typical'], open: tab('Blocked') },
  {
    name: 'switcher',
    path: LUNCH,
    states: ['typical'],
    open: press('Control+k'),
  },
  { name: 'switcher-all', path: '/', states: ['empty', 'crowded'], open: press('Control+k') },
  { name: 'switcher-search', path: '/', states: ['typical', 'crowded'], open: search },
  { name: 'keys', path: LUNCH, states: ['typical'], open: press('Control+/') },
];
