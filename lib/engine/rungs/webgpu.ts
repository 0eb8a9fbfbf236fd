import { systemClock, withLimit } from '../clock';
import { createLoss } from '../loss';
import { describeAdapter, isSoftwareAdapter, type AdapterFacts } from '../renderer';
import type { Rung } from '../rung';
import { fetchCode, register, unregister } from './registry';

/** Some drivers never answer. */
const ADAPTER_LIMIT_MS = 10_000;

/** The limits that tfjs's kernels make use of. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

export const webgpuRung: Rung = {
  backend: 'webgpu',
  async open(allowSoftware) {
    const adapter = await requestAdapter();
    const info = await infoOf(adapter);
    const device = describeAdapter(info);
    if (isSoftwareAdapter(info) && !allowSoftware) {
      throw new Error(`it has a software renderer (${device})`);
    }
    const { WebGPUBackend } = await fetchCode(() => import('@tensorflow/tfjs-backend-webgpu'));
    const requiredLimits = Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]]));
    const gpu = await adapter.requestDevice({ requiredLimits });

    const loss = createLoss();
    void gpu.lost.then(({ message }) => loss.lose(message || 'the GPU was reset'));
    // An error inside a shader surfaces here and nowhere else.
    gpu.addEventListener('uncapturederror', (event) =>
      loss.lose((event as GPUUncapturedErrorEvent).error.message),
    );
    register('webgpu', new WebGPUBackend(gpu, info as GPUAdapterInfo));
    return {
      ...loss,
      tfjsName: 'webgpu',
      device,
      batch: 1,
      close() {
        unregister('webgpu');
        gpu.destroy();
      },
    };
  },
};

/** The standard has moved these facts about. */
async function infoOf(adapter: GPUAdapter): Promise<AdapterFacts> {
  const across = adapter as {
    readonly info?: AdapterFacts;
    readonly isFallbackAdapter?: boolean;
    requestAdapterInfo?(): Promise<AdapterFacts>;
  };
  const info = across.info ?? (await across.requestAdapterInfo?.()) ?? {};
  const { vendor = '', architecture = '', device = '', description = '' } = info;
  const isFallbackAdapter = info.isFallbackAdapter ?? across.isFallbackAdapter ?? false;
  return { vendor, architecture, device, description, isFallbackAdapter };
}

async function requestAdapter(): Promise<GPUAdapter> {
  // Missing in many browsers, and in insecure contexts in all.
  const gpu = navigator.gpu as GPU | undefined;
  if (!gpu) throw new Error('the browser does not offer WebGPU');
  const adapter = await withLimit(
    gpu.requestAdapter({ powerPreference: 'high-performance' }),
    ADAPTER_LIMIT_MS,
    systemClock,
    () => new Error('it did not answer in time'),
  );
  if (!adapter) throw new Error('there is no GPU for it');
  return adapter;
}
