/**
 * Paints a picture in a style: convolutions down to an eighth of the sides, residual
 * blocks, and back up by enlarging before each convolution (Odena et al. 2016), smoothly, so
 * that no grid is left. The style sets scale and offset of every normalisation behind the bottleneck (Dumoulin et al. 2017; Ghiasi et al.
 * 2017), and how much of the finer maps on the way down comes back on the way up: all of
 * it for the picture's own style, little for one that dissolves every edge.
 */
import * as tf from '@tensorflow/tfjs-core';

import { grain } from './grain';
import { convPlan, dense, densePlan, weightOf, type WeightPlan } from './layers';
import type { Weights } from './network';
import { repeatBorder } from './repeat-border';
import type { Origin } from './stylizer-geometry';
import {
  affineOf,
  applyAffine,
  asBias,
  measureStatistics,
  normaliseInstance,
  type Modulation,
  type Statistics,
} from './stylizer-norm';
import { upsampleSmooth2 } from './upsample';

/** Beyond ±1, so that the purest black and white can be painted; what lies beyond is cut off. */
const RANGE = 1.1;

export interface PainterOptions {
  /** Channels at the full, half, quarter and eighth side. */
  readonly widths: readonly [number, number, number, number];
  readonly blocks: number;
  readonly styleDim: number;
  /** Residual blocks at the quarter side, on the way up. */
  readonly fineBlocks: number;
  /** How much grain a picture is given before it is painted, as a deviation in [-1, 1]. */
  readonly grain: number;
}

/** One convolution and its normalisation. */
interface Layer {
  readonly name: string;
  readonly size: number;
  readonly stride: number;
  readonly inputs: number;
  readonly outputs: number;
  /** Whether the style modulates it, or scale and offset of its own. */
  readonly styled: boolean;
}

function layersOf({ widths, blocks, fineBlocks }: PainterOptions) {
  const [full, half, quarter, eighth] = widths;
  const layer = (name: string, inputs: number, outputs: number, rest: Partial<Layer> = {}) => ({
    ...{ name: `painter/${name}`, size: 3, stride: 1, inputs, outputs, styled: true },
    ...rest,
  });
  const down = (name: string, inputs: number, outputs: number) =>
    layer(name, inputs, outputs, { stride: 2, styled: false });
  const residual = (name: string, count: number, width: number) =>
    Array.from({ length: count }, (_, i) => [
      layer(`${name}${i + 1}/conv1`, width, width),
      layer(`${name}${i + 1}/conv2`, width, width),
    ]);
  return {
    down: [
      layer('down1', 3, full, { styled: false }),
      down('down2', full, half),
      down('down4', half, quarter),
      { ...down('down8', quarter, eighth), styled: true },
    ],
    blocks: residual('block', blocks, eighth),
    up4: layer('up4', eighth, quarter),
    fineBlocks: residual('fine', fineBlocks, quarter),
    finer: [layer('up2', quarter, half), layer('up1', half, full)],
  };
}

function allLayers(options: PainterOptions): Layer[] {
  const { down, blocks, up4, fineBlocks, finer } = layersOf(options);
  return [...down, ...blocks.flat(), up4, ...fineBlocks.flat(), ...finer];
}

export function painterPlans(options: PainterOptions): WeightPlan[] {
  const { styleDim, widths } = options;
  const { up4, finer } = layersOf(options);
  const constant = (name: string, size: number, value: number): WeightPlan => ({
    ...{ name, shape: [size], trainable: true, initializer: { kind: 'constant', value } },
  });
  return [
    ...allLayers(options).flatMap(({ name, size, inputs, outputs, styled }) => [
      ...convPlan(name, size, inputs, outputs, { bias: false }),
      ...(styled
        ? densePlan(`${name}/style`, styleDim, 2 * outputs, 0.02)
        : [constant(`${name}/gamma`, outputs, 1), constant(`${name}/beta`, outputs, 0)]),
    ]),
    ...[up4, ...finer].flatMap(({ name, outputs }) =>
      densePlan(`${name}/kept`, styleDim, outputs, 0.02),
    ),
    ...convPlan('painter/rgb', 3, widths[0], 3, { stddev: 0.05 }),
  ];
}

/** The normalised layers, in their order, and how many channels each has. */
export function statisticLayersOf(options: PainterOptions): { name: string; channels: number }[] {
  return allLayers(options).map(({ name, outputs }) => ({ name, channels: outputs }));
}

/** Statistics of every normalisation, by the layer's name. */
export type PainterStatistics = Readonly<Record<string, Statistics>>;

/** Of what the pictures are parts. */
export interface Part {
  readonly statistics?: PainterStatistics | undefined;
  readonly origin?: Origin | undefined;
}

/** How a convolution's output is normalised. */
type Normalise = (layer: Layer, x: tf.Tensor4D, filter: tf.Tensor4D) => tf.Tensor4D;

/**
 * @param pictures [batch, height, width, 3] in [-1, 1]; sides multiples of 8.
 * @param vectors [batch, styleDim], or [1, styleDim] for all.
 * @param statistics of a whole that the pictures are parts of; without it, their own.
 * @param origin where in that whole they lie.
 * @returns [batch, height, width, 3]; a little beyond [-1, 1] at the extremes.
 */
