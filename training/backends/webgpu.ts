/**
 * WebGPU in Node: Dawn, the implementation Chromium uses, from the optional package
 * `webgpu`, under tfjs's WebGPU back end. Needs the GPU's Vulkan driver (Linux), and
 * no CUDA. Two things to know: tensors are read with `await tensor.data()` only
 * (there is no `dataSync`), and the first step is slow while shaders are compiled.
 */
import { existsSync } from 'node:fs';

import { findBackend, registerBackend, setBackend } from '@tensorflow/tfjs-core';

import { completeWebgpu } from './missing-kernels';
import { messageOf, unavailable, type BackendProvider } from './provider';
import { vulkanDrivers, vulkanLoaderPresent } from './vulkan';

/** What is used of the package `webgpu`. Its types are not there where it is not installed. */
interface Dawn {
  create(options: string[]): GPU;
  readonly globals: Record<string, unknown>;
}

/** What an adapter says about itself. */
type AdapterInfo = Pick<GPUAdapterInfo, 'vendor' | 'architecture' | 'device' | 'description'>;
/** The types tfjs brings along are older than `adapter.info`. */
type Adapter = GPUAdapter & { readonly info: GPUAdapterInfo };

/** Name of the package in a variable, so that bundlers leave it beside the bundle. */
const DAWN: string = 'webgpu';

/** What Dawn makes lives as long as this does. */
let running: { readonly gpu: GPU; readonly adapter: string } | undefined;

export const webgpuProvider: BackendProvider = {
  name: 'webgpu',
  async activate(explicit) {
    if (running === undefined) {
      const gpu = await loadDawn();
      const adapter = await findAdapter(gpu, explicit);
      await register(gpu, adapter);
      running = { gpu, adapter: describe(adapter) };
    }
    await setBackend('webgpu');
    return `${running.adapter}, WebGPU through Dawn`;
  },
};

async function loadDawn(): Promise<GPU> {
  let dawn: Dawn;
  try {
    dawn = (await import(/* @vite-ignore */ DAWN)) as Dawn;
  } catch (thrown) {
    throw unavailable(
      'webgpu',
      `the package "webgpu" did not load (${messageOf(thrown)}).`,
      'Run `npm install` in the root folder, with optional packages.',
      thrown,
    );
  }
  Object.assign(globalThis, dawn.globals);
  return dawn.create([]);
}

async function findAdapter(gpu: GPU, explicit: boolean): Promise<Adapter> {
  const adapter = (await gpu.requestAdapter({
    powerPreference: 'high-performance',
  })) as Adapter | null;
  if (adapter === null) throw unavailable('webgpu', ...explainNoAdapter());
  if (!explicit && isSoftware(adapter.info)) {
    throw unavailable(
      'webgpu',
      `the only adapter is a software renderer (${describe(adapter)}), slower than WebAssembly.`,
      'Ask for "webgpu" by name to use it all the same.',
    );
  }
  return adapter;
}

/** Why there is no adapter, and what to do: both for the error's sentence. */
function explainNoAdapter(): [reason: string, remedy: string] {
  if (process.platform !== 'linux') return ['no GPU was found.', 'Update the graphics driver.'];
  if (!vulkanLoaderPresent()) {
    return [
      'the Vulkan loader (libvulkan.so.1) is missing.',
      'Install it (Debian: apt install libvulkan1), or add its folder to LD_LIBRARY_PATH.',
    ];
  }
  const drivers = vulkanDrivers();
  const missing = drivers.filter((path) => !existsSync(path));
  if (missing.length > 0) {
    return [
      `VK_DRIVER_FILES names a file that is not there (${missing.join(', ')}).`,
      'Correct or unset it.',
    ];
  }
  if (drivers.length === 0) {
    return [
      'the Vulkan loader finds no driver.',
      "Install the GPU's Vulkan driver, or point VK_DRIVER_FILES at its *_icd.json.",
    ];
  }
  return [
    `none of the Vulkan drivers offers a GPU that Dawn accepts (${drivers.join(', ')}).`,
    'Update the driver; in a container, give it the GPU with its graphics capability.',
  ];
}

/** SwiftShader and llvmpipe compute on the CPU. */
export function isSoftware(info: AdapterInfo): boolean {
  const words = `${info.architecture} ${info.device} ${info.description}`;
  return /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(words);
}

function describe(adapter: Adapter): string {
  const { description, device, vendor, architecture } = adapter.info;
  return description || device || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed GPU';
}

/** Opens the device with all the adapter can do, and gives it to tfjs. */
async function register(gpu: GPU, adapter: Adapter): Promise<void> {
  const device = await adapter.requestDevice({
    // WebGPU grants small defaults (128 MiB a binding, 8 buffers a shader) unless asked.
    requiredLimits: allLimits(adapter.limits),
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
  });
  // A shader that fails leaves zeros behind, a lost device garbage: end the run instead.
  device.addEventListener('uncapturederror', (event) => {
    throw new Error(`WebGPU: ${(event as GPUUncapturedErrorEvent).error.message}`);
  });
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  completeWebgpu();
  const restore = pretendBrowser(gpu);
  try {
    const backend = new WebGPUBackend(device, adapter.info);
    registerBackend('webgpu', () => backend, 0);
    if (findBackend('webgpu') === null) throw new Error('tfjs did not take the back end.');
  } catch (thrown) {
    throw unavailable('webgpu', messageOf(thrown), 'Choose another back end.', thrown);
  } finally {
    restore();
  }
}

/** Everything in a set of limits, by name. They are getters on the prototype, not own fields. */
function allLimits(limits: GPUSupportedLimits): Record<string, number> {
  const all: Record<string, number> = {};
  for (const name in limits) {
    const value: unknown = limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') all[name] = value;
  }
  return all;
}

/**
 * The back end's constructor looks for `navigator.gpu`. It is there only that long:
 * a lasting global reference would keep the process from ending.
 *
 * @returns what puts the old state back.
 */
function pretendBrowser(gpu: GPU): () => void {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
    else Object.defineProperty(globalThis, 'navigator', before);
  };
}
