import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterEach, expect, it } from 'vitest';

import { addressKey, markRequestsWithAddress } from './address-header';

const listener: RequestListener = (request, response) => {
  response.end(addressKey(new Headers(request.headers as Record<string, string>)));
};
const server = createServer(listener);

afterEach(() => {
  server.close();
});

it('hands on the address of the socket, which the request cannot overrule', async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const headers = { 'x-forwarded-for': '203.0.113.9', 'x-sfumato-address': '203.0.113.9' };
  const ask = async () => (await fetch(url, { headers })).text();

  expect(await ask()).toBe('unknown');
  markRequestsWithAddress(undefined);
  markRequestsWithAddress('loopback');
  expect(await ask()).toBe('127.0.0.1');
});
