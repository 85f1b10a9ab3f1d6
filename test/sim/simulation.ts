// A whole run from a seed: rounds of acts and troubles, each followed by a calm in which everything must agree.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock } from '#test/support/clock.ts';
import { consultOracle } from '#test/support/world/oracle.ts';
import { Chance } from './chance.ts';
import { checkLog } from './checks/check-log.ts';
import { checkPages } from './checks/check-pages.ts';
import { checkServer } from './checks/check-server.ts';
import { Ledger, SimulationFailed } from './checks/ledger.ts';
import { SimHost } from './machine/sim-host.ts';
import { Weather } from './machine/weather.ts';
import { act, newcomer } from './people/acts.ts';
import { trouble } from './people/troubles.ts';
import type { SimWorld } from './sim-world.ts';

/** How a run went. */
export interface Report {
  readonly counts: Readonly<Record<string, number>>;
}

/** What is to be run. `trace` hears of every step. */
export interface Plan {
  readonly seed: number;
  readonly steps: number;
  readonly trace?: ((line: string) => void) | undefined;
}

/** Steps of a round before the world is calmed and checked. */
const ROUND_STEPS = 120;
/** So long the slowest timer takes: a wire that does not answer, a page's backoff, another tab's patience. */
const CALM_MS = 150_000;

interface Run {
  readonly world: SimWorld;
  readonly plan: Plan;
  step: number;
}

/** Runs a simulation. Rejects with {@link SimulationFailed}, which says seed, step and what differs. */
export async function simulate(plan: Plan): Promise<Report> {
  const root = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
  const folder = mkdtempSync(join(root, 'kith-sim-'));
  const run: Run = { world: openWorld(plan.seed, join(folder, 'kith.db')), plan, step: 0 };
  try {
    await play(run);
    return { counts: countsOf(run.world) };
  } catch (fault) {
    const what = fault instanceof SimulationFailed ? fault.message : String((fault as Error).stack);
    const replay = `npm run sim -- ${plan.seed} --steps ${plan.steps}`;
    throw new SimulationFailed(`seed ${plan.seed}, step ${run.step} (${replay}):\n${what}`);
  } finally {
    await run.world.host.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

function openWorld(seed: number, file: string): SimWorld {
  const clock = new FakeClock();
  const chance = new Chance(seed);
  const weather = new Weather(chance);
  const ledger = new Ledger();
  const fail = (what: string): void => ledger.fail(what);
  const host = new SimHost({ clock, chance, weather, file, fail });
  let last = 0;
  const next = (): number => {
    last += 1;
    return last;
  };
  return { clock, chance, weather, ledger, host, file, connections: new Set(), people: [], next };
}

async function play(run: Run): Promise<void> {
  const { world, plan } = run;
  world.host.start();
  newcomer(world);
  while (run.step < plan.steps) {
    world.weather.calm = false;
    const until = Math.min(plan.steps, run.step + ROUND_STEPS);
    while (run.step < until) await step(run);
    await check(world);
    plan.trace?.(`${run.step} checked`);
  }
}

async function step(run: Run): Promise<void> {
  const { world, plan } = run;
  run.step += 1;
  const did = [act(world), trouble(world)];
  await world.clock.advance(world.chance.delayMs(400, 20_000));
  plan.trace?.(`${run.step} ${did.join(' ')} @${Math.round(world.clock.elapsed())}`);
  world.ledger.assertSound();
}

/** Everything that can be mended is mended; then all must agree. */
async function check(world: SimWorld): Promise<void> {
  const { weather, clock, ledger, connections, file } = world;
  weather.clear();
  for (const connection of connections) connection.resume();
  await clock.advance(CALM_MS);
  const quiet = (): Promise<void> => clock.advance(1_000);
  const oracle = consultOracle(file);
  checkLog(world, oracle);
  const reading = { done: false };
  const read = checkServer(world, oracle).finally(() => {
    reading.done = true;
  });
  while (!reading.done) await quiet();
  await read;
  await checkPages(world, oracle, quiet);
  ledger.assertSound();
}

function countsOf({ ledger, host }: SimWorld): Record<string, number> {
  const { acknowledgements, written } = ledger;
  const posts = { posts: acknowledgements.length, written: written.size, kills: host.kills };
  return { ...posts, ...Object.fromEntries([...ledger.counts].sort()) };
}
