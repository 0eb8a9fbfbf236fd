import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { ROOT } from './databases';

export interface Child {
  readonly process: ChildProcess;
  /** What it has said so far, line by line. */
  readonly lines: string[];
  /** Resolves when it has said so many lines; rejects when it ends before. */
  said(count: number): Promise<void>;
  /** Resolves when it has ended and everything it said has arrived. @returns its exit code */
  readonly ended: Promise<number | null>;
}

/** Starts `child.ts` with a task. */
export function startChild(task: string, environment: Record<string, string>): Child {
  const script = fileURLToPath(new URL('child.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, task], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: '', SFUMATO_DATA: '', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  const heard = new Set<() => void>();
  output.on('line', (line) => {
    lines.push(line);
    for (const listener of heard) listener();
  });
  const closed = new Promise<void>((resolve) => output.once('close', resolve));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve)).then(
    async (code) => {
      await closed;
      return code;
    },
  );
  return {
    process: child,
    lines,
    ended,
    said: (count) =>
      new Promise((resolve, reject) => {
        const check = () => lines.length >= count && resolve();
        heard.add(check);
        check();
        void ended.then(() => {
          check();
          reject(new Error(`It ended after "${lines.join(', ')}".`));
        });
      }),
  };
}
