// The question before what cannot simply be taken back: handing over, removing, banning.
import type { ChatHandle, MemberView } from '#client/model.ts';
import { nameSaid } from '#web/faces/name.ts';
import { Ask } from '#web/sheets/ask.tsx';
import { detailsWords } from '#web/words/details.ts';
import { more } from '#web/words/more.ts';
import type { Asked } from './member-acts.ts';

/** `asked`: what is to be done about `member`. */
export interface QuestionProps {
  readonly handle: ChatHandle;
  readonly member: MemberView;
  readonly asked: Asked;
  readonly onClose: () => void;
}

/** Open for as long as it is rendered. */
export function Question({ handle, member, asked, onClose }: QuestionProps) {
  const { members } = detailsWords;
  const name = nameSaid(member);
  const asks = {
    handOver: {
      title: members.handOverTitle(name),
      hint: members.handOverHint,
      act: members.handOverDo,
      onAct: () => handle.changeRole(member.id, 'owner'),
    },
    remove: {
      title: more.details.removeTitle(name),
      hint: more.details.removeHint,
      act: more.details.removeDo,
      onAct: () => handle.removeMember(member.id),
    },
    ban: {
      title: members.banTitle(name),
      hint: members.banHint,
      act: members.banDo,
      onAct: () => handle.ban(member.id, true),
    },
  };
  return <Ask {...asks[asked]} keep={members.keep} onClose={onClose} />;
}
