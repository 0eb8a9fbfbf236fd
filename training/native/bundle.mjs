/**
 * `npm run bundle` in training/: one folder that trains on a machine without npm, for
 * instance a rented one with a GPU. Everything is one script, except packages with
 * native code, which lie beside it.
 */
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { build } from 'esbuild';

import { InstallError, readJson, ROOT } from './paths.mjs';

const HELP = `Usage: npm run bundle -- [FOLDER] [--with-node]

Writes everything that \`sfumato train\` needs into FOLDER (default: ../runs/portable): the
command line as one script, Dawn for the back end "webgpu", sharp, and the files of the
back end "wasm". Start it with FOLDER/sfumato train gan …

  --with-node  put this machine's node program in, too
  --help       this text

The folder runs on machines like this one (${process.platform}, ${process.arch}).`;

/** Packages with native code: copied with all they depend on, not bundled. */
const BESIDE = ['sharp', 'webgpu'];

/** ES modules have no \`require\` and no \`__dirname\`; bundled CommonJS packages want both. */
const PREAMBLE = `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
const __filename = (await import('node:url')).fileURLToPath(import.meta.url);
const __dirname = (await import('node:path')).dirname(__filename);`;

/** Prefers the node and the shared libraries (a Vulkan loader, say) that lie in the folder. */
const LAUNCHER = `#!/bin/sh
here=$(cd "$(dirname "$0")" && pwd)
node=node
[ -x "$here/node" ] && node="$here/node"
[ -d "$here/lib" ] && LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" && export LD_LIBRARY_PATH
exec "$node" "$here/sfumato.mjs" "$@"
`;

async function main() {
  const { values, positionals } = parseArgs({
    options: {
      'with-node': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(HELP);
    return;
  }
  const folder = resolve(positionals[0] ?? join(ROOT, 'runs', 'portable'));
  const script = join(folder, 'sfumato.mjs');
  if (existsSync(folder) && !existsSync(script)) {
    throw new InstallError(`${folder} is there and is no earlier bundle; name another folder.`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });

  await build({
    entryPoints: [join(ROOT, 'training', 'cli', 'main.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    target: 'node20.9',
    format: 'esm',
    external: BESIDE,
    banner: { js: PREAMBLE },
    logLevel: 'error',
  });
  for (const name of BESIDE) copyPackage(name, ROOT, folder);
  const wasm = join(ROOT, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
  for (const kind of ['', '-simd', '-threaded-simd']) {
    copyFileSync(
      join(wasm, `tfjs-backend-wasm${kind}.wasm`),
      join(folder, `tfjs-backend-wasm${kind}.wasm`),
    );
  }
  writeFileSync(join(folder, 'sfumato'), LAUNCHER);
  chmodSync(join(folder, 'sfumato'), 0o755);
  if (values['with-node']) copyFileSync(process.execPath, join(folder, 'node'));
  console.log(`Written: ${folder}. Start it with ${join(folder, 'sfumato')} --help`);
}

/**
 * Copies an installed package and all it depends on into the folder's node_modules.
 * Optional dependencies (other platforms' programs) that are not installed stay away.
 *
 * @param {string} name
 * @param {string} from a folder whose node_modules Node would search for it
 * @param {string} folder
 */
function copyPackage(name, from, folder) {
  const source = packageSource(name, from);
  if (source === undefined) return;
  const target = join(folder, 'node_modules', name);
  if (existsSync(target)) return;
  const { dependencies = {}, optionalDependencies = {} } = readJson(join(source, 'package.json'));
  // Of Dawn's builds, only the one for this platform; of no package its inner node_modules.
  const architecture = process.platform === 'darwin' ? 'universal' : process.arch;
  const build = join(source, 'dist', `${process.platform}-${architecture}`);
  cpSync(source, target, {
    recursive: true,
    filter: (path) => {
      if (path.startsWith(join(source, 'node_modules'))) return false;
      const inDist = name === 'webgpu' && path.startsWith(`${join(source, 'dist')}/`);
      return !inDist || path.startsWith(build);
    },
  });
  // What Dawn's package depends on serves its own build scripts only.
  if (name === 'webgpu') return;
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
    copyPackage(dependency, source, folder);
  }
}

/** @param {string} name @param {string} from @returns {string | undefined} its folder, if installed */
function packageSource(name, from) {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  return undefined;
}

try {
  await main();
} catch (thrown) {
  const known = thrown instanceof InstallError || String(thrown?.code).startsWith('ERR_PARSE_ARGS');
  if (!known) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}
