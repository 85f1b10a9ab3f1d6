// The top bar and details of one chat as a face shows them: name, members, who is here, who types, and what one may do.

import { otherOfDirect, peopleOfDirect } from '#core/log-name.ts';
import { allowed } from '#core/permissions.ts';
import type { Role } from '#protocol/event.ts';
import { GROUP_MEMBERS_MAX } from '#protocol/limits.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { ChatEntry } from '../chats/chat-entry.ts';
import type { ChatState } from '../chats/chat-state.ts';
import type { Directory } from '../directory.ts';
import type { ChatHeadView, MemberView, PersonView } from '../model.ts';
import { reuse, reuseList } from './reuse.ts';

/** What a head is made of. */
export interface ChatHeadSources {
  readonly id: string;
  readonly me: string;
  readonly directory: Directory;
  entry(): ChatEntry | undefined;
  typing(): readonly string[];
  isGone(): boolean;
  isFailing(): boolean;
}

const NO_ACTS: ChatHeadView['may'] = {
  post: false,
  rename: false,
  addMembers: false,
  removeMembers: false,
  leave: false,
};

const byName = new Intl.Collator();

/** Makes the function that works out the head from its sources and its former value. */
export function chatHeadOf(sources: ChatHeadSources) {
  return (before: ChatHeadView | undefined): ChatHeadView => {
    const entry = sources.entry();
    const view = entry ? known(sources, entry, before) : unknown(sources, before);
    return reuse(before, view);
  };
}

function unknown(sources: ChatHeadSources, before: ChatHeadView | undefined): ChatHeadView {
  const { id, me, directory } = sources;
  const other = otherOfDirect(id, me);
  const person = other === undefined ? undefined : directory.person(other);
  return {
    state: sources.isGone() ? 'forbidden' : sources.isFailing() ? 'failing' : 'loading',
    id,
    kind: before?.kind ?? (peopleOfDirect(id) ? 'direct' : id === LOBBY ? 'room' : 'group'),
    lobby: id === LOBBY,
    name: person?.displayName ?? before?.name ?? '',
    ...(person ? { person } : {}),
    memberCount: 0,
    members: reuseList(before?.members, []),
    here: reuseList(before?.here, []),
    typing: reuseList(before?.typing, []),
    may: NO_ACTS,
  };
}

function known(
  sources: ChatHeadSources,
  { state, detailed }: ChatEntry,
  before: ChatHeadView | undefined,
): ChatHeadView {
  const { id, me, directory } = sources;
  const other = otherOfDirect(id, me);
  const person = other === undefined ? undefined : directory.person(other);
  const members = membersOf(sources, state, before?.members ?? []);
  const here = members.filter((member) => member.presence === 'online' && !member.me);
  const typing = sources.typing().map((user) => directory.person(user).displayName);
  return {
    state: detailed || state.members ? 'ready' : sources.isFailing() ? 'failing' : 'loading',
    id,
    kind: state.kind,
    lobby: id === LOBBY,
    name: person?.displayName ?? state.name,
    ...(state.topic ? { topic: state.topic } : {}),
    ...(person ? { person } : {}),
    memberCount: state.memberCount,
    members,
    here: reuseList<PersonView>(before?.here, here),
    typing: reuseList(before?.typing, typing),
    ...(state.role ? { role: state.role } : {}),
    may: reuse(before?.may, mayIn(state)),
  };
}

function mayIn({ id, kind, role }: ChatState): ChatHeadView['may'] {
  const isLobby = id === LOBBY;
  return {
    post: allowed('post', kind, role),
    rename: allowed('change', kind, role) && !isLobby,
    addMembers: allowed('addMember', kind, role) && !isLobby,
    removeMembers: allowed('removeMember', kind, role) && !isLobby,
    leave: allowed('leave', kind, role) && !isLobby,
  };
}

/** Online first, then by name. */
function membersOf(
  { directory, me }: ChatHeadSources,
  { members }: ChatState,
  before: readonly MemberView[],
): readonly MemberView[] {
  if (!members) return reuseList(before, []);
  const former = new Map(before.map((member) => [member.id, member]));
  const memberOf = ([id, role]: readonly [string, Role]): MemberView =>
    reuse(former.get(id), { ...directory.person(id), role, me: id === me });
  const all = [...members].map(memberOf).sort(inOrder);
  return reuseList(before, all.slice(0, GROUP_MEMBERS_MAX));
}

function inOrder(one: MemberView, other: MemberView): number {
  const online = Number(other.presence === 'online') - Number(one.presence === 'online');
  return (
    online || byName.compare(one.displayName, other.displayName) || (one.id < other.id ? -1 : 1)
  );
}
