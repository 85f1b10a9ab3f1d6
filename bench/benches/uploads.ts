// One person uploads twenty pictures of twelve megapixels while 50 others talk: how long their messages take with and
// without it. What the pictures cost, the server pays on the same core, in its own threads.
import { setPriority } from 'node:os';
import { type Beside, startBeside } from '../load/beside.ts';
import { compete, kith, type Measured, type Pace } from '../load/contest.ts';
import { furnish, type Person } from '../load/furnish.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { startTalking } from '../load/steady.ts';
import type { AlbumWord, Uploaded } from '../load/uploader.ts';
import { type Line, printTable } from '../report.ts';

const OTHERS = 50;
const PER_SECOND = 50;
const PICTURES = 20;
const SLICE_SECONDS = 2;
/** Of the uploader: whoever measures goes first on the core that both share. */
const NICENESS = 5;

/** Prints latencies from a post's send to its receipt by the others, beside those without the pictures. */
export async function benchUploads(pace: Pace): Promise<void> {
  const furnished = await furnish({ people: OTHERS + 1 });
  const ours = kith('Kith', furnished, { limited: true });
  const [sender, ...others] = furnished.people;
  if (!sender) throw new Error('nobody to send');
  const of = await compete([ours], pace, (server, seconds) => {
    return measure(server, sender, others, seconds * 2);
  });
  furnished.remove();
  const line = (what: string, key: string, aim?: string): Line => {
    const baseline = { ...of(ours, `${key}Without`), name: 'without' };
    return { what, unit: '', figure: of(ours, key), baseline, aim };
  };
  printTable(`uploads: 50 messages/s among 50 people while ${PICTURES} pictures come`, [
    line('p50, ms', 'p50'),
    line('p99, ms', 'p99', '≤ 1.5 times'),
    line('share of the core', 'cpu'),
    { what: 'ms per picture', unit: '', figure: of(ours, 'msEach') },
  ]);
}

async function measure(
  server: ServerProcess,
  { token }: Person,
  others: readonly Person[],
  seconds: number,
): Promise<Measured> {
  const tokens = others.map((one) => one.token);
  const rate = { tokens, log: 'chat:lobby', perSecond: PER_SECOND, sampleEvery: 2, seconds };
  const album = { port: server.port, token, pictures: PICTURES };
  const uploader = await startBeside<AlbumWord, Uploaded>('uploader.ts', album);
  setPriority(uploader.pid, NICENESS);
  const talk = await startTalking(server, rate);
  const without = await talk.measure(seconds);
  const from = performance.now();
  await uploader.ask('go');
  const during = await talk.measure(SLICE_SECONDS, () => allThere(uploader));
  const msEach = (performance.now() - from) / PICTURES;
  await talk.close();
  uploader.stop();
  return {
    p50Without: without.p50,
    p99Without: without.p99,
    cpuWithout: without.cpu,
    ...during,
    msEach,
  };
}

async function allThere(uploader: Beside<AlbumWord, Uploaded>): Promise<boolean> {
  return (await uploader.ask('left')).left === 0;
}
