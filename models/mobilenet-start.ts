import type * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';

import type { ClassifierNetwork } from './classifier';
import type { ConvUnit } from './conv-unit';
import { startFrom } from './start';

/**
 * Weights of a `mobilenet-v2` that starts from tensors with the normalisation folded
 * into them, numbered by layer: `00_conv/kernel`, `01_dw/bias` … A sum with a shortcut
 * counts as a layer, too. What is not there is fresh.
 *
 * @throws SfumatoError `invalid-input` if a tensor has another shape.
 */
export function mobilenetStart(
  network: ClassifierNetwork,
  tensors: Readonly<Record<string, tf.Tensor>>,
  random: Random,
): Record<string, tf.Tensor> {
  const names = layerNames(network.units);
  return startFrom(network, random, (unit, index) => {
    const kernel = tensors[`${names[index]}/kernel`];
    const bias = tensors[`${names[index]}/bias`];
    return kernel && bias && { kernel, bias };
  });
}

function layerNames(units: readonly ConvUnit[]): string[] {
  let layer = 0;
  return units.map((unit) => {
    const name = `${String(layer).padStart(2, '0')}_${unit.depthwise ? 'dw' : 'conv'}`;
    layer += unit.closesBlock ? 2 : 1;
    return name;
  });
}
