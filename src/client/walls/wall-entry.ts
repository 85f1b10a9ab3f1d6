// One person's wall inside the client: their profile, and what there is of its log while it is shown.
import { wallLog } from '#core/log-name.ts';
import type { Profile } from '#protocol/profile.ts';
import type { LogEntry } from '../messages/log-entry.ts';
import { Replica } from '../messages/replica.ts';
import { Sources } from '../messages/sources.ts';
import { isPost, Standings } from '../messages/standings.ts';

/** A wall and everything known about it here. */
export class WallEntry implements LogEntry {
  readonly user: string;
  readonly log: string;
  readonly replica = new Replica(0);
  readonly standings: Standings;
  readonly sources: Sources;
  profile: Profile | undefined;
  state: 'loading' | 'ready' | 'failing' | 'missing' = 'loading';
  /** Whether it is open to this reader; undefined until that is known. */
  open: boolean | undefined;
  path = '';
  from = 1;
  shown = 0;
  stale = true;
  history: LogEntry['history'] = 'none';
  loadingOlder = false;
  newAfter: number | undefined;
  pins: readonly number[] | undefined;
  readonly unread = 0;
  readonly readUpTo = 0;

  constructor(user: string, me: string) {
    this.user = user;
    this.log = wallLog(user);
    this.standings = new Standings(this.replica, me);
    this.sources = new Sources(me);
  }

  get newest(): number {
    return this.replica.events.findLast(isPost)?.seq ?? 0;
  }
}
