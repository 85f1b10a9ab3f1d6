// Parts of the app that are loaded when they are needed first. When one cannot be loaded (the server is gone), it says so
// and can be tried again; the rest of the app goes on.
import {
  type ComponentType,
  type JSX,
  type ReactNode,
  useEffect,
  useReducer,
  useState,
} from 'react';
import { Button } from '#web/parts/button.tsx';
import { words } from '#web/words/words.ts';
import styles from './on-demand.module.css';

/** A component that loads another one, and how to load that before it is needed. */
export interface OnDemand<Props> {
  (props: Props & JSX.IntrinsicAttributes): ReactNode;
  preload(): void;
}

/** Nothing is to be seen while it loads. */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): OnDemand<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetch = async (): Promise<void> => {
    loaded ??= await load();
  };
  function Loading(props: Props & JSX.IntrinsicAttributes) {
    const [, show] = useReducer((count: number) => count + 1, 0);
    const [failed, setFailed] = useState(false);
    // As this rendering saw it: what arrives between the rendering and the effect is still to be shown.
    const here = loaded !== undefined;
    useEffect(() => {
      if (here || failed) return;
      fetch().then(show, () => setFailed(true));
    }, [here, failed]);
    if (loaded) {
      const Loaded = loaded;
      return <Loaded {...props} />;
    }
    return failed ? <NotLoaded onRetry={() => setFailed(false)} /> : null;
  }
  return Object.assign(Loading, { preload: () => void fetch().catch(() => undefined) });
}

function NotLoaded({ onRetry }: { onRetry: () => void }) {
  return (
    <div role="alert" className={styles.failed}>
      {words.failed.part}
      <Button look="word" onClick={onRetry}>
        {words.failed.tryAgain}
      </Button>
    </div>
  );
}
