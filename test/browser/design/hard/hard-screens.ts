// Screens that one comes to by doing something, and those that are hard: small, huge, zoomed, in high contrast, crowded.
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { directChat } from '#core/log-name.ts';
import { placeId } from '../fake-chats.ts';
import { idOf } from '../fake-people.ts';
import { CROWDED_GROUP, HARD_GROUP } from '../fake-world.ts';
import type { Screen, Size } from '../screens.ts';

const LUNCH = `/c/${placeId('group', 'Sunday lunch')}`;
const CROWD = `/c/${placeId('group', CROWDED_GROUP)}`;
const HARD = `/c/${placeId('group', HARD_GROUP)}`;
const MATEO = `/c/${directChat(idOf('nora'), idOf('mateo'))}`;
const PICTURES = join(import.meta.dirname, '../pictures');
const ENDS: readonly Size[] = ['small', 'wide'];

type Step = (page: Page) => Promise<void>;

const message = (page: Page, text: RegExp) =>
  page.getByRole('article').filter({ hasText: text }).first();
const box = (page: Page) => page.locator('textarea');

/** Opens the menu of a message, and chooses there. */
const choose =
  (text: RegExp, act: string): Step =>
  async (page) => {
    await message(page, text).focus();
    await page.keyboard.press('Enter');
    const inSheet = page.getByRole('dialog').getByRole('button', { name: act, exact: true });
    await page.getByRole('menuitem', { name: act, exact: true }).or(inSheet).first().click();
  };

/** A step that ends with a dialog, whose code may have to come first. */
const opens =
  (step: Step): Step =>
  async (page) => {
    await step(page);
    await page.getByRole('dialog').waitFor();
  };

const press =
  (name: string | RegExp): Step =>
  (page) =>
    page.getByRole('button', { name }).first().click();

const write =
  (text: string): Step =>
  async (page) => {
    await box(page).click();
    await box(page).fill('');
    await box(page).pressSequentially(text);
  };

/** `by` of the height of the list, upwards. */
const scroll =
  (by: number): Step =>
  async (page) => {
    const list = page.getByRole('log').or(page.locator('[class*="past"]')).first();
    await list.evaluate((element, up) => {
      element.scrollTop = element.scrollHeight * (1 - up);
    }, by);
  };

const pick: Step = async (page) => {
  const names = ['lake.svg', 'table.svg', 'orchard.svg', 'sea.svg'];
  const files = names.map((name) => join(PICTURES, name));
  await page.locator('input[type="file"]').first().setInputFiles(files);
};

const newChat =
  (step: RegExp): Step =>
  async (page) => {
    await press(/new chat/i)(page);
    await page.getByRole('dialog').getByRole('button', { name: step }).click();
  };

const signUp: Step = async (page) => {
  await page.getByLabel('Your name').fill('Nora');
  await page.getByLabel('User name', { exact: true }).fill('nora');
  await page.getByLabel('Password', { exact: true }).fill('long enough');
  await page.getByLabel('Code').fill('123');
  await page.keyboard.press('Enter');
};

const typical = (name: string, path: string, open: Step): Screen => ({
  name,
  path,
  states: ['typical'],
  open,
});

const DONE: readonly Screen[] = [
  { name: 'door-refused', path: '/', states: ['fresh'], open: signUp },
  { name: 'door-empty', path: '/', states: ['signedOut'], open: press('Sign in') },
  typical('sorts', MATEO, scroll(1)),
  typical('composer-text', LUNCH, write('Yes please, in the big pot.\nI can fetch Ewa at eleven.')),
  typical('composer-complete', LUNCH, write('Ask @')),
  typical('composer-emoji', LUNCH, write('So :smi')),
  typical('composer-tray', LUNCH, pick),
  typical('composer-reply', LUNCH, choose(/train runs/, 'Reply')),
  typical('composer-edit', LUNCH, choose(/tablecloth/, 'Edit')),
  typical('emoji', LUNCH, opens(press('Add an emoji'))),
  typical('lightbox', LUNCH, opens(press(/^Open picture 1/))),
  typical('forward', LUNCH, opens(choose(/tablecloth/, 'Forward'))),
  typical('history', LUNCH, opens(choose(/tablecloth/, 'Earlier versions'))),
  typical('seen', LUNCH, opens(choose(/tablecloth/, 'Seen by'))),
  typical('undo', LUNCH, choose(/tablecloth/, 'Delete for everyone')),
  typical('notices', LUNCH, scroll(1)),
  typical('make-group', '/', newChat(/New group/)),
  typical('make-room', '/', newChat(/New room/)),
  typical('rooms', '/', newChat(/Join a room/)),
  typical('rename', `${LUNCH}`, async (page) => {
    await press('Details')(page);
    await press('Change name and topic')(page);
  }),
  typical('leave', LUNCH, async (page) => {
    await press('Details')(page);
    await press(/^Leave the/)(page);
  }),
  { name: 'invite', path: '/c/lobby', states: ['empty'], open: opens(press('Invite people')) },
  { name: 'down', path: CROWD, states: ['crowded'], open: scroll(0.3) },
];

const HARD_SCREENS_OF_TALK: readonly Screen[] = [0, 0.1, 0.25, 0.4, 0.55, 0.7, 0.85, 0.97].map(
  (up, at) => ({
    name: `hard${at}`,
    path: HARD,
    states: ['crowded'],
    sizes: ['phone', 'small', 'desktop'],
    open: scroll(up),
  }),
);

/** The places that everybody comes by, as they are at the ends of what is promised. */
const PLACES: readonly Omit<Screen, 'states' | 'name'>[] = [
  { path: LUNCH },
  { path: LUNCH, query: 'details' },
  { path: '/account' },
  { path: '/u/amara' },
  { path: '/', open: opens(press(/new chat/i)) },
];

const EXTREMES: readonly Screen[] = PLACES.flatMap((place, at): Screen[] => [
  { ...place, name: `ends${at}`, states: ['typical'], sizes: ENDS },
  { ...place, name: `zoom${at}`, states: ['typical'], zoom: 2, sizes: ['desktop'] },
  { ...place, name: `forced${at}`, states: ['typical'], forced: true },
  { ...place, name: `turned${at}`, states: ['typical'], query: `dir=rtl&${place.query ?? ''}` },
]);

/** Those that are not in screens.ts. */
export const HARD_SCREENS: readonly Screen[] = [
  ...DONE,
  ...HARD_SCREENS_OF_TALK,
  ...EXTREMES,
  { name: 'door-small', path: '/', states: ['fresh', 'invited'], sizes: ENDS },
  { name: 'door-forced', path: '/', states: ['fresh'], forced: true },
  { name: 'list-small', path: '/', states: ['crowded', 'offline', 'typical'], sizes: ['small'] },
];
