// Somebody's wall, opened: its conversation, and a head with their profile. Live while it is shown.
import { wallLog } from '#core/log-name.ts';
import type { Role } from '#protocol/event.ts';
import { openConversation } from '../conversation/conversation.ts';
import type { Talk } from '../conversation/desk.ts';
import { loadBackTo, loadOlder } from '../messages/history.ts';
import type { WallHandle, WallView } from '../model.ts';
import { derived } from '../observable.ts';
import type { Parts } from '../parts.ts';
import { once } from '../views/chat-handle.ts';
import { reuse } from '../views/reuse.ts';

/** A handle together with what tells it that something may have changed. */
export interface OwnWallHandle extends WallHandle {
  touch(): void;
}

const NOTHING_HIDDEN: ReadonlySet<number> = new Set();

/** Opens the wall of somebody by user id. */
export function openWall(parts: Parts, user: string): OwnWallHandle {
  const { walls, directory, me } = parts;
  const talk = openConversation(parts, talkOf(parts, user));
  const head = derived<WallView>((before) => {
    const { state = 'loading', profile, open = false } = walls.find(user) ?? {};
    const person = state === 'missing' ? undefined : directory.person(user);
    return reuse(before, {
      state,
      ...(person ? { person } : {}),
      ...(profile ? { profile } : {}),
      own: user === me,
      mayRead: open,
      mayPost: open && profile?.wall.mayPost === true,
    });
  });
  return {
    ...talk,
    user,
    head,
    reload: () => void walls.load(user),
    touch: () => {
      talk.touch();
      head.touch();
    },
  };
}

function talkOf(parts: Parts, user: string): Talk {
  const { walls, me } = parts;
  const entry = () => walls.find(user);
  const role = (): Role | undefined => {
    if (user === me) return 'owner';
    return entry()?.profile?.wall.mayPost ? 'member' : undefined;
  };
  return {
    log: wallLog(user),
    chat: undefined,
    draft: `wall:${user}`,
    ticks: false,
    entry,
    state: () => {
      const { state = 'loading', open } = entry() ?? {};
      if (state === 'missing' || open === false) return 'forbidden';
      return state === 'ready' ? undefined : state;
    },
    stand: () => ({ place: 'wall', role: role() }),
    reached: () => ({ read: 0, delivered: 0 }),
    hidden: () => NOTHING_HIDDEN,
    show: () => {
      walls.show(user);
      return once(() => walls.hide(user));
    },
    seen: (seq) => void walls.seen(user, seq),
    older: (known) => loadOlder(known, walls.history),
    reach: (known, seq) => loadBackTo(known, seq, walls.history),
    typed: () => undefined,
  };
}
