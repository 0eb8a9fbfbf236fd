import { SfumatoError } from '@/lib/errors';

import { cpuProvider } from './cpu';
import { gpuLikely, nvidiaDriver } from './gpu';
import { nodeGpuProvider, nodeProvider } from './native';
import { BACKEND_ORDER, messageOf, type BackendName, type BackendProvider } from './provider';
import { wasmProvider } from './wasm';
import { webgpuProvider } from './webgpu';

export { BACKEND_ORDER, type BackendName } from './provider';

/** The back end that computes from now on. */
export interface SelectedBackend {
  readonly name: BackendName;
  /** What it runs on, e.g. `TensorFlow 2.9.1 on 8 CPU cores`. */
  readonly detail: string;
  /** How to get a faster one, one or two sentences; absent for the fastest. */
  readonly advice?: string;
  /** The faster ones that were tried before it in an automatic choice, and why each fell out. */
  readonly rejected: ReadonlyArray<{ readonly name: BackendName; readonly reason: string }>;
}

const PROVIDERS: Readonly<Record<BackendName, BackendProvider>> = {
  'node-gpu': nodeGpuProvider,
  node: nodeProvider,
  webgpu: webgpuProvider,
  wasm: wasmProvider,
  cpu: cpuProvider,
};

/**
 * Chooses what tfjs computes on and makes it ready for training: gradients are
 * registered, kernels a back end lacks are added. Without `requested`, the first of
 * `BACKEND_ORDER` that can be used.
 *
 * @throws SfumatoError `backend-unavailable` if the requested one cannot be used; the
 *   message says why and what to do. `invalid-input` for a name that is none.
 */
export async function selectBackend(requested?: string): Promise<SelectedBackend> {
  // Of all tfjs packages only the union registers gradients in Node.
  await import('@tensorflow/tfjs');
  if (requested !== undefined) {
    const name = parseBackendName(requested);
    const detail = await PROVIDERS[name].activate(true);
    return withAdvice({ name, detail, rejected: [] });
  }
  const rejected: Array<{ name: BackendName; reason: string }> = [];
  for (const name of BACKEND_ORDER) {
    try {
      const detail = await PROVIDERS[name].activate(false);
      return withAdvice({ name, detail, rejected });
    } catch (thrown) {
      rejected.push({ name, reason: messageOf(thrown) });
    }
  }
  throw new SfumatoError(
    'backend-unavailable',
    `No back end can be used. Run \`npm install\` again. ${rejected.map((r) => r.reason).join(' ')}`,
  );
}

/** Whether a back end can be used here. */
export type BackendProbe =
  | { readonly name: BackendName; readonly available: true; readonly detail: string }
  | { readonly name: BackendName; readonly available: false; readonly reason: string };

/**
 * Tries back ends one after the other; the last one that can be used stays current.
 *
 * @param names of those to try, accepted even on a software renderer; without it, all,
 *   by the rules of the automatic choice.
 */
export async function probeBackends(names?: readonly string[]): Promise<BackendProbe[]> {
  await import('@tensorflow/tfjs');
  const probes: BackendProbe[] = [];
  for (const name of names?.map(parseBackendName) ?? BACKEND_ORDER) {
    try {
      const detail = await PROVIDERS[name].activate(names !== undefined);
      probes.push({ name, available: true, detail });
    } catch (thrown) {
      probes.push({ name, available: false, reason: messageOf(thrown) });
    }
  }
  return probes;
}

/** @throws SfumatoError `invalid-input` that lists the names there are. */
export function parseBackendName(name: string): BackendName {
  const known = BACKEND_ORDER.find((candidate) => candidate === name);
  if (known !== undefined) return known;
  throw new SfumatoError(
    'invalid-input',
    `There is no back end "${name}". Choose one of ${BACKEND_ORDER.join(', ')}.`,
  );
}

function withAdvice(selected: Omit<SelectedBackend, 'advice'>): SelectedBackend {
  const advice = adviceFor(selected.name, {
    nvidia: nvidiaDriver() !== undefined,
    gpu: gpuLikely(),
  });
  return advice === undefined ? selected : { ...selected, advice };
}

/** How to compute faster than with `name` on a machine with this hardware. */
export function adviceFor(
  name: BackendName,
  machine: { readonly nvidia: boolean; readonly gpu: boolean },
): string | undefined {
  if (name === 'node-gpu') return undefined;
  const nodeGpu = '`npm run native -- --gpu` in training/ adds "node-gpu"';
  if (name === 'webgpu')
    return machine.nvidia ? `With CUDA at hand, ${nodeGpu}; compare.` : undefined;
  const native =
    '`npm run native` in training/ adds "node", native TensorFlow, many times as fast.';
  if (machine.gpu) {
    const ways = machine.nvidia ? `${nodeGpu}; without CUDA, try "webgpu"` : 'try "webgpu"';
    return `This machine seems to have a GPU: ${ways}.${name === 'node' ? '' : ` Without it, ${native}`}`;
  }
  if (name === 'node')
    return 'A GPU would be faster ("node-gpu" or "webgpu"); none is visible here.';
  return name === 'cpu' ? `"wasm" is faster and always there. ${native}` : native;
}
