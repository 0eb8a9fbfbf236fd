import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

import { bin, run } from './process.mjs';

/** The shell has no window to keep up, which saved the accessibility tests a seventh of their time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
];

const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  '/usr/lib/chromium/chromium',
  ...[process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, 'Google/Chrome/Application/chrome.exe')),
];

/** Older ones lack what the app uses (module workers with wasm SIMD, modern CSS). */
const OLDEST = 120;

/**
 * A Chromium on this machine: CHROMIUM_PATH, the system's, or Playwright's own.
 * @param {string} root the repository's folder
 * @returns {string | undefined} its path
 */
export function findChromium(root) {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (!works(chosen)) throw new Error(`CHROMIUM_PATH is ${chosen}, but that does not run.`);
    return chosen;
  }
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...onPath, ...PLACES, playwrightsOwn(root)].find(works);
}

/**
 * As `findChromium`, but downloads or installs one when there is none.
 * @param {string} root the repository's folder
 * @returns {Promise<string | undefined>}
 */
export async function ensureChromium(root) {
  const found = findChromium(root);
  if (found !== undefined) return found;
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;

  console.log('No Chromium here; asking Playwright for its own …');
  const args = [bin(root, 'playwright'), 'install', 'chromium'];
  await run(process.execPath, isRoot ? [...args, '--with-deps'] : args, { cwd: root });
  const downloaded = playwrightsOwn(root);
  if (works(downloaded)) return downloaded;

  for (const [program, ...command] of isRoot ? DISTRIBUTIONS : []) {
    if (program === undefined || !onPath(program)) continue;
    console.log(`Asking the distribution for its Chromium (${program}) …`);
    if (program === 'apt-get') await run('apt-get', ['update', '-q'], { env: quietApt });
    await run(program, command, { env: quietApt });
    const installed = findChromium(root);
    if (installed !== undefined) return installed;
  }
  return undefined;
}

const DISTRIBUTIONS = [
  // Of Debian only.
  ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium-headless-shell'],
  ['apt-get', 'install', '-y', '-q', '--no-install-recommends', 'chromium'],
  ['dnf', 'install', '-y', 'chromium'],
  ['apk', 'add', 'chromium'],
  ['pacman', '-S', '--noconfirm', 'chromium'],
];

const quietApt = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** @param {string} program */
function onPath(program) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .some((folder) => existsSync(join(folder, program)));
}

/** @param {string} root */
function playwrightsOwn(root) {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core');
  return chromium.executablePath();
}

/**
 * Whether a path is a Chromium that starts and is new enough. Some distributions
 * put a script there that only tells how to install the real one.
 * @param {string | undefined} path
 */
function works(path) {
  if (path === undefined || !existsSync(path)) return false;
  // On Windows the program answers `--version` by opening a window.
  if (process.platform === 'win32') return true;
  try {
    const answer = execFileSync(path, ['--version'], {
      encoding: 'utf8',
      timeout: 20_000,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/(\d+)\.\d+\.\d+/.exec(answer)?.[1] ?? 0) >= OLDEST;
  } catch {
    return false;
  }
}
