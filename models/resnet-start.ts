import type * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import type { ClassifierNetwork } from './classifier';
import { startFrom } from './start';

/**
 * Weights of a `resnet` that starts from tensors named as in torchvision, with the
 * normalisation folded into them: `conv1.weight` [7, 7, 3, 64], `layer2.0.conv1.bias`,
 * `layer2.0.downsample.0.weight` … What is not there is fresh. Depth 34 takes ResNet-18's
 * blocks as the first ones of its stages; the further ones start as the identity.
 *
 * @throws SfumatoError `invalid-input` if a tensor has another shape.
 */
export function resnetStart(
  network: ClassifierNetwork,
  tensors: Readonly<Record<string, tf.Tensor>>,
  random: Random,
): Record<string, tf.Tensor> {
  return startFrom(network, random, (unit) => {
    const name = torchvisionName(unit.name);
    const kernel = tensors[`${name}.weight`];
    const bias = tensors[`${name}.bias`];
    return kernel && bias && { kernel, bias };
  });
}

/** `stage2/block1/shortcut/conv` → `layer2.0.downsample.0`. */
function torchvisionName(name: string): string {
  const parts = /^stage(\d)\/block(\d)\/(shortcut\/conv|conv\d)$/.exec(name);
  if (!parts) return 'conv1';
  const [, stage, block, conv] = parts;
  return `layer${stage}.${Number(block) - 1}.${conv === 'shortcut/conv' ? 'downsample.0' : conv}`;
}
