// What was done with a message and refused for good: it is off the screen again, and here stands why, until it was seen.
import type { Failure } from '#client/model.ts';
import { useKith } from '#web/app/kith.ts';
import { Button } from '#web/parts/button.tsx';
import { useView } from '#web/tab/use-view.ts';
import { messageWords } from '#web/words/message.ts';
import styles from './refusals.module.css';

/** Over the end of the screen, one after the other; nothing while nothing was refused. */
export function Refusals() {
  const { client } = useKith();
  const [failure] = useView(client.failures);
  return (
    <div role="alert" className={styles.place}>
      {failure && (
        <div className={styles.toast}>
          <p>{said(failure)}</p>
          <Button look="word" onClick={() => client.dismissFailure(failure.key)}>
            {messageWords.close}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What did not happen, then the server's own words. */
function said({ kind, refused }: Failure): string {
  const { undone } = messageWords;
  const what = kind in undone ? undone[kind as keyof typeof undone] : undone.other;
  return `${what} ${refused.message}`;
}
