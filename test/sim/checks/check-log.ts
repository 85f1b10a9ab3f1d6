// Checks of the log itself: no holes, times in order, everything acknowledged there once and in its place, and nobody holds
// what they may not read.
import type { Outgoing } from '#client/platform.ts';
import type { Event } from '#protocol/event.ts';
import type { SimWorld } from '#test/sim/sim-world.ts';
import { mayHold, type Oracle } from '#test/support/world/oracle.ts';
import { textOf } from '#test/support/world/views.ts';

/** LOG1, LOG2, LOG3, LOG7, OUT1, OUT2, CHAT4 against the log as it stands. */
export function checkLog(world: SimWorld, oracle: Oracle): void {
  for (const [log, events] of oracle.logs) checkSeqs(world, log, events);
  checkAcknowledgements(world, oracle);
  checkWritten(world, oracle);
  checkDeliveries(world, oracle);
}

function checkSeqs({ ledger }: SimWorld, log: string, events: readonly Event[]): void {
  const commands = new Set<string>();
  for (const [index, event] of events.entries()) {
    if (event.seq !== index + 1) ledger.fail(`LOG1 ${log}: ${event.seq} stands at ${index + 1}`);
    const before = events[index - 1]?.at ?? 0;
    if (event.at < before) ledger.fail(`LOG7 ${log} ${event.seq}: ${event.at} after ${before}`);
    if (event.kind !== 'message.posted') continue;
    const key = `${event.by} ${event.command}`;
    if (commands.has(key)) ledger.fail(`LOG3 ${log} ${event.seq}: command ${key} counts twice`);
    commands.add(key);
  }
}

function checkAcknowledgements({ ledger }: SimWorld, { logs }: Oracle): void {
  for (const { user, log, command, seq } of ledger.acknowledgements) {
    const event = logs.get(log)?.[seq - 1];
    if (event?.by === user && (event.command === command || isErased(event))) continue;
    ledger.fail(
      `LOG2 ${log}: ${command} of ${user} was acknowledged as ${seq}, where there is ${JSON.stringify(event)}`,
    );
  }
}

/** Whether an event is what is left of a message. */
function isErased(event: Event): boolean {
  return event.kind === 'blank' && event.class === 'post';
}

/** Text → where it stands. */
function placesOf({ logs }: Oracle): Map<string, { log: string; event: Event }[]> {
  const places = new Map<string, { log: string; event: Event }[]>();
  for (const [log, events] of logs) {
    for (const event of events) {
      const text = textOf(event);
      if (text === undefined) continue;
      places.set(text, [...(places.get(text) ?? []), { log, event }]);
    }
  }
  return places;
}

function checkWritten(world: SimWorld, oracle: Oracle): void {
  const { ledger } = world;
  const places = placesOf(oracle);
  const refused = refusedTexts(world);
  const waiting = waitingTexts(world);
  const lastOf = new Map<string, number>();
  for (const { text, user, chat, page, kept, released } of ledger.written.values()) {
    const found = places.get(text) ?? [];
    const name = `"${text.slice(0, 20)}" of ${user} in ${chat}`;
    if (found.length > 1) ledger.fail(`LOG3 ${name} is there ${found.length} times`);
    const [place] = found;
    if (!place) {
      const erased = oracle.logs
        .get(`chat:${chat}`)
        ?.some((one) => one.by === user && isErased(one));
      const expected = kept && !released && !erased && !refused.has(text) && !waiting.has(text);
      if (expected) ledger.fail(`OUT1 ${name} was kept and is lost`);
      continue;
    }
    if (place.log !== `chat:${chat}` || place.event.by !== user) {
      ledger.fail(`OUT1 ${name} is in ${place.log} by ${place.event.by}`);
    }
    // What storage refused to keep, another tab cannot know of: it may send what was written later first.
    if (released || !kept) continue;
    const queue = `${page} ${chat}`;
    const last = lastOf.get(queue) ?? 0;
    if (place.event.seq < last) ledger.fail(`OUT2 ${name} is ${place.event.seq}, behind ${last}`);
    lastOf.set(queue, place.event.seq);
  }
}

/** Texts that stay with their author because the server refused them for good. */
function refusedTexts({ people }: SimWorld): Set<string> {
  const stored = people.flatMap(({ devices }) =>
    devices.flatMap(({ storage }) => [...storage.outgoing.values()]),
  );
  return new Set(stored.filter(({ refused }) => refused !== undefined).map(textIn));
}

/** Texts that wait in storage for somebody to sign in again. */
function waitingTexts({ people }: SimWorld): Set<string> {
  const away = people.flatMap(({ devices }) =>
    devices.filter((device) => device.signedIn.length === 0),
  );
  return new Set(away.flatMap(({ storage }) => [...storage.outgoing.values()].map(textIn)));
}

function textIn({ ask }: Outgoing): string {
  return (ask.kind === 'postMessage' && ask.body.text) || '';
}

function checkDeliveries(world: SimWorld, oracle: Oracle): void {
  for (const [user, held] of world.ledger.deliveries) {
    for (const [log, events] of held) {
      for (const [seq, text] of events) checkDelivery(world, oracle, { user, log, seq, text });
    }
  }
}

interface Delivery {
  readonly user: string;
  readonly log: string;
  readonly seq: number;
  readonly text: string;
}

function checkDelivery(
  { ledger }: SimWorld,
  { logs, chats }: Oracle,
  { user, log, seq, text }: Delivery,
): void {
  const stored = logs.get(log)?.[seq - 1];
  const same = stored?.kind === 'blank' || JSON.stringify(stored) === text;
  if (!same) ledger.fail(`LOG2 ${user} was told ${text}; ${log} has ${JSON.stringify(stored)}`);
  const mine = log === 'server' || log === `user:${user}`;
  if (mine || mayHold(chats.get(log.slice(5)), user, seq)) return;
  ledger.fail(`CHAT4 ${user} was given ${log} ${seq}: ${text.slice(0, 80)}`);
}
