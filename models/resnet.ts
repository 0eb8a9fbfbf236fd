/**
 * ResNet-18 and ResNet-34 (He et al. 2015, table 1) as classifiers of paintings: four
 * stages of basic blocks in the form that torchvision gave them, with the classifiers'
 * own head on the last two.
 */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { classifierOptions, type ClassifierNetwork, type ComputeUnit } from './classifier';
import { defineClassifier } from './classifier-head';
import type { ConvUnit } from './conv-unit';
import { normalisePictures, stemPool } from './imagenet';

export const resnetOptions = classifierOptions.extend({
  depth: z.union([z.literal(18), z.literal(34)]),
});
export type ResnetOptions = z.infer<typeof resnetOptions>;

/** Basic blocks in each stage. */
const BLOCKS = { 18: [2, 2, 2, 2], 34: [3, 4, 6, 3] } as const;
const CHANNELS = [64, 128, 256, 512];

interface Block {
  readonly conv1: ConvUnit;
  readonly conv2: ConvUnit;
  /** Where channels or sides change, the shortcut is a 1 × 1 convolution. */
  readonly shortcut?: ConvUnit;
}

/**
 * Pictures [batch, height, width, 3] in [-1, 1], sides of 32 or more. Maps: stages 3
 * and 4, with sides of 1/16 and 1/32. The trunk has 11,176,512 weights that train with
 * depth 18, and 21,284,672 with depth 34.
 */
export function resnet(given: z.input<typeof resnetOptions>): ClassifierNetwork {
  const options = resnetOptions.parse(given);
  const { stem, stages } = layout(options);

  const walk = (pictures: tf.Tensor4D, compute: ComputeUnit) => {
    let x = stemPool(compute(stem, normalisePictures(pictures)));
    const maps = stages.map((blocks) => {
      for (const block of blocks) x = basicBlock(block, x, compute);
      return x;
    });
    return maps.slice(-2);
  };
  return defineClassifier({
    architecture: 'resnet',
    options,
    units: [stem, ...stages.flat().flatMap(unitsOf)],
    mapChannels: stages.slice(-2).map((blocks) => blocks[0]!.conv2.outputs),
    walk,
  });
}

/** y = relu(F(x) + shortcut(x)) with F two 3 × 3 convolutions (He et al. 2015, figure 5 left). */
function basicBlock({ conv1, conv2, shortcut }: Block, x: tf.Tensor4D, compute: ComputeUnit) {
  const around = shortcut ? compute(shortcut, x) : x;
  return tf.relu(tf.add<tf.Tensor4D>(compute(conv2, compute(conv1, x)), around));
}

function layout({ depth, width }: ResnetOptions): { stem: ConvUnit; stages: Block[][] } {
  const channels = CHANNELS.map((count) => Math.max(1, Math.round(count * width)));
  const stem: ConvUnit = {
    name: 'stem/conv',
    stage: 1,
    size: 7,
    stride: 2,
    inputs: 3,
    outputs: channels[0]!,
    padding: 'symmetric',
    activation: 'relu',
  };
  const stages = BLOCKS[depth].map((count, stage) =>
    Array.from({ length: count }, (_, block) => {
      const outputs = channels[stage]!;
      const changes = block === 0 && stage > 0;
      const inputs = changes ? channels[stage - 1]! : outputs;
      return blockOf(`stage${stage + 1}/block${block + 1}`, stage + 2, inputs, outputs, changes);
    }),
  );
  return { stem, stages };
}

/** @param changes whether the block halves the sides and changes the channels. */
function blockOf(
  path: string,
  stage: number,
  inputs: number,
  outputs: number,
  changes: boolean,
): Block {
  const stride = changes ? 2 : 1;
  const common = { stage, outputs, padding: 'symmetric', activation: 'linear' } as const;
  const shortcut = { ...common, name: `${path}/shortcut/conv`, size: 1, stride, inputs };
  return {
    conv1: { ...common, name: `${path}/conv1`, size: 3, stride, inputs, activation: 'relu' },
    conv2: {
      ...common,
      name: `${path}/conv2`,
      size: 3,
      stride: 1,
      inputs: outputs,
      closesBlock: true,
    },
    ...(changes && { shortcut }),
  };
}

const unitsOf = ({ conv1, conv2, shortcut }: Block) => [
  conv1,
  conv2,
  ...(shortcut ? [shortcut] : []),
];
