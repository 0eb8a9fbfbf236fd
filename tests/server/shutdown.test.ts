import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';

import { expect, it } from 'vitest';

import { ROOT } from './support/databases';

/** A server that is told to end while somebody waits for an answer, which may take for ever. */
const SCRIPT = `
  import { createServer } from 'node:http';
  import { endInOrder, isEnding } from './lib/server/log/shutdown';
  endInOrder({ drainMs: 0, close: async () => console.log('closed') });
  const server = createServer((request, response) => {
    const answer = () => {
      if (!isEnding()) return setTimeout(answer, 10);
      if (request.url === '/') setTimeout(() => response.end('finished'), 100);
    };
    console.log('asked');
    answer();
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function asked(path: string) {
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
  const say = async () => ((await lines.next()) as { value?: string }).value;
  const port = await say();
  const answer = fetch(`http://127.0.0.1:${port}${path}`).then((response) => response.text());
  expect(await say()).toBe('asked');
  return { child, ended, say, answer };
}

it('a server that is told to end finishes its answers, closes its database and goes', async () => {
  const { child, ended, say, answer } = await asked('/');
  child.kill('SIGTERM');
  expect(await answer).toBe('finished');
  expect(await say()).toBe('closed');
  expect(await ended).toBe(143);
});

it('takes one Ctrl-C that arrives twice as one', async () => {
  const { child, ended, say, answer } = await asked('/');
  child.kill('SIGINT');
  await pause(5);
  child.kill('SIGINT');
  expect(await answer).toBe('finished');
  expect(await say()).toBe('closed');
  expect(await ended).toBe(130);
});

it('goes at once for whoever does not want to wait', async () => {
  const { child, ended, say, answer } = await asked('/for-ever');
  const cutOff = expect(answer).rejects.toThrow();
  child.kill('SIGINT');
  const again = setInterval(() => child.kill('SIGINT'), 100);
  expect(await ended).toBe(130);
  clearInterval(again);
  expect(await say()).toBeUndefined();
  await cutOff;
});
