import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, it } from 'vitest';

import { answerWith, nameRequests } from './answer-status';

const server = createServer((request, response) => {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
  if (request.url === '/late') response.write('on its way');
  if (request.url !== '/well') answerWith(headers, 503, 15);
  response.end('a page');
});
let origin = '';
beforeAll(async () => {
  nameRequests();
  nameRequests();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

it('a page can say that it is to be asked for again later', async () => {
  const away = await fetch(`${origin}/`);
  expect(away.status).toBe(503);
  expect(away.headers.get('retry-after')).toBe('15');
  expect(await away.text()).toBe('a page');
  const well = await fetch(`${origin}/well`);
  expect([well.status, well.headers.get('retry-after')]).toEqual([200, null]);
});

it('what is on its way stays as it is, and so does a request that has no name', async () => {
  expect((await fetch(`${origin}/late`)).status).toBe(200);
  expect(() => answerWith(new Headers(), 503, 15)).not.toThrow();
});
