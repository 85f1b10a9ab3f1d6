// The terminal as a stage: taken over at the beginning, given back as it was however the program ends, and in between it
// shows one thing after another.
import { EXIT } from '../exit-codes.ts';
import type { Press } from '../face/press.ts';
import { type Keyboard, openKeyboard } from './keyboard.ts';
import { type Drawn, Screen } from './screen.ts';

const LEAVE_MS_MAX = 2_000;
const BELL = '\u0007';

/** What has the screen at the moment. */
export interface Shown extends Drawn {
  press(press: Press): void;
  resize(columns: number, rows: number): void;
}

/** Shows one thing after another, until somebody leaves. */
export interface Stage {
  readonly left: Promise<void>;
  show(shown: Shown): void;
  leave(): void;
  redraw(): void;
  ring(text: string): void;
  readonly mouse: Keyboard['mouse'];
  /** Writes what nobody sees, and hears what the terminal answers. */
  ask(answered: (answer: string) => void): (bytes: string) => void;
  /** Is called at the end, before the terminal is given back. */
  atEnd(work: () => void): void;
  close(): void;
}

/** Takes the terminal over. */
export function openStage(): Stage {
  const { stdin, stdout, env } = process;
  const colors = !env.NO_COLOR && env.TERM !== 'dumb';
  const ends: (() => void)[] = [];
  let shown: Shown | undefined;
  let leave: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const pressed = (press: Press): void => {
    if (press.key === 'C-c') leave();
    else shown?.press(press);
  };
  const screen = new Screen(stdout, colors);
  let answered: (answer: string) => void = () => undefined;
  const keyboard = openKeyboard(stdin, stdout, {
    pressed,
    answered: (answer) => answered(answer),
  });
  const giveBack = once(() => {
    screen.close();
    keyboard.close();
  });
  const resized = (): void => {
    shown?.resize(stdout.columns, stdout.rows);
    screen.redraw();
  };
  stdout.on('resize', resized);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.once(signal, leave);
  // However it ends: what is said of a fault is to be read.
  for (const event of ['exit', 'uncaughtExceptionMonitor']) process.once(event, giveBack);
  return {
    left,
    leave,
    show(next) {
      shown = next;
      next.resize(stdout.columns, stdout.rows);
      screen.show(next);
    },
    redraw: () => screen.redraw(),
    ring: (text) =>
      stdout.write(
        env.TERM_PROGRAM || env.KITTY_WINDOW_ID ? `${BELL}\u001b]9;Kith: ${text}${BELL}` : BELL,
      ),
    mouse: keyboard.mouse,
    ask(listener) {
      answered = listener;
      return (bytes) => void stdout.write(bytes);
    },
    atEnd: (work) => ends.push(work),
    close() {
      // A second Ctrl+C, from now on, ends it at once.
      process.once('SIGINT', () => process.exit(EXIT.interrupted));
      stdout.off('resize', resized);
      for (const end of ends) end();
      giveBack();
      setTimeout(() => process.exit(), LEAVE_MS_MAX).unref();
    },
  };
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}
