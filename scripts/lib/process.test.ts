import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { expect, it } from 'vitest';

const SCRIPT = `
  import { run } from './process.mjs';
  const wait = "console.log('up'); setInterval(() => {}, 1000)";
  console.log('exit code ' + (await run(process.execPath, ['--eval', 'process.exit(3)'])));
  await run(process.execPath, ['--eval', wait]);
  console.log('the next begins');
`;

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends what runs, and nothing else begins', async (signal, code) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (line === 'up') child.kill(signal);
  }
  expect(await ended).toBe(code);
  expect(said).toEqual(['exit code 3', 'up']);
});
