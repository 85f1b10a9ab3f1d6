// Starts a program in a child process and stands in for it: its terminal, its signals, its exit
// code. It does not decide what to start. Plain JavaScript that runs on Node 18.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

/**
 * Runs `node` with these arguments on this process's own stdin, stdout and stderr and ends this
 * process with its code, or with 128 + the number of the signal that ended it.
 * @param {string} node
 * @param {string[]} args
 */
export function launch(node, args) {
  const child = spawn(node, args, { stdio: 'inherit' });
  const startedAtTerminal = readTerminal().has;
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  // A terminal sends Ctrl+C to the whole group in front, and its own end to everybody: the child
  // hears of both without us, and handing them on would tell it twice.
  process.on('SIGINT', () => readTerminal().inFront || child.kill('SIGINT'));
  process.on('SIGHUP', () => startedAtTerminal || child.kill('SIGHUP'));
  child.on('error', (error) => {
    process.stderr.write(`${node} could not be started: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + constants.signals[signal] : (code ?? 1));
  });
}

/** Whether this process has a terminal, and whether its group is the one in front there. */
function readTerminal() {
  try {
    // man 5 proc: pid (comm) state ppid pgrp session tty_nr tpgid …; comm may hold anything.
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const [, , group, , terminal, front] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { has: terminal !== '0', inFront: group === front };
  } catch {
    const has = Boolean(process.stdin.isTTY);
    return { has, inFront: has };
  }
}
