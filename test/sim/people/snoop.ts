// Somebody with a program of their own: follows logs that are not theirs, asks twice, repeats commands, jumps cursors. What
// they get is watched like everybody's.
import type { WireListener } from '#client/platform.ts';
import { chatLog, directChat, userLog } from '#core/log-name.ts';
import { SimConnection } from '#test/sim/network/sim-connection.ts';
import type { Person, SimWorld } from '#test/sim/sim-world.ts';

const CALL_MS_MAX = 15_000;
const STAY_MS = 20_000;

/** Connects as somebody, asks for this and that, and goes again. */
export function snoop(world: SimWorld): void {
  const { chance, clock } = world;
  const person = chance.pick(world.people.filter(({ id }) => id !== undefined));
  const token = person?.id && person.devices[0]?.tokens.get(person.id);
  if (!person?.id || !token) return;
  const listener: WireListener = {
    opened: () => {
      for (let asked = chance.int(1, 6); asked > 0; asked -= 1) {
        clock.after(chance.int(0, STAY_MS / 2), () => ask(world, connection));
      }
    },
    received: () => undefined,
    closed: () => undefined,
  };
  const connection = new SimConnection(world, { user: person.id, token, listener });
  world.connections.add(connection);
  clock.after(STAY_MS, () => connection.close());
}

function ask(world: SimWorld, connection: SimConnection): void {
  const { chance } = world;
  const call = (event: string, payload: unknown): void => {
    connection.call(event, payload, CALL_MS_MAX).catch(() => undefined);
  };
  const logs = [...new Set([someLog(world), someLog(world), someLog(world)])];
  const what = chance.weighted({ follow: 70, unfollow: 15, repeat: 15 });
  if (what === 'unfollow') call('unfollow', { logs });
  if (what === 'repeat') repeat(world, connection.user, call);
  if (what !== 'follow') return;
  const after = chance.happens(0.3) ? 'tail' : chance.int(0, chance.happens(0.3) ? 900 : 20);
  call('follow', { logs: logs.map((log) => ({ log, after })) });
}

/** The same command twice at once: its text is written once. */
function repeat(
  world: SimWorld,
  user: string,
  call: (event: string, payload: unknown) => void,
): void {
  const { ledger, chance } = world;
  const log = chance.happens(0.5) ? 'chat:lobby' : someLog(world);
  const text = `snooped ${world.next()}`;
  const chat = log.slice('chat:'.length);
  ledger.written.set(text, { user, chat, text, page: world.next(), kept: false, released: true });
  const packet = { log, command: `snoop-${world.next()}`, kind: 'postMessage', body: { text } };
  for (let tries = chance.int(1, 3); tries > 0; tries -= 1) call('append', packet);
}

function someLog(world: SimWorld): string {
  const { chance } = world;
  const one = idOf(chance.pick(world.people));
  const other = idOf(chance.pick(world.people));
  const known = new Set([...world.ledger.deliveries.values()].flatMap((logs) => [...logs.keys()]));
  const logs = ['server', 'chat:lobby', userLog(one), chatLog(directChat(one, other)), ...known];
  return chance.pick(logs) ?? 'server';
}

function idOf(person: Person | undefined): string {
  return person?.id ?? 'aaaaaaaaaaaaaaaaaaaa';
}
