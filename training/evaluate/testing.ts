/** A feature network of random numbers that takes no time, for tests. */
import type * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { gaussians } from '@/models/layers';
import { createClassifier } from '@/models/architectures';

/** Tensors of a MobileNetV2 a sixteenth as wide, with 11 classes, named by layer. */
export function tinyMobilenet(): Record<string, tf.Tensor> {
  const random = createRandom(9);
  const tensors: Record<string, tf.Tensor> = {};
  const { units } = createClassifier('mobilenet-v2', {
    ...{ artistCount: 1, styleCount: 1, genreCount: 1, embeddingDim: 1, width: 1 / 16 },
  });
  let layer = 0;
  const add = (kind: string, shape: number[], outputs: number, fanIn: number) => {
    const name = `${String(layer).padStart(2, '0')}_${kind}`;
    tensors[`${name}/kernel`] = gaussians(random, shape, Math.sqrt(2 / fanIn));
    tensors[`${name}/bias`] = gaussians(random, [outputs], 0.2);
  };
  for (const { depthwise, size, inputs, outputs, closesBlock } of units) {
    const fanIn = size * size * (depthwise ? 1 : inputs);
    add(depthwise ? 'dw' : 'conv', [size, size, inputs, depthwise ? 1 : outputs], outputs, fanIn);
    layer += closesBlock ? 2 : 1; // the sum with the shortcut
  }
  layer++; // the pooling
  add('conv', [1, 1, units[units.length - 1]!.outputs, 11], 11, 80);
  return tensors;
}
