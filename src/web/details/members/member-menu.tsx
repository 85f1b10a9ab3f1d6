// The menu of a member.
import type { LucideIcon } from 'lucide-react';
import {
  Ban,
  KeyRound,
  MessageSquare,
  PanelTop,
  Settings,
  Shield,
  ShieldCheck,
  User,
  UserMinus,
} from 'lucide-react';
import type { ChatHandle, ChatHeadView, MemberView, Outcome } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { ACCOUNT, chatPath, go, personPath } from '#web/app/places.ts';
import { nameSaid } from '#web/faces/name.ts';
import { EntryMenu } from '#web/sheets/entry-menu.tsx';
import { detailsWords } from '#web/words/details.ts';
import { type Asked, type MemberAct, memberActs } from './member-acts.ts';

const ICONS: Readonly<Record<MemberAct, LucideIcon>> = {
  write: MessageSquare,
  page: PanelTop,
  account: Settings,
  admin: ShieldCheck,
  moderator: Shield,
  member: User,
  handOver: KeyRound,
  remove: UserMinus,
  ban: Ban,
};

/** The menu lies a little over its row. */
const OVER_ROW_PX = -4;

/** `beside`: the member's row. `onAct` gets what is done at once and may be refused; `onAsk` what is asked before. */
export interface MemberMenuProps {
  readonly handle: ChatHandle;
  readonly head: ChatHeadView;
  readonly member: MemberView;
  readonly beside: Element;
  readonly onAct: (act: Promise<Outcome>) => void;
  readonly onAsk: (act: Asked) => void;
  readonly onClose: () => void;
}

/** Open for as long as it is rendered. */
export function MemberMenu(props: MemberMenuProps) {
  const { handle, head, member, beside, onAct, onAsk, onClose } = props;
  const { client } = useKith();
  const { members } = detailsWords;
  const does: Readonly<Record<MemberAct, () => void>> = {
    write: () => go(chatPath(client.directWith(member.id))),
    page: () => go(personPath(member.username)),
    account: () => go(ACCOUNT),
    admin: () => onAct(handle.changeRole(member.id, 'admin')),
    moderator: () => onAct(handle.changeRole(member.id, 'moderator')),
    member: () => onAct(handle.changeRole(member.id, 'member')),
    handOver: () => onAsk('handOver'),
    remove: () => onAsk('remove'),
    ban: () => onAsk('ban'),
  };
  const entries = memberActs(head, member).map((id) => ({
    id,
    icon: ICONS[id],
    label: members[id],
    danger: id === 'remove' || id === 'ban',
  }));
  return (
    <EntryMenu
      title={members.acts(nameSaid(member))}
      beside={beside}
      offset={OVER_ROW_PX}
      entries={entries}
      onAct={(id) => does[id]()}
      onClose={onClose}
    />
  );
}
