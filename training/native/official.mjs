/** The official road: tfjs-node's own script fetches libtensorflow and a prebuilt binding. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { packageFolder, TRAINING } from './paths.mjs';

/**
 * @param {import('./paths.mjs').NativePackage} name
 * @returns {string | undefined} why it failed; undefined if the script says it went well.
 */
export function download(name) {
  console.log(`Downloading libtensorflow for ${name} …`);
  const folder = packageFolder(name);
  const commands = join(TRAINING, 'node_modules', '.bin');
  const script = spawnSync(
    process.execPath,
    ['scripts/install.js', ...(name.endsWith('-gpu') ? ['gpu', 'download'] : ['cpu', 'download'])],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${commands}${delimiter}${process.env.PATH ?? ''}` },
    },
  );
  if (script.status === 0) return undefined;
  // What an interrupted download leaves would count as a library the next time.
  rmSync(join(folder, 'deps'), { recursive: true, force: true });
  const output = `${script.stdout}\n${script.stderr}`;
  const error = /^\w*Error: (.*)$/m.exec(output) ?? /^.*(?:failed|cannot).*$/im.exec(output);
  return (error?.[1] ?? error?.[0])?.trim() ?? `its script ended with status ${script.status}.`;
}
