import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import { expect, it } from 'vitest';

import { ROOT } from './support/databases';

/** A server that is told to end while somebody waits for an answer. */
const SCRIPT = `
  import { createServer } from 'node:http';
  import { endInOrder, isEnding } from './lib/server/log/shutdown';
  endInOrder({ drainMs: 0, close: async () => console.log('closed') });
  const server = createServer((request, response) => {
    const answer = () => (isEnding() ? response.end('finished') : setTimeout(answer, 10));
    console.log('asked');
    answer();
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

it('a server that is told to end finishes its answers, closes its database and goes', async () => {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', SCRIPT],
    {
      cwd: ROOT,
      env: { ...process.env, NEXT_MANUAL_SIG_HANDLE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const say = async () => ((await lines.next()) as { value: string }).value;
  const port = await say();
  const answer = fetch(`http://127.0.0.1:${port}/`).then((response) => response.text());
  expect(await say()).toBe('asked');
  child.kill('SIGTERM');
  expect(await answer).toBe('finished');
  expect(await say()).toBe('closed');
  expect(await ended).toBe(143);
});
