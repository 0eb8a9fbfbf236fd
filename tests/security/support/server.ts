/**
 * A server in a process of its own: the handlers behind Node's own HTTP server, on the database
 * that the environment says. Says its port once it answers; links for signing in are printed
 * on the standard error output, as by the real one.
 */
import { writeSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { NextRequest } from 'next/server';

import { markRequestsWithAddress } from '@/lib/server/address-header';
import { withDatabase } from '@/lib/server/database/server';

import { dispatch } from './doors';

async function answer(asked: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of asked) chunks.push(chunk as Uint8Array);
  const headers = new Headers();
  for (const [name, value] of Object.entries(asked.headers)) headers.set(name, String(value));
  const { method = 'GET', url = '/' } = asked;
  const given = await dispatch(
    new NextRequest(`http://${asked.headers.host}${url}`, {
      method,
      headers,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    }),
  );
  response.writeHead(given.status, [
    ...[...given.headers].filter(([name]) => name !== 'set-cookie').flat(),
    ...given.headers.getSetCookie().flatMap((line) => ['set-cookie', line]),
  ]);
  response.end(Buffer.from(await given.arrayBuffer()));
}

markRequestsWithAddress(process.env['SFUMATO_TRUSTED_PROXY']);
// Opened before anybody asks: several servers bring it into its present form together.
await withDatabase(() => Promise.resolve());
const server = createServer((asked, response) => void answer(asked, response));
server.listen(0, '127.0.0.1', () => {
  writeSync(1, `${(server.address() as AddressInfo).port}\n`);
});
