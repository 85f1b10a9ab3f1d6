// What happens to a simulated world: connections fail in all the ways they do, the server dies at any step, clocks jump.
import type { SimConnection } from '#test/sim/network/sim-connection.ts';
import type { SimWorld } from '#test/sim/sim-world.ts';
import { snoop } from './snoop.ts';

const HOUR_MS = 3_600_000;

const TROUBLES: Readonly<Record<string, readonly [number, (world: SimWorld) => void]>> = {
  nothing: [60, () => undefined],
  lose: [12, (world) => someConnection(world)?.lose(2_000)],
  loseMany: [
    1,
    (world) => [...world.connections].forEach((connection) => void connection.lose(2_000)),
  ],
  freezeUp: [2, (world) => someConnection(world)?.freeze('up')],
  freezeDown: [2, (world) => someConnection(world)?.freeze('down')],
  stall: [5, (world) => someConnection(world)?.stall()],
  resume: [4, (world) => someConnection(world)?.resume()],
  killAtStep: [6, (world) => world.weather.planKill(world.chance.int(1, 120))],
  killNow: [1.5, (world) => world.host.kill(world.chance.int(50, 6_000))],
  restart: [1, (world) => void world.host.restart(world.chance.int(50, 6_000))],
  clockForward: [1.5, (world) => world.clock.jump(world.chance.int(1, HOUR_MS))],
  clockBack: [1.5, (world) => world.clock.jump(-world.chance.int(1, HOUR_MS))],
  snoop: [14, snoop],
};

const WEIGHTS = Object.fromEntries(
  Object.entries(TROUBLES).map(([name, [weight]]) => [name, weight]),
);

/** Some trouble, or none; its name. */
export function trouble(world: SimWorld): string {
  const name = world.chance.weighted(WEIGHTS);
  TROUBLES[name]?.[1](world);
  return name;
}

function someConnection(world: SimWorld): SimConnection | undefined {
  return world.chance.pick([...world.connections]);
}
