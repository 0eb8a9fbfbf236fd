import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it arrived, whoever on the page sent it. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  /** Bytes of the body so far. */
  bodyBytes: number;
}

export interface WatchedServer {
  readonly origin: string;
  readonly arrived: readonly Arrived[];
  close(): Promise<void>;
}

/**
 * Stands between a page and the server and counts what arrives: requests of pages,
 * workers and service workers, beacons and sockets alike, as the network sees them.
 */
export async function watchServer(target: string): Promise<WatchedServer> {
  const { hostname, port } = new URL(target);
  const arrived: Arrived[] = [];
  const server: Server = createServer((incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    const entry: Arrived = { method, url, bodyBytes: 0 };
    arrived.push(entry);
    incoming.on('data', (chunk: Buffer) => (entry.bodyBytes += chunk.length));
    const onward = request(
      { hostname, port, path: url, method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  server.on('upgrade', ({ url = '' }, socket) => {
    arrived.push({ method: 'UPGRADE', url, bodyBytes: 0 });
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    arrived,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
