// The commands of the terminal in words: all in short, and each by itself.
import { EXIT } from './exit-codes.ts';

/** What a command takes, what it does, and its options. */
interface Words {
  readonly takes: string;
  readonly does: string;
  readonly options?: readonly (readonly [string, string])[];
}

const JSON_LINES = ['--json', 'one JSON object a line'] as const;
const SINCE = ['--since NUMBER', 'only what comes after this number'] as const;
const SERVER = [
  '--server URL',
  'else KITH_SERVER, the one used last, or http://localhost:8080',
] as const;

const COMMANDS: Readonly<Record<string, Words>> = {
  chat: {
    takes: '[--mouse]',
    does: 'the full-screen client; F1 there shows its keys',
    options: [['--mouse', 'the wheel scrolls, a click chooses; the terminal selects with Shift']],
  },
  login: {
    takes: '[--user NAME] [--register]',
    does: 'sign in; the password is asked for',
    options: [
      ['--user NAME', 'do not ask for the name'],
      ['--register', 'make an account'],
    ],
  },
  logout: { takes: '', does: 'end the session, and remove what was kept of it' },
  send: {
    takes: "'#room'|@user [TEXT…]",
    does: 'send a message; without text, standard input',
    options: [
      ['--file PATH', 'with this file; several times for several'],
      ['--json', 'print the message that was stored'],
    ],
  },
  tail: {
    takes: "'#room'|@user",
    does: 'what happens there, as it happens',
    options: [JSON_LINES, SINCE],
  },
  read: {
    takes: "'#room'|@user",
    does: 'the newest messages',
    options: [JSON_LINES, SINCE, ['--limit 50', 'so many at most']],
  },
  chats: { takes: '[--json]', does: 'your chats', options: [JSON_LINES] },
  users: { takes: '[--json]', does: 'everybody here', options: [JSON_LINES] },
};

const COLUMN = 40;
const CODES = [
  `They end with ${EXIT.done} done, ${EXIT.refused} refused, ${EXIT.usage} wrong usage, ${EXIT.notSignedIn} not signed in,`,
  `${EXIT.notFound} not found, ${EXIT.unreachable} server not reached.`,
].join(' ');

/** All commands, for `kith help`. */
export const HELP = `${Object.entries(COMMANDS).map(lineOf).join('\n')}
All take --server URL and --help. KITH_SERVER and KITH_TOKEN stand in for the server and for a session.
${CODES}
`;

/** A command with its options, for `kith COMMAND --help`. */
export function helpOf(command: string): string {
  const words = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
  if (!words) return HELP;
  const options = [...(words.options ?? []), SERVER];
  const lines = options.map(([option, does]) => `  ${option.padEnd(18)}${does}`);
  return `${usageOf(command, words)}\n${sentence(words.does)}\n\n${lines.join('\n')}\n`;
}

function lineOf([command, words]: readonly [string, Words]): string {
  return `${usageOf(command, words).padEnd(COLUMN)}  ${words.does}`;
}

function usageOf(command: string, { takes }: Words): string {
  return `kith ${command} ${takes}`.trimEnd();
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