export function paint(
  weights: Weights,
  options: PainterOptions,
  pictures: tf.Tensor4D,
  vectors: tf.Tensor2D,
  { statistics, origin = WHOLE }: Part = {},
): tf.Tensor4D {
  const grained = withGrain(options, pictures, origin);
  return walk(weights, options, grained, vectors, (layer, x, filter) => {
    const modulation = modulationOf(weights, layer, vectors);
    const known = statistics?.[layer.name];
    if (!known) return normaliseInstance(convolve(layer, x, filter), modulation);
    const { scale, offset } = affineOf(known, modulation);
    // Known numbers go into the convolution itself.
    return tf.fused.conv2d({
      x: bordered(layer.stride, x),
      filter: tf.mul<tf.Tensor4D>(filter, scale),
      strides: layer.stride,
      pad: 'valid',
      bias: asBias(offset),
    });
  });
}

/**
 * Statistics of all the pictures together, for `paint` to use on other parts of the same
 * whole. The caller disposes of them.
 */
export function measurePainter(
  weights: Weights,
  options: PainterOptions,
  pictures: tf.Tensor4D,
  vector: tf.Tensor2D,
): PainterStatistics {
  const measured: Record<string, Statistics> = {};
  walk(weights, options, withGrain(options, pictures, WHOLE), vector, (layer, x, filter) => {
    const y = convolve(layer, x, filter);
    const statistics = measureStatistics(y, 'batch');
    measured[layer.name] = statistics;
    const { scale, offset } = affineOf(statistics, modulationOf(weights, layer, vector));
    return applyAffine(y, scale, offset);
  });
  return measured;
}

const WHOLE: Origin = { left: 0, top: 0 };

function withGrain({ grain: amount }: PainterOptions, pictures: tf.Tensor4D, origin: Origin) {
  if (amount === 0) return pictures;
  const [, height, width] = pictures.shape;
  return tf.add<tf.Tensor4D>(pictures, tf.mul(grain(height, width, origin), amount));
}

function walk(
  weights: Weights,
  options: PainterOptions,
  pictures: tf.Tensor4D,
  vectors: tf.Tensor2D,
  normalise: Normalise,
): tf.Tensor4D {
  const { down, blocks, up4, fineBlocks, finer } = layersOf(options);
  const unit = (layer: Layer, x: tf.Tensor4D) =>
    normalise(layer, x, weightOf<tf.Tensor4D>(weights, `${layer.name}/kernel`));
  const residual = (x: tf.Tensor4D, [first, second]: Layer[]) =>
    tf.add<tf.Tensor4D>(x, unit(second!, tf.relu(unit(first!, x))));
  const maps: tf.Tensor4D[] = [];
  const upTo = (layer: Layer, x: tf.Tensor4D) => {
    const kept = perChannel(dense(weights, `${layer.name}/kept`, vectors));
    const skipped = tf.mul<tf.Tensor4D>(maps.pop()!, kept);
    return tf.relu(tf.add<tf.Tensor4D>(unit(layer, upsampleSmooth2(x)), skipped));
  };
  let x = pictures;
  for (const layer of down) {
    maps.push(x);
    x = tf.relu(unit(layer, x));
  }
  for (const block of blocks) x = residual(x, block);
  x = upTo(up4, x);
  for (const block of fineBlocks) x = residual(x, block);
  for (const layer of finer) x = upTo(layer, x);
  const kernel = weightOf<tf.Tensor4D>(weights, 'painter/rgb/kernel');
  const rgb = convolve({ stride: 1 }, x, kernel);
  const painted = tf.add<tf.Tensor4D>(rgb, weightOf(weights, 'painter/rgb/bias'));
  return tf.mul<tf.Tensor4D>(tf.tanh(painted), RANGE);
}

function convolve(
  { stride }: Pick<Layer, 'stride'>,
  x: tf.Tensor4D,
  filter: tf.Tensor4D,
): tf.Tensor4D {
  return tf.conv2d(bordered(stride, x), filter, stride, 'valid');
}

/**
 * What a 3 × 3 convolution is given so that its result has the map's sides, or half of them:
 * at a stride of 2, sides being even, only what stands behind the map is seen.
 */
function bordered(stride: number, x: tf.Tensor4D): tf.Tensor4D {
  return repeatBorder(x, [stride === 1 ? 1 : 0, 1]);
}

function modulationOf(weights: Weights, { name, styled }: Layer, vectors: tf.Tensor2D): Modulation {
  if (!styled) {
    const own = (part: string) => perChannel(weightOf<tf.Tensor>(weights, `${name}/${part}`));
    return { gamma: own('gamma'), beta: own('beta') };
  }
  const asked = perChannel(dense(weights, `${name}/style`, vectors));
  const [gamma, beta] = tf.split(asked, 2, 3) as [tf.Tensor4D, tf.Tensor4D];
  return { gamma: tf.add(gamma, 1), beta };
}

/** [batch, channels] or [channels] → [batch or 1, 1, 1, channels]. */
function perChannel(x: tf.Tensor): tf.Tensor4D {
  return tf.reshape(x, [-1, 1, 1, x.shape[x.rank - 1]!]) as tf.Tensor4D;
}
