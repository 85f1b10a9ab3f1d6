// What the fake server makes of what it is asked: facts, without asking who may.
import { namesIn } from '#core/markup/names-in.ts';
import type { File } from '#protocol/blob.ts';
import type { Command } from '#protocol/command.ts';
import type { Fact } from '#protocol/event.ts';
import type { FakeWorld } from './fake-world.ts';

type NewBody = Extract<Command, { kind: 'postMessage' }>['body'];

/** The fact that an ask becomes. */
export function factOf(world: FakeWorld, account: string, ask: Command): Fact {
  switch (ask.kind) {
    case 'postMessage':
      return { kind: 'message.posted', class: 'post', ...said(world, ask.body) };
    case 'editMessage': {
      const { target, body } = ask;
      return { kind: 'message.edited', class: 'change', target, body, ...named(world, body.text) };
    }
    case 'deleteMessage':
      return { kind: 'message.deleted', class: 'change', target: ask.target };
    case 'reactToMessage': {
      const { target, emoji, on } = ask;
      return { kind: 'message.reacted', class: 'change', target, emoji, on };
    }
    case 'pinMessage':
      return { kind: 'message.pinned', class: 'change', target: ask.target, on: ask.on };
    case 'forwardMessage':
      return forwarded(world, ask.from);
    case 'hideMessage': {
      const { chat, target } = ask;
      const key = `${account} ${chat}`;
      world.hidden.set(key, [...(world.hidden.get(key) ?? []), target]);
      return { kind: 'message.hidden', class: 'system', chat, target };
    }
    default:
      throw new Error(`the fake server knows no ${ask.kind}`);
  }
}

function said(world: FakeWorld, { text = '', reply, blobs }: NewBody) {
  const files = blobs?.map((blob) => fileOf(typeof blob === 'string' ? blob : blob.id));
  const body = { text, ...(reply ? { reply } : {}), ...(files ? { files } : {}) };
  return { body, ...named(world, text) };
}

function named(world: FakeWorld, text: string): { mentions?: string[]; all?: true } {
  const names = namesIn(text);
  const people = [...world.users.values()].filter(({ username }) => names.includes(username));
  return {
    ...(people.length > 0 ? { mentions: people.map(({ id }) => id) } : {}),
    ...(names.includes('all') ? { all: true } : {}),
  };
}

function forwarded(world: FakeWorld, { log, seq }: { log: string; seq: number }): Fact {
  const source = world.logs.get(log)?.[seq - 1];
  if (source?.kind !== 'message.posted') throw new Error(`no message ${seq} in ${log}`);
  const body = { ...source.body, forwarded: { by: source.by } };
  return { kind: 'message.posted', class: 'post', body };
}

/** A stored file. */
export function fileOf(id: string): File {
  return { id, kind: 'image', name: `${id}.jpg`, type: 'image/webp', bytes: 1000 };
}
