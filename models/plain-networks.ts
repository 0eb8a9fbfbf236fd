/** The pretrained networks in plain loops, for tests that need an independent computation. */
import type * as tf from '@tensorflow/tfjs-core';

import {
  addPlanes,
  mapPlane,
  plainConv,
  plainDepthwise,
  plainMaxPool,
  planeOf,
  same,
  symmetric,
  type Plane,
} from './testing';

type Tensors = Readonly<Record<string, tf.Tensor>>;

const relu = (x: Plane) => mapPlane(x, (value) => Math.max(0, value));
const relu6 = (x: Plane) => mapPlane(x, (value) => Math.min(6, Math.max(0, value)));

/** ResNet-18 up to its third stage (He et al. 2015), tensors named as in torchvision. */
export function plainResnet(tensors: Tensors, picture: tf.Tensor4D): Plane {
  const conv = (name: string, x: Plane, stride: number) =>
    plainConv(x, tensors[`${name}.weight`]!, tensors[`${name}.bias`]!, stride, symmetric);
  const mean = [0.485, 0.456, 0.406];
  const deviation = [0.229, 0.224, 0.225];
  const normalised = mapPlane(
    planeOf(picture),
    (value, i) => ((value + 1) / 2 - mean[i % 3]!) / deviation[i % 3]!,
  );
  let x = plainMaxPool(relu(conv('conv1', normalised, 2)));
  for (const stage of [1, 2, 3]) {
    for (const block of [0, 1]) {
      const path = `layer${stage}.${block}`;
      const stride = block === 0 && stage > 1 ? 2 : 1;
      const y = conv(`${path}.conv2`, relu(conv(`${path}.conv1`, x, stride)), 1);
      x = relu(addPlanes(y, stride === 2 ? conv(`${path}.downsample.0`, x, 2) : x));
    }
  }
  return x;
}

/** Table 2 of Sandler et al. 2018: expansion, channels, repetitions, first stride. */
const MOBILENET_TABLE = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;
/** The block whose widened features are the finer of the two maps that come out. */
const MIDDLE_ROW = 5;

/** A layer as it is met on the way: its name, the shape of its kernel, how many inputs a sum has. */
export interface PlainLayer {
  readonly name: string;
  readonly shape: readonly number[];
  readonly fanIn: number;
}

/**
 * MobileNetV2 (Sandler et al. 2018): the last map at 1/16 of the side, and the last of all.
 * Layers are numbered in their order, `00_conv`, `01_dw` …; a sum with a shortcut counts.
 * @param given kernel and bias of a layer.
 */
export function plainMobilenet(
  given: (layer: PlainLayer) => readonly [kernel: tf.Tensor, bias: tf.Tensor],
  picture: tf.Tensor4D,
  width = 1,
): [middle: Plane, last: Plane] {
  let layer = 0;
  const next = (kind: string, shape: readonly number[], fanIn: number) =>
    given({ name: `${String(layer++).padStart(2, '0')}_${kind}`, shape, fanIn });
  const conv = (x: Plane, size: number, stride: number, outputs: number) => {
    const tensors = next('conv', [size, size, x.channels, outputs], size * size * x.channels);
    return plainConv(x, ...tensors, stride, same);
  };
  let x = relu6(conv(planeOf(picture), 3, 2, 32 * width));
  let middle = x;
  MOBILENET_TABLE.forEach(([expansion, channels, count, firstStride], row) => {
    for (let block = 0; block < count; block++) {
      const stride = block === 0 ? firstStride : 1;
      const expanded = expansion > 1 ? relu6(conv(x, 1, 1, x.channels * expansion)) : x;
      if (row === MIDDLE_ROW && block === 0) middle = expanded;
      const tensors = next('dw', [3, 3, expanded.channels, 1], 9);
      const filtered = relu6(plainDepthwise(expanded, ...tensors, stride, same));
      const projected = conv(filtered, 1, 1, channels * width);
      if (block > 0) layer++; // the sum with the shortcut
      x = block > 0 ? addPlanes(projected, x) : projected;
    }
  });
  return [middle, relu6(conv(x, 1, 1, 1280 * width))];
}
