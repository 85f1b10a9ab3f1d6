// The rules of a group or a room as switches, for who may change them.
import { useState } from 'react';
import { Switch } from 'react-aria-components';
import type { ChatHandle, ChatHeadView } from '#client/model.ts';
import { useAct } from '#web/parts/use-act.ts';
import { detailsWords } from '#web/words/details.ts';
import styles from './rules.module.css';

type Rule = 'readOnly' | 'openHistory' | 'membersAdd' | 'listed';

const RULES_OF = {
  direct: [],
  group: ['openHistory', 'membersAdd', 'readOnly'],
  room: ['listed', 'readOnly'],
} as const satisfies Readonly<Record<ChatHeadView['kind'], readonly Rule[]>>;

/** What there is of them depends on the kind; the Lobby is always listed. */
export function Rules({ handle, head }: { handle: ChatHandle; head: ChatHeadView }) {
  const rules: readonly Rule[] = RULES_OF[head.kind];
  return (
    <section className={styles.rules}>
      <h2>{detailsWords.rules.title}</h2>
      {rules
        .filter((rule) => rule !== 'listed' || !head.lobby)
        .map((rule) => (
          <RuleSwitch key={rule} rule={rule} handle={handle} on={head[rule]} />
        ))}
    </section>
  );
}

/** Shows at once what was asked for, and what holds when it was refused. */
function RuleSwitch({ rule, handle, on }: { rule: Rule; handle: ChatHandle; on: boolean }) {
  const { rules } = detailsWords;
  const { busy, wrong, run } = useAct();
  const [asked, setAsked] = useState(on);
  return (
    <Switch
      className={styles.rule ?? ''}
      isSelected={busy ? asked : on}
      onChange={(wanted) => {
        if (busy) return;
        setAsked(wanted);
        void run(handle.change({ [rule]: wanted }));
      }}
    >
      <span className={styles.words}>
        <span>{rules[rule]}</span>
        <small role={wrong === undefined ? undefined : 'alert'} data-wrong={wrong !== undefined}>
          {wrong ?? rules[`${rule}Hint`]}
        </small>
      </span>
      <span className={styles.track}>
        <i />
      </span>
    </Switch>
  );
}
