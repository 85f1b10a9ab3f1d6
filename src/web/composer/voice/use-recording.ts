// The recording of a composer: begins, ends with a file or with nothing, and never outlives its conversation.
import { useEffect, useRef, useState } from 'react';
import type { LocalFile } from '#client/model.ts';
import { composerWords } from '#web/words/composer.ts';
import { type Recorder, startRecorder } from './recorder.ts';

/** `refuse` says in words why there is no recording; `done` gets what was recorded. */
export interface RecordingEnds {
  refuse(wrong: string): void;
  done(file: LocalFile): void;
}

/** `recorder` is there while one records. */
export interface Recording {
  readonly recorder: Recorder | undefined;
  start(): void;
  send(): void;
  cancel(): void;
}

/** One recording at a time. */
export function useRecording({ refuse, done }: RecordingEnds): Recording {
  const [recorder, setRecorder] = useState<Recorder>();
  const asks = useRef(false);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
    };
  }, []);
  useEffect(() => () => recorder?.cancel(), [recorder]);
  return {
    recorder,
    start() {
      if (asks.current || recorder) return;
      asks.current = true;
      startRecorder()
        .then(
          (started) => (gone.current ? started.cancel() : setRecorder(started)),
          (fault: unknown) => refuse(wordsFor(fault)),
        )
        .finally(() => {
          asks.current = false;
        });
    },
    send() {
      void recorder?.finish().then((file) => {
        setRecorder(undefined);
        if (file) done(file);
      });
    },
    cancel: () => setRecorder(undefined),
  };
}

function wordsFor(fault: unknown): string {
  const { voice } = composerWords;
  const name = fault instanceof Error ? fault.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return voice.denied;
  return name === 'NotFoundError' ? voice.missing : voice.failed;
}
