/**
 * The other road: the libtensorflow inside an installed `tensorflow` wheel, newer than
 * the official one, with tfjs-node's binding compiled against it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

import { bindingFile, InstallError, NAPI_VERSION, packageFolder } from './paths.mjs';

const LIBRARIES =
  process.platform === 'darwin'
    ? ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib']
    : ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/**
 * The `tensorflow` folder of a wheel: the one named, or the one Python would import.
 *
 * @param {string | undefined} named the folder itself, the one above it, or nothing
 */
export function findWheel(named) {
  if (process.platform === 'win32') {
    throw new InstallError(
      'Linking to a wheel works on Linux and macOS; on Windows use WSL, or the official download.',
    );
  }
  if (named !== undefined) return checkWheel(resolve(named));
  for (const python of ['python3', 'python']) {
    const code =
      "import importlib.util as u; s = u.find_spec('tensorflow'); print(s.submodule_search_locations[0] if s else '')";
    const answer = spawnSync(python, ['-c', code], { encoding: 'utf8' });
    const folder = answer.stdout?.trim();
    if (folder) return checkWheel(folder);
  }
  throw new InstallError(
    'Neither python3 nor python knows an installed TensorFlow. Install one, best into a virtual environment ' +
      '(`python3 -m venv tf && tf/bin/pip install --no-deps tensorflow-cpu`, for a GPU `tf/bin/pip install ' +
      "'tensorflow[and-cuda]'`), and name it: --wheel tf/lib/python3.X/site-packages/tensorflow.",
  );
}

/** @param {string} folder */
function checkWheel(folder) {
  if (!existsSync(folder)) throw new InstallError(`There is no folder ${folder}.`);
  if (statSync(folder).isFile()) {
    throw new InstallError(
      `${folder} is a file. Unpack the wheel (\`python3 -m zipfile -e FILE.whl FOLDER\`) and name FOLDER.`,
    );
  }
  const candidates = [folder, join(folder, 'tensorflow')];
  const needed = [
    ...LIBRARIES,
    'include/tensorflow/c/c_api.h',
    'include/tensorflow/c/eager/c_api.h',
  ];
  const found = candidates.find((candidate) => existsSync(join(candidate, LIBRARIES[0])));
  const missing = needed.filter((file) => !existsSync(join(found ?? folder, file)));
  if (found !== undefined && missing.length === 0) return found;
  throw new InstallError(
    `${folder} holds no usable TensorFlow: ${missing.join(', ')} missing. It must be the folder ` +
      '`tensorflow` of a wheel of version 2.9 or newer, with its libraries and headers.',
  );
}

/** The folder with node_api.h. Its interface is stable, so headers of another Node version will do. */
export function findNodeHeaders() {
  const nodedir = spawnSync('npm', ['config', 'get', 'nodedir'], {
    encoding: 'utf8',
  }).stdout?.trim();
  const version = process.versions.node;
  const candidates = [
    join(dirname(process.execPath), '..', 'include', 'node'),
    '/usr/include/node',
    '/usr/local/include/node',
    ...(nodedir && nodedir !== 'undefined' ? [join(nodedir, 'include', 'node')] : []),
    join(homedir(), '.cache', 'node-gyp', version, 'include', 'node'),
    join(homedir(), 'Library', 'Caches', 'node-gyp', version, 'include', 'node'),
  ];
  const found = candidates.find((folder) => existsSync(join(folder, 'node_api.h')));
  if (found !== undefined) return found;
  throw new InstallError(
    `Node's headers (node_api.h) are nowhere to be found. \`npx node-gyp install\` fetches them; ` +
      `looked in ${candidates.join(', ')}.`,
  );
}

/** The first C++ compiler that answers. */
function findCompiler() {
  const candidates = [process.env.CXX, 'g++', 'clang++', 'c++'].filter((name) => name);
  const found = candidates.find((name) => spawnSync(name, ['--version']).status === 0);
  if (found !== undefined) return found;
  throw new InstallError(
    'No C++ compiler is installed. Debian and Ubuntu: apt install g++. macOS: xcode-select --install.',
  );
}

/**
 * Compiles the binding of a package against a wheel's library. It is put in place
 * only when complete, so that a training that runs on the old one is not disturbed.
 *
 * @param {import('./paths.mjs').NativePackage} name
 * @param {string} wheel the `tensorflow` folder
 */
export function compileBinding(name, wheel) {
  const compiler = findCompiler();
  const headers = findNodeHeaders();
  const target = bindingFile(name);
  const unfinished = `${target}.unfinished`;
  mkdirSync(dirname(target), { recursive: true });
  console.log(`Compiling the binding of ${name} against ${wheel} …`);
  const link =
    process.platform === 'darwin'
      ? [...LIBRARIES.map((file) => join(wheel, file)), '-undefined', 'dynamic_lookup']
      : [`-L${wheel}`, ...LIBRARIES.map((file) => `-l:${file}`)];
  const compilation = spawnSync(
    compiler,
    [
      // -fpermissive and -w: the sources were written for older headers and warn a lot.
      ...['-O2', '-std=c++17', '-fPIC', '-shared', '-w'],
      ...(process.platform === 'darwin' ? [] : ['-fpermissive']),
      ...[`-DNAPI_VERSION=${NAPI_VERSION}`, '-DBUILDING_NODE_EXTENSION'],
      ...[`-I${headers}`, '-I..', `-I${join(wheel, 'include')}`],
      ...['binding/tfjs_backend.cc', 'binding/tfjs_binding.cc', '-o', unfinished],
      ...link,
      `-Wl,-rpath,${wheel}`,
    ],
    { cwd: packageFolder(name), encoding: 'utf8' },
  );
  if (compilation.status !== 0) {
    rmSync(unfinished, { force: true });
    const first = compilation.stderr.split('\n').find((line) => line.includes('error'));
    throw new InstallError(
      `${compiler} could not compile the binding (${first?.trim() ?? 'no message'}). ` +
        'A compiler for C++17 is needed (g++ 9 or newer); with it, try another TensorFlow version.',
    );
  }
  renameSync(unfinished, target);
}
