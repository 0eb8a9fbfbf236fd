import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { fingerprint } from './fingerprint.mjs';
import { bin, run } from './process.mjs';

/** For everything of Next's that runs here. */
export const nextEnvironment = {
  ...process.env,
  NODE_ENV: 'production',
  // Nothing is reported to anybody.
  NEXT_TELEMETRY_DISABLED: '1',
  // Ending in good order is ours: lib/server/log/shutdown.ts.
  NEXT_MANUAL_SIG_HANDLE: '1',
};

/**
 * What Node is given to serve the finished build.
 * @param {string} root the repository's folder
 * @param {number} port
 */
export function serverArguments(root, port) {
  return [
    // A walk through many pictures makes a long link, and Next repeats it in headers of its own.
    '--max-http-header-size=131072',
    bin(root, 'next'),
    'start',
    '--port',
    String(port),
  ];
}

/**
 * Builds for production unless a finished build of these very sources is there.
 * @param {string} root the repository's folder
 * @returns {Promise<boolean>} false when the build failed
 */
export async function ensureBuilt(root) {
  // Next names its build folder itself; this file says that a build came to its end.
  const stamp = join(root, process.env.NEXT_DIST_DIR ?? '.next', 'finished');
  const sources = fingerprint(root);
  if (readOrEmpty(stamp) === sources) {
    console.log('The build is up to date.');
    return true;
  }
  console.log('Building …');
  const code = await run(process.execPath, [bin(root, 'next'), 'build'], {
    cwd: root,
    env: nextEnvironment,
  });
  if (code !== 0) return false;
  writeFileSync(stamp, sources);
  return true;
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
