// Who is in a chat, online first: a press opens what one can do about somebody. Of many only the first are shown until one
// asks for all; then there is a field to find somebody, and only the rows near the screen exist.
import { Search, UserPlus } from 'lucide-react';
import { type RefObject, useMemo, useState } from 'react';
import type { ChatHandle, ChatHeadView, MemberView } from '#client/model.ts';
import { useDialogs } from '#web/app/dialogs.ts';
import { nameSaid } from '#web/faces/name.ts';
import { Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Tool } from '#web/parts/tool.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { scoreOf } from '#web/switcher/fuzzy.ts';
import { countOf } from '#web/words/dates.ts';
import { detailsWords } from '#web/words/details.ts';
import { more } from '#web/words/more.ts';
import type { Asked } from './member-acts.ts';
import { MemberMenu } from './member-menu.tsx';
import { MemberRows } from './member-rows.tsx';
import styles from './members.module.css';
import { Question } from './question.tsx';

const FEW = 16;
const SHOWN_OF_MANY = 12;

/** `scroll`: what the list scrolls in. */
export interface MembersProps {
  readonly handle: ChatHandle;
  readonly head: ChatHeadView;
  readonly scroll: RefObject<HTMLElement | null>;
}

/** The list of members. */
export function Members({ handle, head, scroll }: MembersProps) {
  const { members, memberCount, state } = head;
  const { shown, all, query, setAll, setQuery } = useShown(members);
  const [opened, setOpened] = useState<{ member: MemberView; beside: Element }>();
  const [asked, setAsked] = useState<{ member: MemberView; act: Asked }>();
  const { wrong, run } = useAct();
  return (
    <section className={styles.members}>
      <Head head={head} />
      <div role="alert" className={styles.wrong}>
        {wrong}
      </div>
      {all && members.length > FEW && <Find query={query} onQuery={setQuery} />}
      {state === 'loading' && members.length === 0 && <MemberBones />}
      <MemberRows
        members={shown}
        scroll={scroll}
        onOpen={(member, beside) => setOpened({ member, beside })}
      />
      {!all && (
        <Button look="word" className={styles.all} onClick={setAll}>
          {detailsWords.members.all(countOf(memberCount))}
        </Button>
      )}
      {all && shown.length === 0 && query !== '' && (
        <p className={styles.more}>{detailsWords.members.none(query)}</p>
      )}
      {all && members.length < memberCount && members.length > 0 && (
        <p className={styles.more}>{more.details.shown(members.length, memberCount)}</p>
      )}
      {opened && (
        <MemberMenu
          {...opened}
          handle={handle}
          head={head}
          onAct={(act) => void run(act)}
          onAsk={(act) => setAsked({ member: opened.member, act })}
          onClose={() => setOpened(undefined)}
        />
      )}
      {asked && (
        <Question
          handle={handle}
          member={asked.member}
          asked={asked.act}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}

/** Which members are shown: the first of many, all of them, or those whose name fits. */
function useShown(members: readonly MemberView[]) {
  const [opened, setOpened] = useState(false);
  const [query, setQuery] = useState('');
  const all = opened || members.length <= FEW;
  const shown = useMemo(() => {
    if (!all) return members.slice(0, SHOWN_OF_MANY);
    const wanted = query.trim();
    if (wanted === '') return members;
    return members.filter((member) =>
      [nameSaid(member), member.username].some((name) => scoreOf(wanted, name) !== undefined),
    );
  }, [members, all, query]);
  return { shown, all, query, setQuery, setAll: () => setOpened(true) };
}

function Head({ head: { id, may } }: { head: ChatHeadView }) {
  const dialogs = useDialogs();
  return (
    <header>
      <h2>{more.details.members}</h2>
      {may.addMembers && (
        <Tool
          icon={UserPlus}
          label={more.details.addPeople}
          onClick={() => dialogs.open({ name: 'addPeople', chat: id })}
        />
      )}
    </header>
  );
}

function Find({ query, onQuery }: { query: string; onQuery: (query: string) => void }) {
  return (
    <label className={styles.find}>
      <Icon of={Search} size={16} />
      <input
        type="search"
        dir="auto"
        value={query}
        aria-label={detailsWords.members.find}
        placeholder={detailsWords.members.find}
        onChange={({ target }) => onQuery(target.value)}
      />
    </label>
  );
}

function MemberBones() {
  return (
    <div className={styles.bones}>
      <span className="unseen">{detailsWords.members.loading}</span>
      {[144, 112, 160].map((width) => (
        <span key={width}>
          <Bone width={32} height={32} radius="50%" />
          <Bone width={width} height={12} />
        </span>
      ))}
    </div>
  );
}
