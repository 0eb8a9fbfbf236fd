import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';

import { restoreNodeUtilities } from './node-utilities';
import { adviceFor, probeBackends, selectBackend } from './select';
import { vulkanDrivers } from './vulkan';
import { isSoftware } from './webgpu';

describe('choosing a back end', () => {
  it('makes the requested one current and says what it runs on', async () => {
    const selected = await selectBackend('cpu');
    expect(selected).toMatchObject({ name: 'cpu', detail: 'plain JavaScript, one thread' });
    expect(tf.getBackend()).toBe('cpu');
  });

  it('registers gradients', async () => {
    await selectBackend('cpu');
    expect(
      await tf
        .grad((x) => tf.square(x))(tf.scalar(3))
        .data(),
    ).toEqual(Float32Array.of(6));
  });

  it('names all of them when asked for one that is none', async () => {
    const refusal = selectBackend('cuda');
    await expect(refusal).rejects.toThrow(SfumatoError);
    await expect(refusal).rejects.toThrow('node-gpu, node, webgpu, wasm, cpu');
  });

  it('finds wasm and cpu everywhere, and a reason for each one that is absent', async () => {
    const probes = await probeBackends();
    expect(probes.map((probe) => probe.name)).toEqual([
      'node-gpu',
      'node',
      'webgpu',
      'wasm',
      'cpu',
    ]);
    for (const probe of probes) {
      if (probe.name === 'wasm' || probe.name === 'cpu') expect(probe.available).toBe(true);
      if (!probe.available) expect(probe.reason).toMatch(/cannot be used: .+\. .+/);
    }
  });

  it('without a wish takes the first that can be used', async () => {
    const { name, rejected } = await selectBackend();
    const available = (await probeBackends()).filter((probe) => probe.available);
    expect(name).toBe(available[0]!.name);
    expect(rejected.map((r) => r.name)).not.toContain(name);
  });

  it('advises what is faster on the machine at hand', () => {
    expect(adviceFor('node-gpu', { nvidia: true, gpu: true })).toBeUndefined();
    expect(adviceFor('node', { nvidia: true, gpu: true })).toMatch(/--gpu.*webgpu/);
    expect(adviceFor('wasm', { nvidia: false, gpu: false })).toMatch(/npm run native/);
    expect(adviceFor('cpu', { nvidia: false, gpu: false })).toMatch(/wasm/);
  });
});

describe('renderers that compute on the CPU', () => {
  it('are told from GPUs', () => {
    const swiftshader = {
      vendor: 'google',
      architecture: 'swiftshader',
      device: '',
      description: 'SwiftShader driver 5.0.0',
    };
    const llvmpipe = { ...swiftshader, architecture: '', description: 'llvmpipe (LLVM 15.0.6)' };
    const card = {
      vendor: 'nvidia',
      architecture: 'hopper',
      device: '',
      description: 'NVIDIA: 580',
    };
    expect([swiftshader, llvmpipe, card].map(isSoftware)).toEqual([true, true, false]);
  });
});

describe('Vulkan drivers', () => {
  it('are those VK_DRIVER_FILES names', () => {
    expect(vulkanDrivers({ VK_DRIVER_FILES: '/a/x_icd.json:/b/y_icd.json' })).toEqual([
      '/a/x_icd.json',
      '/b/y_icd.json',
    ]);
  });

  it('are none where the standard folders are empty', () => {
    const nowhere = {
      XDG_CONFIG_DIRS: '/nowhere',
      XDG_DATA_DIRS: '/nowhere',
      XDG_DATA_HOME: '/no',
    };
    const elsewhere = vulkanDrivers(nowhere).filter((path) => !path.startsWith('/etc/'));
    expect(elsewhere).toEqual([]);
  });
});

describe('what Node took out of util', () => {
  it('is put back where it is missing, and only there', () => {
    const own = () => true;
    const util: Record<string, unknown> = { isString: own };
    restoreNodeUtilities(util);
    expect(util.isString).toBe(own);
    const isNullOrUndefined = util.isNullOrUndefined as (value: unknown) => boolean;
    expect([null, undefined, 0, ''].map(isNullOrUndefined)).toEqual([true, true, false, false]);
  });
});
