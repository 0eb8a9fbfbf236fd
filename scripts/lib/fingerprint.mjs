import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a production build is made of. Folders are read whole. */
const SOURCES = [
  'app',
  'components',
  'lib',
  'models',
  'public',
  'scripts/lib',
  'instrumentation.ts',
  'next.config.js',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
];

/** Written by the build itself, or without a part in it. */
const IGNORED = /^public\/wasm$|\.test\.tsx?$|(^|\/)\./;

/**
 * A short hash over the contents of everything that the build reads.
 * @param {string} root the repository's folder
 * @returns {string} 16 hex digits
 */
export function fingerprint(root) {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((source) => filesOf(root, source)).sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

/** @param {string} root @param {string} path @returns {string[]} files below a path, relative to root */
function filesOf(root, path) {
  if (IGNORED.test(path)) return [];
  let entries;
  try {
    entries = readdirSync(join(root, path), { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries.flatMap((entry) => filesOf(root, `${path}/${entry.name}`));
}
