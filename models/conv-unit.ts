/**
 * The unit that classifiers are built of: a convolution, its batch normalisation
 * (Ioffe and Szegedy 2015) and a rectifier. In inference the normalisation is
 * multiplied into the kernel, so that picture-sized tensors are passed over once.
 */
import * as tf from '@tensorflow/tfjs-core';

import {
  batchNorm,
  batchNormPlan,
  convPlan,
  heStddev,
  normalPlan,
  settledNorm,
  weightOf,
  type BatchNormOptions,
  type WeightPlan,
} from './layers';
import type { TrainingPass, Weights } from './network';

/** He et al. 2015 (section 3.4) in the form that torchvision gave it. */
export const UNIT_NORM: BatchNormOptions = { momentum: 0.9, epsilon: 1e-5 };

/** One unit, as data; its weights are `<name>/kernel` and `<normOf(name)>/gamma` … or `<name>/bias`. */
export interface ConvUnit {
  /** Path of the convolution; its last part is `conv`, or `conv` and a number. */
  readonly name: string;
  /** Counted from the input, the stem being 1; see `TrainingPass.frozenStages`. */
  readonly stage: number;
  /** Side of the kernel. */
  readonly size: number;
  readonly stride: number;
  readonly inputs: number;
  readonly outputs: number;
  /**
   * With stride 2: `symmetric` pads (size − 1)/2 on every side, as PyTorch does;
   * `same` pads as TensorFlow does. With stride 1 both are one.
   */
  readonly padding: 'symmetric' | 'same';
  readonly activation: 'linear' | 'relu' | 'relu6';
  /** One kernel a channel, [size, size, channels, 1]. */
  readonly depthwise?: boolean;
  /**
   * The last unit before a sum with a shortcut: a fresh block starts as its shortcut
   * alone, by a scale of 0 (Goyal et al. 2017, section 5.1).
   */
  readonly closesBlock?: boolean;
}

/** `stage1/block2/conv1` → `stage1/block2/norm1`. */
export const normOf = (conv: string) => conv.replace(/conv(\d*)$/, 'norm$1');

export function convUnitPlan(
  { name, size, inputs, outputs, depthwise, closesBlock }: ConvUnit,
  normalisation: 'batch' | 'folded',
): WeightPlan[] {
  const batch = normalisation === 'batch';
  const [kernel, ...bias] = convPlan(name, size, inputs, outputs, { bias: !batch });
  const fanIn = size * size;
  return [
    depthwise ? normalPlan(kernel!.name, [size, size, inputs, 1], heStddev(fanIn)) : kernel!,
    ...bias,
    ...(batch ? batchNormPlan(normOf(name), outputs, { gamma: closesBlock ? 0 : 1 }) : []),
  ];
}

/**
 * x [batch, height, width, inputs] → [batch, height/stride, width/stride, outputs].
 *
 * In a training pass of a stage that is not frozen, the statistics are the batch's;
 * everywhere else they are constants, and kernel and bias contain them.
 */
export function convUnit(
  weights: Weights,
  unit: ConvUnit,
  x: tf.Tensor4D,
  pass?: TrainingPass,
): tf.Tensor4D {
  const { name, activation } = unit;
  const kernel = weightOf<tf.Tensor4D>(weights, `${name}/kernel`);
  const bias = weights[`${name}/bias`];
  if (bias) {
    if (pass) throw new Error('A network whose normalisation is folded cannot be trained.');
    return convolveFused(unit, x, kernel, bias);
  }
  const learns = pass !== undefined && unit.stage > (pass.frozenStages ?? 0);
  if (!learns) {
    const folded = foldUnit(weights, unit);
    return convolveFused(unit, x, folded.kernel, folded.bias);
  }
  const y = batchNorm(weights, normOf(name), convolve(unit, x, kernel), pass, UNIT_NORM);
  return activate(activation, y);
}

/**
 * Kernel · γ/√(σ² + ε) and bias β − μγ/√(σ² + ε): the unit with its moving averages as one
 * convolution.
 */
export function foldUnit(weights: Weights, { name, depthwise, outputs }: ConvUnit) {
  const { scale, offset } = settledNorm(weights, normOf(name), UNIT_NORM.epsilon);
  const kernel = weightOf<tf.Tensor4D>(weights, `${name}/kernel`);
  const perChannel = depthwise ? tf.reshape(scale, [1, 1, outputs, 1]) : scale;
  return { kernel: tf.mul<tf.Tensor4D>(kernel, perChannel), bias: offset };
}

/** The convolution alone. */
export function convolve(unit: ConvUnit, x: tf.Tensor4D, kernel: tf.Tensor4D): tf.Tensor4D {
  const { input, padding } = padded(unit, x);
  return unit.depthwise
    ? tf.depthwiseConv2d(input, kernel, unit.stride, padding)
    : tf.conv2d(input, kernel, unit.stride, padding);
}

/** Convolution, bias and rectifier as one operation where the back end has it. */
function convolveFused(unit: ConvUnit, x: tf.Tensor4D, filter: tf.Tensor4D, bias: tf.Tensor) {
  const { input, padding } = padded(unit, x);
  const { stride: strides, activation } = unit;
  const parts = { x: input, filter, strides, pad: padding, bias, activation };
  return unit.depthwise ? tf.fused.depthwiseConv2d(parts) : tf.fused.conv2d(parts);
}

export function activate(activation: ConvUnit['activation'], x: tf.Tensor4D): tf.Tensor4D {
  if (activation === 'linear') return x;
  return activation === 'relu' ? tf.relu(x) : tf.relu6(x);
}

function padded({ padding, stride, size }: ConvUnit, x: tf.Tensor4D) {
  if (padding === 'same' || stride === 1) return { input: x, padding: 'same' as const };
  return { input: padBorder(x, (size - 1) / 2), padding: 'valid' as const };
}

/** Zeros on all four sides. */
export function padBorder(x: tf.Tensor4D, border: number): tf.Tensor4D {
  if (border === 0) return x;
  return tf.pad(x, [
    [0, 0],
    [border, border],
    [border, border],
    [0, 0],
  ]);
}
