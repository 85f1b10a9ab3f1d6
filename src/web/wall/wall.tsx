// A page that is there: its head, below it the wall with a place to post, or why one sees none. Live while it is shown.
import { type ReactNode, useMemo } from 'react';
import type { WallHandle, WallView } from '#client/model.ts';
import { Strip } from '#web/app/strip.tsx';
import { Composer } from '#web/composer/composer.tsx';
import type { MessageAct } from '#web/message/around/message-menu.tsx';
import type { Place } from '#web/message/use-message-acts.tsx';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { type PersonOnScreen, usePerson } from '#web/people/card/use-person.ts';
import { Timeline } from '#web/timeline/timeline.tsx';
import { peopleWords } from '#web/words/people.ts';
import { words } from '#web/words/words.ts';
import { Missing } from './missing.tsx';
import { PageBones } from './page-bones.tsx';
import { PageHead } from './page-head.tsx';
import styles from './person-page.module.css';

const ON_WALLS: ReadonlySet<MessageAct> = new Set([
  ...(['react', 'reply', 'edit', 'forward', 'copy', 'copyLink'] as const),
  ...(['pin', 'history', 'erase'] as const),
]);

/** `name`: their user name; `first`: a post to go to. */
export function Wall({
  user,
  name,
  first,
}: {
  user: string;
  name: string;
  first: number | undefined;
}) {
  const view = usePerson(user, 'page');
  const { state, person, handle } = view;
  if (state === 'missing' || person?.deleted) return <Missing />;
  if (!person)
    return state === 'failing' ? (
      <Failing handle={handle} />
    ) : (
      <PageBones title={peopleWords.wall.page(name)} />
    );
  return (
    <>
      <PageHead view={view} />
      <Strip />
      {state === 'failing' ? <Failing handle={handle} /> : <Posts view={view} first={first} />}
    </>
  );
}

function Posts({ view, first }: { view: PersonOnScreen; first: number | undefined }) {
  const { handle, state, mayRead, own, person, shown } = view;
  const { wall } = peopleWords;
  const place = useMemo<Place>(
    () => ({ conversation: handle, where: { wall: handle.user }, has: ON_WALLS }),
    [handle],
  );
  const name = person?.displayName ?? '';
  if (state === 'ready' && !mayRead) {
    return <Empty title={wall.closed} hint={wall.closedHint(name)} />;
  }
  return (
    <>
      {shown && (
        <Timeline place={place} direct={false} empty={<NothingYet view={view} />} first={first} />
      )}
      <div className={styles.lane} />
      <Foot view={view}>
        <Composer
          conversation={handle}
          name={own ? wall.composerOwn : wall.composer(name)}
          placeholder={own ? wall.hintOwn : wall.hint}
          mayPost={view.mayPost}
          members={person ? [person] : []}
          others
        />
      </Foot>
    </>
  );
}

function NothingYet({ view: { own, mayPost, person } }: { view: WallView }) {
  const { wall } = peopleWords;
  if (own) return <Empty title={wall.emptyOwn} hint={wall.emptyOwnHint} />;
  const hint = mayPost ? wall.emptyHint : wall.emptyRead;
  return <Empty title={wall.empty(person?.displayName ?? '')} hint={hint} />;
}

/** The place to post, or words where one may not. */
function Foot({ view, children }: { view: WallView; children: ReactNode }) {
  const { state, mayPost, person } = view;
  if (mayPost || state !== 'ready') return children;
  const { wall } = peopleWords;
  return (
    <footer className={styles.instead}>{person?.blocked ? wall.blockedHint : wall.readOnly}</footer>
  );
}

function Failing({ handle }: { handle: WallHandle }) {
  return (
    <Empty title={peopleWords.wall.failing} hint={words.failed.hint}>
      <Button onClick={() => handle.reload()}>{words.failed.tryAgain}</Button>
    </Empty>
  );
}
