// What is live and kept nowhere: who writes, who is here, what is unread, how far a message got.
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { openPerson, type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const stage = theStage();

test('SIG1: who writes and who is here is seen at once, by those who look', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  const cleo = await signUp(browser, site, 'Cleo');
  await ada.goTo('Ben');
  await ben.goTo('Ada');
  const main = ada.page.getByRole('main');
  await main.getByText(en.presence.online).waitFor();

  const lane = main.getByText(en.chat.typing(['Ben']), { exact: true });
  await ben.composer.pressSequentially('Are you the');
  await lane.waitFor();
  await ada.row('Ben').getByText(en.row.typingAlone).waitFor();
  const seenByCleo = await cleo.page.getByText(/writing/i).count();
  await ben.composer.press('Enter');
  await ada.sees('Are you the');
  await lane.waitFor({ state: 'detached' });

  await ben.goTo('Lobby');
  await ben.composer.pressSequentially('Every');
  await cleo.page.getByText(en.chat.typing(['Ben']), { exact: true }).waitFor();
  await ada
    .row('Lobby')
    .getByText(en.row.typing(['Ben'], () => 'Ben is writing…'))
    .waitFor();
  deepEqual(seenByCleo, 0, 'what is typed between two people is no one else’s affair');
});

test('SIG1: unread counts, title and favicon are live, and agree in all tabs of an account', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  const emil = await signUp(browser, site, 'Emil');
  const other = await dora.newTab();
  await other.isIn('Lobby');
  await emil.goTo('Dora');
  await emil.say('Are you there?');
  await emil.say('It is about Sunday');
  for (const tab of [dora, other]) await showsUnread(tab, 'Emil', 2);

  await dora.goTo('Emil');
  for (const tab of [dora, other]) await showsNothing(tab, 'Emil');
  deepEqual(await other.page.getByRole('main', { name: 'Lobby' }).count(), 1);
  await emil.say('One o’clock?');
  await dora.sees('One o’clock?');
  await emil.tick('read').waitFor();
  await showsNothing(other, 'Emil');
});

test('TICK1: a message goes from waiting to sent, delivered and read before one’s eyes', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const fay = await signUp(browser, site, 'Fay');
  const gus = await signUp(browser, site, 'Gus');
  const away = await gus.context.storageState();
  await fay.goTo('Gus');
  await gus.context.close();
  await watchTicks(fay);
  await fay.say('Are you there?');
  await fay.tick('stored').waitFor();

  const back = await openPerson(browser, site, { storageState: away });
  await back.isIn('Lobby');
  await fay.tick('delivered').waitFor();
  await back.goTo('Fay');
  await fay.tick('read').waitFor();
  const { waiting, stored, delivered, read } = en.tick;
  deepEqual(await seenTicks(fay), [waiting, stored, delivered, read]);
});

async function showsUnread(tab: Person, chat: string, count: number): Promise<void> {
  const said = en.row.unread(count, (_, { other }) => other);
  await tab.row(chat).getByText(said).waitFor();
  await until(`the tab says ${count}`, async () => {
    const icon = await iconOf(tab);
    return (await tab.page.title()).startsWith(`(${count}) `) && icon.includes('unread');
  });
}

async function showsNothing(tab: Person, chat: string): Promise<void> {
  await tab
    .row(chat)
    .getByText(/unread/)
    .waitFor({ state: 'detached' });
  await until('the tab says nothing', async () => {
    const icon = await iconOf(tab);
    return !/^\(/.test(await tab.page.title()) && !icon.includes('unread');
  });
}

function iconOf({ page }: Person): Promise<string> {
  return page.locator('link[rel=icon]').evaluate((link) => link.getAttribute('href') ?? '');
}

/** Writes down every tick that one's own last message shows. */
async function watchTicks({ page }: Person): Promise<void> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = (): void => {
      const ticks = document.querySelectorAll('article [role=img]');
      const said = [...ticks].at(-1)?.getAttribute('aria-label');
      if (said && said !== seen.at(-1)) seen.push(said);
    };
    new MutationObserver(look).observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
    });
    Object.assign(window, { ticks: seen });
  });
}

function seenTicks({ page }: Person): Promise<unknown> {
  return page.evaluate(() => (window as unknown as { ticks: string[] }).ticks);
}
