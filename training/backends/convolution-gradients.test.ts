import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { filterGradient, filterGradientByTaps, inputGradient } from './convolution-gradients';

type Shape4D = [number, number, number, number];
type Padding = 'same' | 'valid' | number;

/** Sizes that meet every branch: odd and even sides, filters smaller than the stride, all paddings. */
const CASES: Array<{
  side: [number, number];
  filter: [number, number];
  stride: number;
  pad: Padding;
}> = [];
for (const side of [
  [7, 7],
  [8, 6],
  [5, 9],
] as Array<[number, number]>) {
  for (const filter of [
    [1, 1],
    [3, 3],
    [4, 4],
    [5, 2],
  ] as Array<[number, number]>) {
    for (const stride of [1, 2, 3]) {
      for (const pad of ['same', 'valid', 1] as Padding[])
        CASES.push({ side, filter, stride, pad });
    }
  }
}
const BATCH = 2;
const CHANNELS = 3;
const OUT_CHANNELS = 2;

const random = createRandom(7);
const noise = (shape: Shape4D) =>
  tf.tensor4d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.gaussian()),
    shape,
  );

/**
 * The derivative of Σ conv(x, w) · dy, term by term from the definition: every
 * product x·w·dy that occurs adds x·dy to dw and w·dy to dx.
 */
function byDefinition(
  x: tf.Tensor4D,
  w: tf.Tensor4D,
  dy: tf.Tensor4D,
  stride: number,
  pad: Padding,
) {
  const info = tf.backend_util.computeConv2DInfo(x.shape, w.shape, stride, 1, pad);
  const [xs, ws, dys] = [x.bufferSync(), w.bufferSync(), dy.bufferSync()];
  const dx = tf.buffer(x.shape);
  const dw = tf.buffer(w.shape);
  const [, outHeight, outWidth] = dy.shape;
  const [filterHeight, filterWidth] = w.shape;
  for (let n = 0; n < BATCH; n++) {
    for (let p = 0; p < outHeight; p++) {
      for (let q = 0; q < outWidth; q++) {
        for (let i = 0; i < filterHeight; i++) {
          for (let j = 0; j < filterWidth; j++) {
            const h = p * stride + i - info.padInfo.top;
            const v = q * stride + j - info.padInfo.left;
            if (h < 0 || v < 0 || h >= x.shape[1] || v >= x.shape[2]) continue;
            for (let c = 0; c < CHANNELS; c++) {
              for (let o = 0; o < OUT_CHANNELS; o++) {
                const above = dys.get(n, p, q, o);
                dx.set(dx.get(n, h, v, c) + ws.get(i, j, c, o) * above, n, h, v, c);
                dw.set(dw.get(i, j, c, o) + xs.get(n, h, v, c) * above, i, j, c, o);
              }
            }
          }
        }
      }
    }
  }
  return { dx: dx.toTensor(), dw: dw.toTensor() };
}

function expectClose(actual: tf.Tensor, expected: tf.Tensor) {
  expect(actual.shape).toEqual(expected.shape);
  tf.test_util.expectArraysClose(actual.dataSync(), expected.dataSync(), 1e-4);
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('gradients of a convolution, written as convolutions', () => {
  for (const { side, filter, stride, pad } of CASES) {
    it(`${side.join('×')}, filter ${filter.join('×')}, stride ${stride}, padding ${pad}`, () => {
      const x = noise([BATCH, ...side, CHANNELS]);
      const w = noise([...filter, CHANNELS, OUT_CHANNELS]);
      const dy = noise(tf.conv2d(x, w, stride, pad).shape);
      const attributes = { strides: stride, pad, dataFormat: 'NHWC' } as const;
      const expected = byDefinition(x, w, dy, stride, pad);
      expectClose(filterGradient(x, dy, w.shape, attributes), expected.dw);
      expectClose(filterGradientByTaps(x, dy, w.shape, attributes), expected.dw);
      expectClose(inputGradient(dy, w, x.shape, attributes), expected.dx);
    });
  }

  it('leaves no tensors behind', () => {
    const x = noise([1, 6, 6, CHANNELS]);
    const w = noise([3, 3, CHANNELS, OUT_CHANNELS]);
    const dy = noise([1, 3, 3, OUT_CHANNELS]);
    const attributes = { strides: 2, pad: 'same', dataFormat: 'NHWC' } as const;
    const before = tf.memory().numTensors;
    filterGradient(x, dy, w.shape, attributes).dispose();
    filterGradientByTaps(x, dy, w.shape, attributes).dispose();
    inputGradient(dy, w, x.shape, attributes).dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
