import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Copies the wasm binaries of tfjs to `public/wasm/<version>/`, where the browser
 * fetches them. Does nothing when they are there. Called by next.config.js, and so
 * before every `next dev`, `next build` and `next start`.
 * @param {string} root the repository's folder
 */
export function copyWasm(root) {
  const source = join(root, 'node_modules/@tensorflow/tfjs-backend-wasm');
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const target = join(root, 'public/wasm', version);
  mkdirSync(target, { recursive: true });
  for (const other of readdirSync(join(root, 'public/wasm'))) {
    if (other !== version) rmSync(join(root, 'public/wasm', other), { recursive: true });
  }
  for (const name of readdirSync(join(source, 'dist')).filter((file) => file.endsWith('.wasm'))) {
    const from = join(source, 'dist', name);
    const to = join(target, name);
    if (statSync(to, { throwIfNoEntry: false })?.size !== statSync(from).size) {
      copyFileSync(from, to);
    }
  }
}
