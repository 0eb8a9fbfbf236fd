import { connect, createServer } from 'node:net';

/**
 * Whether a server could listen on a port of this machine now.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isFree(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      if ('code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')) {
        resolve(false);
      } else {
        reject(error);
      }
    });
    server.listen(port, () => server.close(() => resolve(true)));
  });
}

/**
 * A port nobody listens on.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/**
 * Resolves once something answers on a port; asks every 100 ms while `go` says so.
 * @param {number} port
 * @param {() => boolean} go
 * @returns {Promise<boolean>} false when `go` said no
 */
export async function whenListening(port, go) {
  while (go()) {
    const answered = await new Promise((resolve) => {
      const socket = connect(port, 'localhost');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (answered) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}
