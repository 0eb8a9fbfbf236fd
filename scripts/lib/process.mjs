import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';

/**
 * Runs a program to its end, with its output shown as it comes. Whoever ends this process
 * meanwhile ends the program with it, and then nothing else begins here.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} the exit code; 127 when the program cannot be started
 */
export function run(command, args, { cwd = process.cwd(), env = process.env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: 'inherit' });
    const release = forwardSignals(child);
    /** @param {number} code */
    const end = (code) => {
      const told = release();
      if (told !== undefined) process.exit(exitCode(null, told));
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      end(127);
    });
    child.on('exit', (code, signal) => end(exitCode(code, signal)));
  });
}

/**
 * Passes the signals that end this process on to a child.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => NodeJS.Signals | undefined} stops doing so; what was passed on last
 */
export function forwardSignals(child) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
  /** @type {NodeJS.Signals | undefined} */
  let last;
  const handlers = signals.map((signal) => {
    const handler = () => {
      last = signal;
      child.kill(signal);
    };
    process.on(signal, handler);
    return /** @type {const} */ ([signal, handler]);
  });
  return () => {
    handlers.forEach(([signal, handler]) => process.off(signal, handler));
    return last;
  };
}

/**
 * The exit code as a shell reports it.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
export function exitCode(code, signal) {
  return signal === null ? (code ?? 1) : 128 + constants.signals[signal];
}

/**
 * The script of an installed package's command, to be run with this very Node.
 * @param {string} root the repository's folder
 * @param {string} name package
 * @param {string} [command] when the package has several
 */
export function bin(root, name, command = name) {
  const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`);
  const { bin: entry } = createRequire(manifest)(manifest);
  return join(dirname(manifest), typeof entry === 'string' ? entry : entry[command]);
}
