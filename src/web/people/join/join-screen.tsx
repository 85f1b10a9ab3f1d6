// An invite link, opened by somebody who is signed in: where it leads, and joining. Whoever comes through the door with it
// has said yes already.
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { Outcome } from '#client/model.ts';
import type { InviteTarget } from '#protocol/chat.ts';
import { useKith } from '#web/app/kith.ts';
import { chatPath, go, HOME, LOBBY } from '#web/app/places.ts';
import { PlaceFace } from '#web/faces/face.tsx';
import { AfterAMoment, Bone } from '#web/parts/bones.tsx';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { useAct } from '#web/parts/use-act.ts';
import { useEntryFocus } from '#web/tab/use-entry-focus.ts';
import { peopleWords } from '#web/words/people.ts';
import { plural, words } from '#web/words/words.ts';
import styles from './join-screen.module.css';
import { cameThroughDoor } from './through-door.ts';

const { join } = peopleWords;

/** `code`: that of the link. */
export function JoinScreen({ code }: { code: string }) {
  const { client } = useKith();
  const screen = useRef<HTMLElement>(null);
  const [found, setFound] = useState<Outcome<InviteTarget>>();
  const load = useCallback(() => void client.invite(code).then(setFound), [client, code]);
  useEffect(load, [load]);
  useEntryFocus(screen);
  return (
    <main ref={screen} tabIndex={-1} className={styles.page} aria-label={join.title}>
      {drawn(found, code, load)}
    </main>
  );
}

function drawn(
  found: Outcome<InviteTarget> | undefined,
  code: string,
  load: () => void,
): ReactNode {
  if (!found) {
    return (
      <AfterAMoment>
        <Bone width={64} height={64} radius="16px" />
      </AfterAMoment>
    );
  }
  if (found.ok) return <Target target={found.value} code={code} />;
  if ('refused' in found && found.refused.rejected === 'notFound') return <Gone />;
  const hint = 'offline' in found ? words.failed.offline : found.refused.message;
  return (
    <Empty whole title={join.failing} hint={hint}>
      <Button onClick={load}>{words.failed.tryAgain}</Button>
    </Empty>
  );
}

function Target({ target, code }: { target: InviteTarget; code: string }) {
  const { client } = useKith();
  const { busy, wrong, run } = useAct();
  const { chat, kind, name, memberCount, joined } = target;
  const enter = (id: string): void => go(chatPath(id), { replace: true });
  const accept = (): void => void run(client.acceptInvite(code), enter);
  const said = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for whoever came by the door.
  useEffect(() => {
    if (said.current || !cameThroughDoor()) return;
    said.current = true;
    if (joined) enter(chat);
    else accept();
  }, []);
  return (
    <Empty
      whole
      title={name}
      hint={join.hint(memberCount, plural)}
      above={<PlaceFace name={name} kind={kind} lobby={chat === LOBBY} size="large" />}
    >
      <p role="alert" className={styles.wrong}>
        {wrong}
      </p>
      <Button look="main" busy={busy} onClick={joined ? () => enter(chat) : accept}>
        {joined ? join.inside : join.join}
      </Button>
    </Empty>
  );
}

function Gone() {
  return (
    <Empty whole title={join.gone} hint={join.goneHint}>
      <Button onClick={() => go(HOME, { replace: true })}>{join.toChats}</Button>
    </Empty>
  );
}
