import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { conditionalGenerator } from './conditional-dcgan';
import { toFloat16 } from './quantize';
import { decodeWeightsFile, encodeWeightsFile } from './weights-file';

const network = conditionalGenerator({
  latentDim: 6,
  classCount: 3,
  embeddingDim: 4,
  channels: [8, 6],
});

async function encoded(dtype: 'float32' | 'float16' | 'uint8') {
  await tf.setBackend('cpu');
  const weights = network.init(createRandom(3));
  return { weights, ...(await encodeWeightsFile(weights, network.spec, dtype)) };
}

/** An independent half-precision rounding: the nearest of the representable neighbours. */
function nearestHalf(value: number): number {
  if (value === 0) return 0;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(value))), -14);
  const step = 2 ** (exponent - 10);
  return Math.round(value / step) * step;
}

function fromHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 1023;
  return sign * (exponent ? (1 + mantissa / 1024) * 2 ** (exponent - 15) : mantissa * 2 ** -24);
}

describe('toFloat16', () => {
  it('rounds to the nearest half', () => {
    const random = createRandom(1);
    for (let i = 0; i < 5000; i++) {
      const value = Math.fround(random.gaussian() * 10 ** (random.integer(9) - 6));
      expect(fromHalf(toFloat16(value))).toBeCloseTo(nearestHalf(value), 9);
    }
  });

  it('keeps what is too large finite', () => {
    expect(fromHalf(toFloat16(1e9))).toBe(65504);
    expect(fromHalf(toFloat16(-65535))).toBe(-65504);
  });
});

describe('a weights file', () => {
  it.each([
    ['float32', 0],
    ['float16', 1e-3],
    ['uint8', 2e-2],
  ] as const)('keeps the numbers as %s', async (dtype, tolerance) => {
    const { weights, bytes, file } = await encoded(dtype);
    const decoded = decodeWeightsFile(bytes.buffer, file, network.spec);
    for (const { name } of network.spec.weights) {
      const before = weights[name]!.dataSync();
      const after = decoded[name]!.dataSync();
      const largest = Math.max(...before.map(Math.abs));
      before.forEach((v, k) =>
        expect(Math.abs(after[k]! - v)).toBeLessThanOrEqual(largest * tolerance),
      );
    }
  });

  it('gives weak channels as many of the 8 bits as strong ones', async () => {
    await tf.setBackend('cpu');
    const spec = {
      ...{ architecture: 'test', options: {} },
      weights: [{ name: 'kernel', shape: [50, 3], trainable: true }],
    };
    const random = createRandom(8);
    const strengths = [100, 1, 1e-3];
    const values = Float32Array.from(
      { length: 150 },
      (_, i) => random.gaussian() * strengths[i % 3]!,
    );
    const weights = { kernel: tf.tensor2d(values, [50, 3]) };
    const { bytes, file } = await encodeWeightsFile(weights, spec, 'uint8');
    const decoded = decodeWeightsFile(bytes.buffer, file, spec)['kernel']!.dataSync();
    for (const c of [0, 1, 2]) {
      const channel = [...values].filter((_, i) => i % 3 === c);
      const largest = Math.max(...channel.map(Math.abs));
      channel.forEach((value, row) =>
        expect(Math.abs(decoded[row * 3 + c]! - value)).toBeLessThanOrEqual(largest / 250),
      );
    }
  });

  it('is named after its content', async () => {
    const { file } = await encoded('float16');
    expect(file.file).toBe(`weights-${file.sha256.slice(0, 16)}.bin`);
  });

  it('says what is wrong with a truncated, altered or foreign file', async () => {
    const { bytes, file } = await encoded('float16');
    expect(() => decodeWeightsFile(bytes.buffer.slice(0, 100), file, network.spec)).toThrow(
      /100 bytes/,
    );
    const altered = bytes.slice();
    altered[50]! ^= 1;
    expect(() => decodeWeightsFile(altered.buffer, file, network.spec)).toThrow(/SHA-256/);
    const other = conditionalGenerator({
      latentDim: 6,
      classCount: 4,
      embeddingDim: 4,
      channels: [8, 6],
    });
    expect(() => decodeWeightsFile(bytes.buffer, file, other.spec)).toThrow(
      /embedding is 3×4 instead of 4×4/,
    );
  });
});
