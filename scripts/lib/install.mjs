import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './process.mjs';

/**
 * Ends the process with a sentence when this Node is older than `engines.node`.
 * @param {string} root the repository's folder
 */
export function requireNode(root) {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor > major || (ownMajor === major && ownMinor >= minor)) return;
  console.error(
    `Sfumato needs Node ${major}.${minor} or newer; this is Node ${process.versions.node}. ` +
      'Install a newer one (for example from nodejs.org) and run the command again.',
  );
  process.exit(1);
}

/**
 * Installs the packages of the lockfile unless they are there. Development
 * packages belong to it, also under NODE_ENV=production: the build needs them.
 * @param {string} root the repository's folder
 * @returns {Promise<boolean>} false when npm failed
 */
export async function ensureInstalled(root) {
  const missing = firstDifference(root);
  if (missing === undefined) return true;
  console.log(`Installing packages (${missing}) …`);
  if ((await npm(root, 'ci')) === 0) return true;
  // A registry that does not carry the packages of other platforms makes npm find the
  // lockfile incomplete. An ordinary installation leaves out what it cannot get.
  console.log('Trying an ordinary installation …');
  if ((await npm(root, 'install', '--no-save')) === 0) return true;
  console.error('npm could not install the packages; see its messages above.');
  return false;
}

/** @param {string} root @param {string[]} command @returns {Promise<number>} npm's exit code */
function npm(root, ...command) {
  const args = [...command, '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  // npm tells its scripts where it lies; without it, whatever npm is on the path.
  const own = process.env.npm_execpath;
  return own?.endsWith('.js')
    ? run(process.execPath, [own, ...args], { cwd: root })
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root });
}

/**
 * Why node_modules does not fit the lockfile.
 * @param {string} root the repository's folder
 * @returns {string | undefined} a remark, or undefined when it fits
 */
export function firstDifference(root) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules/.package-lock.json'));
  if (present === undefined) return 'there are none yet';
  for (const [path, entry] of Object.entries(wanted ?? {})) {
    // What is optional may be missing, because it does not fit this machine.
    if (path === '' || (entry.optional && present[path] === undefined)) continue;
    if (present[path]?.version !== entry.version) {
      return `${path.replace(/^.*node_modules\//, '')} ${entry.version} is missing`;
    }
  }
  return undefined;
}

/**
 * @param {string} lockfile
 * @returns {Record<string, { version: string, optional?: boolean }> | undefined}
 */
function packagesOf(lockfile) {
  try {
    return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
