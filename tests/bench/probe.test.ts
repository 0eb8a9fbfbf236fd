import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { expect, it } from 'vitest';

import { timeAnswer } from './probe';

it('an answer is timed over a connection that nobody can have closed meanwhile', async () => {
  let connections = 0;
  const server = createServer((_request, response) => response.end('here'));
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    for (let i = 0; i < 3; i++) expect(await timeAnswer(url, {})).toBeGreaterThan(0);
    expect(connections).toBe(3);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  await expect(timeAnswer(url, {})).rejects.toThrow(/ECONNREFUSED/);
});
