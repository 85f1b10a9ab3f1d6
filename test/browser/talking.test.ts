// Two people talk everywhere one can talk; then the server dies in mid-sentence.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { browserMissing } from '#test/support/browser.ts';
import { until } from '#test/support/server-process.ts';
import { en } from '#web/words/en/main.ts';
import { type Person, signUp } from './person.ts';
import { theStage } from './stage.ts';

const LINES = 15;
const TICKED_BEFORE = 4;
const UNFINISHED = 'a sentence that is not fin';

const stage = theStage();

test('SYNC8: a server that dies in mid-sentence loses nothing, and both browsers catch up', {
  skip: browserMissing(),
}, async () => {
  const { browser, site } = await stage();
  const ada = await signUp(browser, site, 'Ada');
  const ben = await signUp(browser, site, 'Ben');
  for (const { page } of [ada, ben]) await page.evaluate(() => Object.assign(window, { kept: 1 }));

  await talkEverywhere(ada, ben);
  await agree(ada, ben);

  const texts = (name: string) => Array.from({ length: LINES }, (_, at) => `${name} ${at + 1}`);
  const writing = [ada.sayAll(texts('ada')), ben.sayAll(texts('ben'))];
  await until('some have their tick', async () => {
    return (await ada.texts({ stored: true })).includes(`ada ${TICKED_BEFORE}`);
  });
  await site.kill();
  await Promise.all(writing);
  await ada.composer.fill(UNFINISHED);
  await ben.page.getByText(en.connection.lost).waitFor();
  const ticked = [...(await ada.texts({ stored: true })), ...(await ben.texts({ stored: true }))];
  ok(ticked.length >= TICKED_BEFORE);

  await site.start();
  for (const person of [ada, ben]) {
    await person.sees(`ada ${LINES}`);
    await person.sees(`ben ${LINES}`);
    await until('all is stored', async () => {
      const [drawn, stored] = [await person.texts(), await person.texts({ stored: true })];
      return drawn.length === stored.length;
    });
  }
  const log = await agree(ada, ben);
  for (const name of ['ada', 'ben']) {
    const said = log.filter((text) => text.startsWith(`${name} `));
    deepEqual(said, texts(name), 'each once, in the order written');
  }
  deepEqual(
    ticked.filter((text) => !log.includes(text)),
    [],
  );
  equal(await ada.composer.inputValue(), UNFINISHED);
  for (const { page, heard } of [ada, ben]) {
    ok(await page.evaluate(() => 'kept' in window), 'no page was loaded again');
    deepEqual(heard.faults, []);
  }
  await ada.composer.fill('');
  for (const name of ['Sunday lunch', 'Chess']) {
    await ada.goTo(name);
    await ben.goTo(name);
    await agree(ada, ben);
  }
});

/** In the Lobby, in the direct chat that both already see, in a group, in a room; ends in the Lobby. */
async function talkEverywhere(ada: Person, ben: Person): Promise<void> {
  await exchange(ada, ben);

  await ada.goTo('Ben');
  await ben.goTo('Ada');
  await exchange(ada, ben);
  await ada.showsAll(await ada.log());

  await ada.make('group', 'Sunday lunch', ['Ben']);
  await ben.goTo('Sunday lunch');
  await exchange(ada, ben);

  await ben.make('room', 'Chess');
  await ada.join('Chess');
  await exchange(ada, ben);

  await ada.goTo('Lobby');
  await ben.goTo('Lobby');
}

async function exchange(ada: Person, ben: Person): Promise<void> {
  await ada.say('Are you there?');
  await ben.sees('Are you there?');
  await ben.say('I am, and you?');
  await ada.sees('I am, and you?');
}

/** Both see what the log has, in its order; the log. */
async function agree(ada: Person, ben: Person): Promise<string[]> {
  const log = await ada.log();
  await ada.showsAll(log);
  await ben.showsAll(log);
  return log;
}
