// A voice message: play and pause, its waveform as the place to go to, and how fast. One plays at a time.
import { Pause, Play } from 'lucide-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { FileView } from '#client/model.ts';
import { Icon } from '#web/parts/icon.tsx';
import { fileWords } from '#web/words/files.ts';
import { lengthSaid } from './sizes.ts';
import styles from './voice.module.css';

const SPEEDS = [1, 1.5, 2] as const;
const FLAT: readonly number[] = Array.from({ length: 40 }, () => 6);

let playing: HTMLAudioElement | undefined;

/** Loads nothing before it is played. */
export function Voice({ file }: { file: FileView }) {
  const audio = useRef<HTMLAudioElement>(null);
  const [at, setAt] = useState(0);
  const { isPlaying, toggle, heard } = usePlaying(audio);
  const length = file.durationMs ?? 0;
  const go = (to: number): void => {
    setAt(to);
    if (audio.current) audio.current.currentTime = to / 1000;
  };
  return (
    <div className={styles.voice}>
      <button
        type="button"
        className={styles.play}
        aria-label={isPlaying ? fileWords.pause : fileWords.play}
        onClick={toggle}
      >
        <Icon of={isPlaying ? Pause : Play} size={16} />
      </button>
      <div className={styles.line}>
        <Wave bars={file.waveform ?? FLAT} done={length > 0 ? at / length : 0} />
        <input
          type="range"
          className={styles.place}
          min={0}
          max={Math.max(1, length)}
          step={100}
          value={at}
          aria-label={fileWords.place}
          aria-valuetext={fileWords.placeOf(lengthSaid(at), lengthSaid(length))}
          onChange={({ target }) => go(Number(target.value))}
        />
        <span className={styles.length}>
          {at > 0 ? fileWords.placeOf(lengthSaid(at), lengthSaid(length)) : lengthSaid(length)}
        </span>
      </div>
      <Speed audio={audio} />
      <audio
        ref={audio}
        src={file.full}
        preload="none"
        {...heard}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime * 1000)}
        onEnded={() => {
          heard.onPause();
          setAt(0);
        }}
      />
    </div>
  );
}

/** One plays at a time; `heard` are listeners of the player. */
function usePlaying(audio: RefObject<HTMLAudioElement | null>) {
  const [isPlaying, setPlaying] = useState(false);
  const toggle = (): void => {
    const player = audio.current;
    if (!player) return;
    if (isPlaying) {
      player.pause();
      return;
    }
    if (playing !== player) playing?.pause();
    playing = player;
    void player.play().catch(() => setPlaying(false));
  };
  const heard = { onPlay: () => setPlaying(true), onPause: () => setPlaying(false) };
  return { isPlaying, toggle, heard };
}

/** How fast; once more for the next one. Loading anew must not change it, so it is the default, too. */
function Speed({ audio }: { audio: RefObject<HTMLAudioElement | null> }) {
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  useEffect(() => {
    const player = audio.current;
    if (player) player.defaultPlaybackRate = player.playbackRate = speed;
  }, [audio, speed]);
  return (
    <button
      type="button"
      className={styles.speed}
      aria-label={fileWords.speed(String(speed))}
      onClick={() => setSpeed(SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length] ?? 1)}
    >
      {speed}×
    </button>
  );
}

const STEP = 4;
const HIGH = 24;

/** Bars of 0 to 31; `done` of 1 is played. */
function Wave({ bars, done }: { bars: readonly number[]; done: number }) {
  const width = bars.length * STEP;
  const edge = Math.round(done * bars.length);
  return (
    <svg className={styles.wave} viewBox={`0 0 ${width} ${HIGH}`} aria-hidden="true">
      <path className={styles.played} d={pathOf(bars.slice(0, edge), 0)} />
      <path className={styles.left} d={pathOf(bars.slice(edge), edge)} />
    </svg>
  );
}

function pathOf(bars: readonly number[], from: number): string {
  return bars
    .map((bar, at) => {
      const height = Math.max(2, (bar / 31) * HIGH);
      return `M${(from + at) * STEP + 1} ${(HIGH - height) / 2}v${height}`;
    })
    .join('');
}
