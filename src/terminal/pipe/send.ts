// `kith send`: one message, text and files, exactly once however often it must be tried.
import { text as textOf } from 'node:stream/consumers';
import { pause } from '#base/clock.ts';
import { mintId } from '#base/random.ts';
import { outcomeOf } from '#client/api.ts';
import type { File } from '#protocol/blob.ts';
import type { Message } from '#protocol/chat.ts';
import { MESSAGE_CHARS_MAX } from '#protocol/limits.ts';
import { EXIT, expectValue, Stop } from '../exit-codes.ts';
import { clock, random } from '../platform/clock.ts';
import { localFile, upload } from '../platform/requests.ts';
import { safeJson, safeLine } from '../text/safe.ts';
import { type Asking, findChat } from './api.ts';
import type { Arguments } from './options.ts';

const TRIES = 4;
const FIRST_PAUSE_MS = 500;

/** Sends what the arguments or standard input say. With `--json` the stored message is printed. */
export async function send(asking: Asking, args: Arguments): Promise<void> {
  const [name, ...words] = args.words;
  const chat = await findChat(asking, name);
  const files = args.file ?? [];
  const said = words.length > 0 ? words.join(' ') : files.length > 0 ? '' : await piped();
  const text = said.replace(/\n+$/, '');
  if (text.trim() === '' && files.length === 0) {
    throw new Stop(EXIT.usage, 'There is nothing to send.');
  }
  if (text.length > MESSAGE_CHARS_MAX) {
    const most = MESSAGE_CHARS_MAX.toLocaleString('en');
    throw new Stop(EXIT.refused, `A message has at most ${most} characters. Send a file: --file`);
  }
  const blobs: string[] = [];
  for (const file of files) blobs.push(await sendUp(asking, file));
  const body = { text, blobs, commandId: mintId(random) };
  const message = await untilAnswered(() =>
    asking.ask<Message>('POST', `/chats/${encodeURIComponent(chat)}/messages`, body),
  );
  if (args.json) process.stdout.write(`${safeJson(message)}\n`);
}

async function piped(): Promise<string> {
  if (process.stdin.isTTY) {
    throw new Stop(EXIT.usage, 'Say what to send: kith send \'#room\' "text", or pipe it in.');
  }
  return textOf(process.stdin);
}

async function sendUp({ server, token }: Asking, path: string): Promise<string> {
  const file = await localFile(path).catch((fault: Error) => {
    throw new Stop(EXIT.usage, `This file cannot be read: ${safeLine(fault.message)}`);
  });
  const answer = await upload(server, token, file).done.catch(() => {
    throw new Stop(EXIT.unreachable, `The server at ${server} cannot be reached.`);
  });
  return expectValue(outcomeOf<File>(answer), server).id;
}

/** The command's id makes trying again safe: known commands get their first answer. */
async function untilAnswered<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (fault) {
      const again = fault instanceof Stop && fault.code === EXIT.unreachable && tried < TRIES;
      if (!again) throw fault;
      await pause(clock, FIRST_PAUSE_MS * 2 ** (tried - 1));
    }
  }
}
