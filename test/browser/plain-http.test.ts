// A family's server: plain http, reached by a name that is no secure context, where browsers lack half of their functions.
import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { en } from '#web/words/en/main.ts';
import { signUp } from './person.ts';
import { theStage } from './stage.ts';

const stage = theStage({ host: 'kith.test' });

test('WEB3: signing up, talking and catching up work over plain http from a made-up host name', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  equal(await ada.page.evaluate(() => isSecureContext), false);
  equal(new URL(ada.page.url()).hostname, 'kith.test');

  await ada.goTo('Ben');
  await ben.goTo('Ada');
  await ada.say('Are you there?');
  await ben.sees('Are you there?');
  await ada.tick('read').waitFor();
  await ada.make('group', 'Sunday lunch', ['Ben']);
  await ada.say('One o’clock');
  await ben.row('Sunday lunch').waitFor();

  await site.kill();
  await ada.say('Or half past?');
  await ada.tick('waiting').waitFor();
  await ada.page.getByText(en.connection.lost).waitFor();
  await site.start();
  await ada.tick('delivered').waitFor();
  await ben.goTo('Sunday lunch');
  await ben.sees('Or half past?');
  await ben.showsAll(['One o’clock', 'Or half past?']);

  await ada.page.reload();
  await ada.sees('Or half past?');
  for (const { heard } of [ada, ben]) deepEqual(heard.faults, []);
});
