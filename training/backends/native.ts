/**
 * Native TensorFlow through `tfjs-node` and `tfjs-node-gpu`. Both are optional and
 * live in `training/node_modules`, where `npm run native` puts them; nothing here
 * imports them statically, so the project type-checks and bundles without them.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';

import { findBackend, setBackend } from '@tensorflow/tfjs-core';

import { nvidiaDriver } from './gpu';
import { completeNative } from './missing-kernels';
import { addNativeKernels } from './native-kernels';
import { restoreNodeUtilities } from './node-utilities';
import { configureOneDnn } from './one-dnn';
import { messageOf, unavailable, type BackendName, type BackendProvider } from './provider';

type NativePackage = '@tensorflow/tfjs-node' | '@tensorflow/tfjs-node-gpu';

/** What is used of tfjs-node's back end, which it registers with tfjs under this name. */
const REGISTERED_NAME = 'tensorflow';
interface NativeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version?: string };
}

const INSTALL = 'Run `npm run native` in the folder training/.';
const INSTALL_GPU = 'Run `npm run native -- --gpu` in the folder training/.';

/** Set after the first load: one process can hold one of the two packages. */
let loaded: NativePackage | undefined;

export const nodeGpuProvider: BackendProvider = {
  name: 'node-gpu',
  async activate() {
    const driver = nvidiaDriver();
    if (driver === undefined) {
      throw unavailable(
        'node-gpu',
        'no NVIDIA driver is visible.',
        'Install the driver, or choose another back end.',
      );
    }
    if (loaded === '@tensorflow/tfjs-node') {
      throw unavailable(
        'node-gpu',
        'this process already runs "node".',
        'Start anew with "node-gpu".',
      );
    }
    await load('@tensorflow/tfjs-node-gpu', 'node-gpu', INSTALL_GPU);
    if (!native().isUsingGpuDevice) {
      throw unavailable(
        'node-gpu',
        `TensorFlow ${version()} found no GPU it can use, although a driver is there (${driver}).`,
        'Its messages (TF_CPP_MIN_LOG_LEVEL=0 shows them all) name the CUDA libraries it misses; ' +
          '`npm run native -- --gpu --wheel` links to a newer TensorFlow.',
      );
    }
    await setBackend(REGISTERED_NAME);
    return `TensorFlow ${version()} on a GPU, ${driver}`;
  },
};

export const nodeProvider: BackendProvider = {
  name: 'node',
  async activate() {
    // Where tfjs-node-gpu was tried first and found no GPU, it computes on the CPU.
    if (loaded === undefined) await load('@tensorflow/tfjs-node', 'node', INSTALL);
    if (native().isUsingGpuDevice) {
      throw unavailable('node', 'this process already runs "node-gpu".', 'Start anew with "node".');
    }
    await setBackend(REGISTERED_NAME);
    const cores = availableParallelism();
    return `TensorFlow ${version()} on ${cores} CPU core${cores === 1 ? '' : 's'}`;
  },
};

/** Loads a package with its binding, which registers the back end with tfjs. */
async function load(name: NativePackage, as: BackendName, remedy: string): Promise<void> {
  if (loaded === name) return;
  const folder = packageFolder(name);
  if (folder === undefined) throw unavailable(as, `${name} is not installed.`, remedy);
  if (!existsSync(join(folder, 'lib'))) {
    throw unavailable(as, `${name} is installed without its native binding.`, remedy);
  }
  restoreNodeUtilities();
  // 2 shows errors only; TensorFlow writes its greetings to stderr otherwise.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  configureOneDnn(process.env);
  // The union package registers the gradients; tfjs-node must meet the same copy.
  await import('@tensorflow/tfjs');
  try {
    createRequire(join(folder, 'package.json'))(folder);
  } catch (thrown) {
    throw unavailable(as, `${name} did not load (${messageOf(thrown)}).`, remedy, thrown);
  }
  if (findBackend(REGISTERED_NAME) === null) {
    throw unavailable(as, `${name} brought its own copy of tfjs-core.`, remedy);
  }
  completeNative();
  addNativeKernels();
  loaded = name;
}

/** Where Node finds a package from here: in `training/node_modules`, then in the root's. */
function packageFolder(name: NativePackage): string | undefined {
  const require = createRequire(new URL('../package.json', import.meta.url));
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    return undefined; // not installed: an answer, not a failure
  }
}

function native(): NativeBackend {
  return findBackend(REGISTERED_NAME) as unknown as NativeBackend;
}

function version(): string {
  return native().binding.TF_Version ?? '(version unknown)';
}
