// Records what the microphone hears: the sound, and how loud it was from moment to moment.
import type { LocalFile } from '#client/model.ts';
import { composerWords } from '#web/words/composer.ts';
import { barsOf, loudnessOf } from './waveform.ts';

/** So often it is asked how loud it is. */
const LISTEN_MS = 50;
const BITS_PER_SECOND = 32_000;
const SHORTEST_MS = 500;
const TYPES = [
  ['audio/webm;codecs=opus', 'webm'],
  ['audio/ogg;codecs=opus', 'ogg'],
  ['audio/mp4', 'm4a'],
] as const;

/** What is being recorded. `heard`: loudness of 0 to 1, from moment to moment. */
export interface Recorder {
  readonly heard: readonly number[];
  elapsedMs(): number;
  /** Ends it; undefined when there is next to nothing. Cancelling it afterwards does nothing. */
  finish(): Promise<LocalFile | undefined>;
  cancel(): void;
}

/** Whether there may be a microphone: browsers show it to pages of https and of this machine only. */
export const mayRecord =
  typeof MediaRecorder !== 'undefined' &&
  typeof AudioContext !== 'undefined' &&
  typeof navigator.mediaDevices?.getUserMedia === 'function';

/** Asks for the microphone and begins. Rejects as `getUserMedia` does. */
export async function startRecorder(): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  try {
    return recorderOver(stream);
  } catch (fault) {
    stopAll(stream);
    throw fault;
  }
}

function recorderOver(stream: MediaStream): Recorder {
  const [mimeType, ending] = TYPES.find(([type]) => MediaRecorder.isTypeSupported(type)) ?? [];
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(mimeType ? { mimeType } : {}),
  });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const ear = listenTo(stream);
  const started = performance.now();
  const elapsedMs = (): number => performance.now() - started;
  recorder.start();
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    if (recorder.state !== 'inactive') recorder.stop();
    ear.stop();
    stopAll(stream);
  };
  return {
    heard: ear.heard,
    elapsedMs,
    cancel: release,
    async finish() {
      const durationMs = Math.round(elapsedMs());
      await stopped(recorder);
      release();
      if (durationMs < SHORTEST_MS) return undefined;
      const source = new Blob(parts, { type: (mimeType ?? recorder.mimeType).split(';')[0] ?? '' });
      return {
        name: `${composerWords.voice.name}.${ending ?? 'webm'}`,
        type: source.type,
        size: source.size,
        source,
        voice: { durationMs, waveform: barsOf(ear.heard) },
      };
    },
  };
}

function stopped(recorder: MediaRecorder): Promise<void> {
  if (recorder.state === 'inactive') return Promise.resolve();
  return new Promise((resolve) => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
    recorder.stop();
  });
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function listenTo(stream: MediaStream): { readonly heard: number[]; stop(): void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const heard: number[] = [];
  const timer = window.setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    heard.push(loudnessOf(samples));
  }, LISTEN_MS);
  return {
    heard,
    stop() {
      window.clearInterval(timer);
      void context.close();
    },
  };
}
