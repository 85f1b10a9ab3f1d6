// The pipe commands' command line: which there are, their help, and how they end. Nothing but data goes to standard output.
import { EXIT, Stop } from './exit-codes.ts';
import { HELP, helpOf } from './help.ts';
import { openAsking } from './pipe/api.ts';
import { chats, read, users } from './pipe/lists.ts';
import { login, logout } from './pipe/login.ts';
import { type Arguments, findTarget, readArguments, type Target } from './pipe/options.ts';
import { send } from './pipe/send.ts';
import { tail } from './pipe/tail.ts';

const COMMANDS: Readonly<Record<string, (target: Target, args: Arguments) => Promise<void>>> = {
  login,
  logout,
  send: (target, args) => send(openAsking(target), args),
  tail: (target, args) => tail(target, openAsking(target), args),
  read: (target, args) => read(openAsking(target), args),
  chats: (target, args) => chats(openAsking(target), args),
  users: (target, args) => users(openAsking(target), args),
};

/** Runs a pipe command; the code to exit with. */
export async function main([command = '', ...rest]: readonly string[]): Promise<number> {
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(helpOf(command));
    return EXIT.done;
  }
  // A reader that has gone, as in `kith tail … | head -1`, is no fault.
  process.stdout.on('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code !== 'EPIPE') throw fault;
    process.exit(EXIT.done);
  });
  process.once('SIGINT', () => process.exit(EXIT.interrupted));
  try {
    const args = readArguments(rest);
    const target = await findTarget(args.server, process.env);
    const run = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
    if (!run) throw new Stop(EXIT.usage, HELP);
    await run(target, args);
    return EXIT.done;
  } catch (fault) {
    if (!(fault instanceof Stop)) throw fault;
    if (fault.message !== '') process.stderr.write(`${fault.message}\n`);
    return fault.code;
  }
}

process.exitCode = await main(process.argv.slice(2));
