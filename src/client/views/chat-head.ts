// The top bar and details of one chat as a face shows them: name, members, who is here, who types, and what one may do.

import { otherOfDirect, peopleOfDirect } from '#core/log-name.ts';
import { type Act, allowed } from '#core/permissions.ts';
import type { Role } from '#protocol/event.ts';
import { GROUP_MEMBERS_MAX } from '#protocol/limits.ts';
import { LOBBY } from '#protocol/well-known.ts';
import type { ChatEntry } from '../chats/chat-entry.ts';
import type { ChatState } from '../chats/chat-state.ts';
import type { Directory } from '../directory.ts';
import { pictureOf } from '../files/file-view.ts';
import type { Quote } from '../model/message.ts';
import type { ChatHeadView, MayInChat, MemberView, PersonView } from '../model.ts';
import { reuse, reuseDeep, reuseList } from './reuse.ts';

/** What a head is made of. */
export interface ChatHeadSources {
  readonly id: string;
  readonly me: string;
  readonly directory: Directory;
  entry(): ChatEntry | undefined;
  typing(): readonly string[];
  isGone(): boolean;
  isFailing(): boolean;
  /** What is shown of a message. */
  quote(seq: number): Quote;
}

const NO_ACTS: MayInChat = {
  post: false,
  change: false,
  addMembers: false,
  invite: false,
  removeMembers: false,
  ban: false,
  changeRoles: false,
  mentionAll: false,
  pin: false,
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
    muted: false,
    pinned: false,
    archived: false,
    readOnly: false,
    openHistory: false,
    membersAdd: false,
    listed: false,
    may: NO_ACTS,
  };
}

function known(
  sources: ChatHeadSources,
  entry: ChatEntry,
  before: ChatHeadView | undefined,
): ChatHeadView {
  const { state, detailed } = entry;
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
    ...pictured(state, person, me),
    muted: state.own.muted === true,
    pinned: state.own.pinned === true,
    archived: state.own.archived === true,
    readOnly: state.readOnly,
    openHistory: state.openHistory,
    membersAdd: state.membersAdd,
    listed: state.listed,
    ...pinIn(sources, entry, before),
    may: reuse(before?.may, mayIn(state)),
  };
}

/** The picture of a chat: a person's in direct chats. */
export function pictured(
  { avatar }: ChatState,
  person: PersonView | undefined,
  me: string,
): { picture?: string } {
  const picture = person ? person.picture : pictureOf(avatar, me);
  return picture === undefined ? {} : { picture };
}

function pinIn(
  { quote }: ChatHeadSources,
  { pins = [], state, shown }: ChatEntry,
  before: ChatHeadView | undefined,
): Pick<ChatHeadView, 'pin'> {
  const there = pins.filter((seq) => !state.hidden.has(seq));
  const [last] = there;
  if (last === undefined || shown === 0) return {};
  return { pin: reuseDeep(before?.pin, { quote: quote(last), count: there.length }) };
}

function mayIn({ id, kind, role, readOnly, membersAdd }: ChatState): MayInChat {
  const isLobby = id === LOBBY;
  const may = (act: Act): boolean => allowed(act, kind, role, { readOnly, membersAdd });
  return {
    post: may('post'),
    change: may('change'),
    addMembers: may('addMember') && !isLobby,
    invite: may('invite') && !isLobby,
    removeMembers: may('removeMember') && !isLobby,
    ban: may('ban'),
    changeRoles: may('changeRole'),
    mentionAll: may('mentionAll'),
    pin: may('pin'),
    leave: may('leave') && !isLobby,
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
