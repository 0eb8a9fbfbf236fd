/** A measurement in a process of its own: no warm code, no memory and no back end of another's. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import type { Measurement } from './part';

/** What a child sends when it has finished. */
export type Answer =
  | { readonly ok: true; readonly figures: Record<string, number>; readonly remark: string }
  | { readonly ok: false; readonly reason: string };

/** Runs a file of this folder; whatever happens to it becomes a line of the table. */
export function inChild(file: string, name: string, limitSeconds: number): Promise<Measurement> {
  return new Promise((resolve) => {
    // The same loader for TypeScript as this process: fork passes on its options.
    const child = fork(fileURLToPath(new URL(file, import.meta.url)), [name], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    // Native libraries talk a lot; their last line is of interest when the child breaks.
    let lastLine = '';
    child.stderr?.on('data', (data: Buffer) => {
      lastLine = data.toString().trim().split('\n').at(-1) ?? '';
    });
    const finish = (measurement: Measurement) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      resolve(measurement);
    };
    const without = (remark: string) => finish({ name, figures: {}, remark });
    const timer = setTimeout(
      () => without(`given up after ${limitSeconds} s`),
      limitSeconds * 1000,
    );
    child.on('message', (answer: Answer) => {
      if (answer.ok) finish({ name, figures: answer.figures, remark: answer.remark });
      else without(answer.reason);
    });
    child.on('error', (error) => without(error.message));
    child.on('exit', (code, signal) =>
      without(`ended by itself (${signal ?? `code ${code}`}) ${lastLine}`),
    );
  });
}

/** The other side: measures for the back end that was asked for, and answers. */
export async function answer(
  measure: (backend: string) => Promise<Omit<Extract<Answer, { ok: true }>, 'ok'>>,
): Promise<void> {
  const send = (message: Answer) =>
    new Promise<void>((resolve) => process.send!(message, () => resolve()));
  try {
    await send({ ok: true, ...(await measure(process.argv[2]!)) });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    await send({
      ok: false,
      reason: message.replace(/^The back end "[^"]*" cannot be used: /, ''),
    });
  }
}
