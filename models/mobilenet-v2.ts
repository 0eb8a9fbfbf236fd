/**
 * MobileNetV2 1.0 (Sandler et al. 2018, table 2) as a classifier of paintings, with
 * TensorFlow's SAME padding.
 */
import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';

import { classifierOptions, type ClassifierNetwork, type ComputeUnit } from './classifier';
import { defineClassifier } from './classifier-head';
import type { ConvUnit } from './conv-unit';

export const mobilenetOptions = classifierOptions;

/** Table 2: expansion t, channels c, repetitions n, stride s of the first one. */
const STAGES = [
  { t: 1, c: 16, n: 1, s: 1 },
  { t: 6, c: 24, n: 2, s: 2 },
  { t: 6, c: 32, n: 3, s: 2 },
  { t: 6, c: 64, n: 4, s: 2 },
  { t: 6, c: 96, n: 3, s: 1 },
  { t: 6, c: 160, n: 3, s: 2 },
  { t: 6, c: 320, n: 1, s: 1 },
];
const STEM_CHANNELS = 32;
const LAST_CHANNELS = 1280;

/** An inverted residual (figure 4d): expand, filter each channel, project without a rectifier. */
interface Bottleneck {
  readonly expand?: ConvUnit;
  readonly depthwise: ConvUnit;
  readonly project: ConvUnit;
  /** Whether the input is added to the output. */
  readonly residual: boolean;
}

/**
 * Pictures [batch, height, width, 3] in [-1, 1], sides of 32 or more. Maps: the finest
 * features of stage 6, expanded but not yet strided, with sides of 1/16 (as for SSDLite,
 * section 6.2), and the last ones, with sides of 1/32. The trunk has 2,223,872 weights
 * that train. Stages count 1 for the stem, 2 to 8 for the rows of the table, 9 for the
 * last convolution.
 */
export function mobilenetV2(given: z.input<typeof mobilenetOptions>): ClassifierNetwork {
  const options = mobilenetOptions.parse(given);
  const { stem, bottlenecks, last } = layout(options.width);

  const walk = (pictures: tf.Tensor4D, compute: ComputeUnit) => {
    let x = compute(stem, pictures);
    let middle = x;
    for (const { expand, depthwise, project, residual } of bottlenecks) {
      const expanded = expand ? compute(expand, x) : x;
      if (expand?.name === MIDDLE) middle = expanded;
      const projected = compute(project, compute(depthwise, expanded));
      x = residual ? tf.add(x, projected) : projected;
    }
    return [middle, compute(last, x)];
  };
  const units = [
    stem,
    ...bottlenecks.flatMap(({ expand, depthwise, project }) => [
      ...(expand ? [expand] : []),
      depthwise,
      project,
    ]),
    last,
  ];
  const middle = units.find((unit) => unit.name === MIDDLE)!;
  return defineClassifier({
    architecture: 'mobilenet-v2',
    options,
    units,
    mapChannels: [middle.outputs, last.outputs],
    walk,
  });
}

const MIDDLE = 'stage6/block1/expand/conv';

function layout(width: number) {
  const scaled = (channels: number) => Math.max(1, Math.round(channels * width));
  const common = { padding: 'same', activation: 'relu6' } as const;
  const stem: ConvUnit = {
    ...common,
    name: 'stem/conv',
    stage: 1,
    size: 3,
    stride: 2,
    inputs: 3,
    outputs: scaled(STEM_CHANNELS),
  };
  const bottlenecks = STAGES.flatMap(({ t, c, n, s }, index) =>
    Array.from({ length: n }, (_, block) => {
      const before = STAGES[index - 1]?.c ?? STEM_CHANNELS;
      const path = `stage${index + 1}/block${block + 1}`;
      const inputs = scaled(block > 0 ? c : before);
      return bottleneck(path, index + 2, block === 0 ? s : 1, inputs, t, scaled(c), block > 0);
    }),
  );
  const last: ConvUnit = {
    ...common,
    name: `stage${STAGES.length + 1}/conv`,
    stage: STAGES.length + 2,
    size: 1,
    stride: 1,
    inputs: scaled(STAGES[STAGES.length - 1]!.c),
    outputs: scaled(LAST_CHANNELS),
  };
  return { stem, bottlenecks, last };
}

function bottleneck(
  path: string,
  stage: number,
  stride: number,
  inputs: number,
  expansion: number,
  outputs: number,
  residual: boolean,
): Bottleneck {
  const inner = inputs * expansion;
  const pointwise = { stage, size: 1, stride: 1, padding: 'same' } as const;
  const expand: ConvUnit = {
    ...pointwise,
    name: `${path}/expand/conv`,
    inputs,
    outputs: inner,
    activation: 'relu6',
  };
  return {
    ...(expansion > 1 && { expand }),
    depthwise: {
      name: `${path}/depthwise/conv`,
      stage,
      size: 3,
      stride,
      inputs: inner,
      outputs: inner,
      padding: 'same',
      activation: 'relu6',
      depthwise: true,
    },
    project: {
      ...pointwise,
      name: `${path}/project/conv`,
      inputs: inner,
      outputs,
      activation: 'linear',
      closesBlock: residual,
    },
    residual,
  };
}
