/** The command line as people run it: a process of its own. */
import { execFile } from 'node:child_process';

/** What Node is given before the command's own words. */
export const COMMAND = ['--import', 'tsx', 'training/cli/main.ts'];

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs it to its end. */
export const sfumato = (...args: string[]): Promise<Ended> => sfumatoIn({}, ...args);

/** The same with more in its environment. */
export function sfumatoIn(more: Record<string, string>, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, ...more };
  return new Promise((resolve) => {
    execFile(process.execPath, [...COMMAND, ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

/** What was printed with `--json`, line by line. */
export const linesOf = (stdout: string) =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
