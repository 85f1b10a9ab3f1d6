// In the place of the box while one records: throw away, how loud and how long, send.
import { ArrowUp, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useReducer } from 'react';
import { lengthSaid } from '#web/files/sizes.ts';
import { Tool } from '#web/parts/tool.tsx';
import { isStill } from '#web/tab/media.ts';
import { composerWords } from '#web/words/composer.ts';
import { SendButton } from '../tools.tsx';
import type { Recorder } from './recorder.ts';
import type { Recording } from './use-recording.ts';
import styles from './voice-bar.module.css';

const LOOK_MS = 100;
const STILL_LOOK_MS = 1_000;

/** The focus is on sending; Escape throws away. */
export function VoiceBar({ recording }: { recording: Recording }) {
  const { recorder, send, cancel } = recording;
  if (!recorder) return null;
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    cancel();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape is heard wherever the focus is in it.
    <div className={styles.bar} onKeyDown={press}>
      <Tool icon={Trash2} label={composerWords.voice.cancel} onClick={cancel} />
      <span className="unseen" role="status">
        {composerWords.voice.recording}
      </span>
      <Meter recorder={recorder} />
      <SendButton icon={ArrowUp} label={composerWords.voice.send} autoFocus onPress={send} />
    </div>
  );
}

const STEP = 4;
const HIGH = 24;
/** As many as fit on the widest screen; the newest stand at the end. */
const SHOWN = 150;

function Meter({ recorder }: { recorder: Recorder }) {
  const [, look] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = window.setInterval(look, isStill() ? STILL_LOOK_MS : LOOK_MS);
    return () => window.clearInterval(timer);
  }, []);
  const heard = recorder.heard.slice(-SHOWN);
  const from = SHOWN - heard.length;
  const path = heard.map((loudness, at) => {
    const height = Math.max(2, loudness * HIGH);
    return `M${(from + at) * STEP + 1} ${(HIGH - height) / 2}v${height}`;
  });
  return (
    <>
      <svg
        className={styles.meter}
        viewBox={`0 0 ${SHOWN * STEP} ${HIGH}`}
        preserveAspectRatio="xMaxYMid slice"
        aria-hidden="true"
      >
        <path d={path.join('')} />
      </svg>
      <span className={styles.dot} aria-hidden="true" />
      <span className={styles.time} role="timer" aria-label={composerWords.voice.length}>
        {lengthSaid(recorder.elapsedMs())}
      </span>
    </>
  );
}
