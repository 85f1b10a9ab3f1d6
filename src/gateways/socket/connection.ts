// One live connection: what its client calls, checked against the schemas and passed to the messenger, each call
// acknowledged. Knows nothing of Socket.IO, so that the simulator can stand in for the network.

import type { z } from 'zod';
import { isRejected } from '#base/result.ts';
import type { Follower, Messenger } from '#core/messenger.ts';
import type { Rejection } from '#protocol/rejection.ts';
import { type ClientEventName, ClientEvents } from '#protocol/socket.ts';
import { rejectionOf } from '../invalid.ts';
import { callsForRest } from '../resting.ts';
import { inWords } from '../words.ts';

/** Calls of one connection that may be under way at once. */
const UNDER_WAY_MAX = 256;

type Payload<Name extends ClientEventName> = z.output<(typeof ClientEvents)[Name]>;
type Calls = { [Name in ClientEventName]: (payload: Payload<Name>) => Promise<Answer> };

/** An acknowledgement, and what is to be done once it has been handed over. */
interface Answer {
  readonly said: unknown;
  readonly refused?: Rejection;
  readonly afterwards?: () => void;
}

/** Where faults are noted: an incident number and the fault. */
export type NoteFault = (fault: unknown) => string;

const DONE: Answer = { said: { ok: true } };
const BUSY: Rejection = { rejected: 'busy', retryAfterMs: 1_000 };

/** Answers the calls of one connection. */
export class Connection {
  readonly #messenger: Messenger;
  readonly #follower: Follower;
  readonly #noteFault: NoteFault;
  readonly #rest: () => void;
  readonly #calls: Calls;
  #underWay = 0;

  /** `rest` is called when the client asks faster than it may: nothing more should be read from it for a moment. */
  constructor(
    messenger: Messenger,
    follower: Follower,
    noteFault: NoteFault,
    rest: () => void = () => undefined,
  ) {
    this.#messenger = messenger;
    this.#follower = follower;
    this.#noteFault = noteFault;
    this.#rest = rest;
    this.#calls = this.#callsOf(follower);
  }

  /** Says that the connection is there; a rejection when it may not stay. */
  enter(): Rejection | undefined {
    return this.#messenger.enter(this.#follower);
  }

  /** Says that the connection is gone. */
  leave(): void {
    this.#messenger.leave(this.#follower);
  }

  /** Handles one call. `acknowledge` is called exactly once, whatever comes. */
  async handle(
    name: string,
    payload: unknown,
    acknowledge: (said: unknown) => void,
  ): Promise<void> {
    const answer = this.#underWay < UNDER_WAY_MAX ? await this.#take(name, payload) : refuse(BUSY);
    if (answer.refused && callsForRest(answer.refused)) this.#rest();
    acknowledge(answer.said);
    answer.afterwards?.();
  }

  async #take(name: string, payload: unknown): Promise<Answer> {
    this.#underWay += 1;
    const answer = await this.#answer(name, payload);
    this.#underWay -= 1;
    return answer;
  }

  async #answer(name: string, payload: unknown): Promise<Answer> {
    if (!Object.hasOwn(ClientEvents, name)) {
      return refuse({ rejected: 'notFound', what: 'route' });
    }
    const parsed = ClientEvents[name as ClientEventName].safeParse(payload);
    if (!parsed.success) return refuse(asSent(rejectionOf(parsed.error, payload)));
    try {
      const call = this.#calls[name as ClientEventName] as (payload: unknown) => Promise<Answer>;
      return await call(parsed.data);
    } catch (fault) {
      return refuse({ rejected: 'fault', incident: this.#noteFault(fault) });
    }
  }

  #callsOf(follower: Follower): Calls {
    const messenger = this.#messenger;
    const { actor } = follower;
    return {
      append: async (payload) => {
        const appended = await messenger.append(actor, payload);
        return isRejected(appended) ? refuse(appended) : { said: appended };
      },
      follow: async (payload) => {
        const { answers, start } = await messenger.follow(follower, payload);
        const said = answers.map((one) => (isRejected(one) ? { ...one, ...inWords(one) } : one));
        return { said: { logs: said }, afterwards: start };
      },
      unfollow: async ({ logs }) => {
        messenger.unfollow(follower, logs);
        return DONE;
      },
      read: async (payload) => done(await messenger.mark(actor, payload)),
      signal: async (payload) => done(await messenger.signal(follower, payload)),
    };
  }
}

/** A command's own fields stand beside the envelope's in the packet, and one level deeper in the schema. */
function asSent(rejection: Rejection): Rejection {
  if (!('field' in rejection) || !rejection.field?.startsWith('ask.')) return rejection;
  return { ...rejection, field: rejection.field.slice('ask.'.length) };
}

function done(rejection: Rejection | undefined): Answer {
  return rejection ? refuse(rejection) : DONE;
}

function refuse(rejection: Rejection): Answer {
  return { said: inWords(rejection), refused: rejection };
}
