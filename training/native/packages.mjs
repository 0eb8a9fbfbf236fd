/** The npm half: tfjs-node's own files, without its install script and without a second tfjs. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { InstallError, packageFolder, readJson, ROOT, TRAINING } from './paths.mjs';

/**
 * Installs a package that is missing or of another version than the root's tfjs.
 *
 * @param {import('./paths.mjs').NativePackage} name
 */
export function installPackage(name) {
  const version = rootVersion();
  if (installedVersion(name) !== version) {
    console.log(`Installing ${name} ${version} …`);
    // npm would reinstall the sister package, too, and so lose its binding. It works
    // in a folder of its own, therefore, and what is new moves over.
    const workshop = join(TRAINING, 'node_modules', '.installing');
    rmSync(workshop, { recursive: true, force: true });
    mkdirSync(workshop, { recursive: true });
    writeFileSync(join(workshop, 'package.json'), '{"private":true}');
    const options = [
      '--ignore-scripts',
      '--no-save',
      '--no-package-lock',
      '--no-audit',
      '--no-fund',
    ];
    const npm = spawnSync('npm', ['install', ...options, `${name}@${version}`], {
      cwd: workshop,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
    });
    if (npm.status !== 0) {
      throw new InstallError(
        `npm could not install ${name}; its message is above. Check the network and run this again.`,
      );
    }
    rmSync(packageFolder(name), { recursive: true, force: true });
    moveNew(join(workshop, 'node_modules'), join(TRAINING, 'node_modules'));
    rmSync(workshop, { recursive: true, force: true });
  }
  for (const folder of duplicates()) rmSync(folder, { recursive: true, force: true });
}

/** Moves what `to` does not have; goes into scopes and `.bin`, not into packages. */
function moveNew(from, to) {
  for (const entry of readdirSync(from)) {
    const target = join(to, entry);
    if (!existsSync(target)) renameSync(join(from, entry), target);
    else if (entry.startsWith('@') || entry === '.bin') moveNew(join(from, entry), target);
  }
}

/** @param {import('./paths.mjs').NativePackage} name @returns {string | undefined} */
function installedVersion(name) {
  const file = join(packageFolder(name), 'package.json');
  return existsSync(file) ? readJson(file).version : undefined;
}

/**
 * tfjs packages beside tfjs-node that the root holds, too. Two copies of tfjs-core
 * know nothing of each other's back ends and tensors, so they must go.
 */
export function duplicates() {
  const folder = join(TRAINING, 'node_modules', '@tensorflow');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => !name.startsWith('tfjs-node'))
    .map((name) => join(folder, name));
}

/** tfjs-node and tfjs must be of one version. @returns {string} */
function rootVersion() {
  const file = join(ROOT, 'node_modules', '@tensorflow', 'tfjs', 'package.json');
  if (!existsSync(file)) {
    throw new InstallError(`${ROOT} has no tfjs yet. Run \`npm install\` there first.`);
  }
  return readJson(file).version;
}
