// What the messenger's parts share: ports, the parts of the fan-out, and the settings of this server.
import type { Clock } from '#base/clock.ts';
import type { Random } from '#base/random.ts';
import type { Connections } from '#realtime/connections.ts';
import type { Fanout } from '#realtime/fanout.ts';
import type { MarkBoard } from '#realtime/mark-board.ts';
import type { PresenceBoard } from '#realtime/presence.ts';
import type { Store } from '#store/store.ts';
import type { Appender } from './append.ts';
import type { Blobs } from './blobs/blobs.ts';
import type { Passwords } from './passwords.ts';
import type { Throttle } from './throttle.ts';

/** How this server is set up. */
export interface Settings {
  /** What the place calls itself. */
  readonly name: string;
  readonly signUp: 'open' | 'invite' | 'closed';
  /** The one-time code for the first account from elsewhere than this machine. */
  readonly code: string;
}

/** The limits on guessing and flooding. */
export interface Throttles {
  readonly signInByAccount: Throttle;
  readonly signInByAddress: Throttle;
  readonly signUpByAddress: Throttle;
  readonly postByUser: Throttle;
  readonly signalByUser: Throttle;
  readonly inviteByUser: Throttle;
  readonly uploadByUser: Throttle;
}

/** Everything the parts of the messenger work with. */
export interface House {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly settings: Settings;
  readonly append: Appender['append'];
  readonly fanout: Fanout;
  readonly marks: MarkBoard;
  readonly presence: PresenceBoard;
  readonly connections: Connections;
  readonly passwords: Passwords;
  readonly throttles: Throttles;
  readonly blobs: Blobs;
}
