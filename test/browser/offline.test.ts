// Writing without a network, without a server, in two tabs, and over a closed page: all is sent, exactly once.
import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { signUp } from './person.ts';
import { theStage } from './stage.ts';
import { storedIn } from './stored.ts';

const stage = theStage();

test('OUT1: what is written without a network waits under a clock and is sent when it is back', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  await ada.say('before');
  await ada.tick('stored').waitFor();
  await ada.context.setOffline(true);
  const written = ['one', 'two', 'three'];
  await ada.sayAll(written);
  await ada.tick('waiting').waitFor();
  await ada.page.getByText(en.connection.lost).waitFor();
  await ada.shows(['before', ...written]);
  deepEqual(await ada.texts({ stored: true }), ['before']);
  deepEqual(await ben.texts(), ['before']);

  await ada.context.setOffline(false);
  await ada.tick('stored').waitFor();
  await ben.sees('three');
  await ben.showsAll(['before', ...written]);
  deepEqual(await ada.log(), ['before', ...written]);
  await ada.page.getByText(en.connection.lost).waitFor({ state: 'detached' });
});

test('OUT4: what waits when the page is closed is sent exactly once when it is opened again', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const cleo = await signUp(browser, site, 'Cleo');
  await cleo.make('group', 'Diary');
  await site.stop();
  const written = ['one', 'two', 'three'];
  await cleo.sayAll(written);
  await cleo.tick('waiting').waitFor();
  await cleo.composer.fill('and a draft');
  await until('the draft is stored', async () => (await storedIn(cleo)).includes('and a draft'));
  await cleo.page.close();

  await site.start();
  const page = await cleo.context.newPage();
  await page.goto(site.url);
  const again = cleo.on(page);
  await again.isIn('Diary');
  await again.message('three').waitFor();
  await again.tick('stored').waitFor();
  deepEqual(await again.log(), written);
  await again.page.reload();
  await again.sees('three');
  await again.showsAll(written);
  deepEqual(await again.log(), written);
  await until('the draft is there', async () => {
    return (await again.composer.inputValue()) === 'and a draft';
  });
});

test('OUT1, OUT4: two tabs of an account show each other’s lines, and send each once', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const dora = await signUp(browser, site, 'Dora');
  await dora.make('group', 'Notes');
  const other = await dora.newTab();
  await other.isIn('Notes');
  await site.stop();
  await dora.say('from the one');
  await other.sees('from the one');
  await other.tick('waiting').waitFor();
  await other.say('from the other');
  await dora.sees('from the other');
  await dora.say('and again');
  await other.sees('and again');
  const written = ['from the one', 'from the other', 'and again'];
  for (const tab of [dora, other]) await tab.shows(written);

  await site.start();
  for (const tab of [dora, other]) await tab.tick('stored').waitFor();
  deepEqual((await dora.log()).toSorted(), written.toSorted());
  for (const tab of [dora, other]) await tab.showsAll(await dora.log());
});
