// The last resort: when a screen breaks by a mistake of ours, it says so and can be loaded anew. Drafts and messages that
// wait are stored, so nothing is lost by it.
import { Component, type ReactNode } from 'react';
import { Button } from '#web/parts/button.tsx';
import { Empty } from '#web/parts/empty.tsx';
import { words } from '#web/words/words.ts';
import styles from './guard.module.css';

/** Shows its children until one of them throws. */
export class Guard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <main className={styles.page}>
        <Empty whole title={words.broken.title} hint={words.broken.hint}>
          <Button onClick={() => location.reload()}>{words.broken.reload}</Button>
        </Empty>
      </main>
    );
  }
}
