/**
 * The gradients of a depthwise convolution, written with operations that every back
 * end has, for those without kernels of their own.
 */
import {
  backend_util,
  depthwiseConv2d,
  mul,
  pad,
  reshape,
  reverse,
  slice,
  stack,
  stridedSlice,
  sum,
  tidy,
  zerosLike,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

import type { Shape4D } from './convolution-gradients';

/** What tfjs passes to both gradient kernels of `DepthwiseConv2dNative`. */
export interface DepthwiseAttributes {
  readonly strides: number | [number, number];
  readonly pad: Parameters<typeof depthwiseConv2d>[3];
  readonly dilations?: number | [number, number];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/**
 * dw[i, j, c] = Σ x[n, s·p + i − top, s·q + j − left, c] · dy[n, p, q, c] over n, p, q: one
 * product and one sum for every tap.
 *
 * @param x [batch, height, width, channels]
 * @param dy [batch, outHeight, outWidth, channels]
 * @returns `filterShape` = [filterHeight, filterWidth, channels, 1]
 */
export function depthwiseFilterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: Shape4D,
  attributes: DepthwiseAttributes,
): Tensor4D {
  const info = describe(x.shape, filterShape, attributes);
  return tidy(() => {
    const { top, bottom, left, right } = info.padInfo;
    const padded = pad(x, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
    const taps: Tensor[] = [];
    for (let i = 0; i < info.filterHeight; i++) {
      for (let j = 0; j < info.filterWidth; j++) {
        const rows = i + (info.outHeight - 1) * info.strideHeight + 1;
        const columns = j + (info.outWidth - 1) * info.strideWidth + 1;
        const shifted = stridedSlice(
          padded,
          [0, i, j, 0],
          [info.batchSize, rows, columns, info.inChannels],
          [1, info.strideHeight, info.strideWidth, 1],
        );
        taps.push(sum(mul(shifted, dy), [0, 1, 2]));
      }
    }
    return reshape(stack(taps), filterShape) as Tensor4D;
  });
}

/**
 * dx[n, h, w, c] = Σ dy[n, p, q, c] · w[h + top − s·p, w + left − s·q, c] over p, q: dy with s − 1
 * zeros between its places, filtered with the turned kernel.
 *
 * @param dy [batch, outHeight, outWidth, channels]
 * @param filter [filterHeight, filterWidth, channels, 1]
 * @returns `inputShape` = [batch, height, width, channels]
 */
export function depthwiseInputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: Shape4D,
  attributes: DepthwiseAttributes,
): Tensor4D {
  const info = describe(inputShape, filter.shape, attributes);
  return tidy(() => {
    const { top, left } = info.padInfo;
    const spread = spreadOut(dy, info.strideHeight, info.strideWidth);
    const before = [info.filterHeight - 1 - top, info.filterWidth - 1 - left] as const;
    const [, rows, columns] = spread.shape;
    // Rows of dy that only zeros would meet are cut off again behind the convolution.
    const after = (size: number, filterSize: number, start: number, given: number) =>
      Math.max(0, size + filterSize - 1 - start - given);
    const around = pad(spread, [
      [0, 0],
      [before[0], after(info.inHeight, info.filterHeight, before[0], rows)],
      [before[1], after(info.inWidth, info.filterWidth, before[1], columns)],
      [0, 0],
    ]);
    const filtered = depthwiseConv2d(around, reverse(filter, [0, 1]), 1, 'valid');
    return slice(filtered, [0, 0, 0, 0], inputShape);
  });
}

/** Each place followed by `stride` − 1 zeros, in both axes. */
function spreadOut(x: Tensor4D, strideHeight: number, strideWidth: number): Tensor4D {
  const [batch, height, width, channels] = x.shape;
  const among = (tensor: Tensor, stride: number, axis: number) =>
    stack([tensor, ...Array.from({ length: stride - 1 }, () => zerosLike(tensor))], axis);
  const wide = reshape(among(x, strideWidth, 3), [batch, height, width * strideWidth, channels]);
  const shape: Shape4D = [batch, height * strideHeight, width * strideWidth, channels];
  return reshape(among(wide, strideHeight, 2), shape);
}

function describe(inputShape: Shape4D, filterShape: Shape4D, attributes: DepthwiseAttributes) {
  const { strides, dilations = 1, pad: padding, dimRoundingMode } = attributes;
  if (filterShape[3] !== 1 || [dilations].flat().some((dilation) => dilation !== 1)) {
    throw new Error('Gradients of depthwise convolutions are there for one undilated kernel each.');
  }
  return backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    dilations,
    padding as Parameters<typeof backend_util.computeConv2DInfo>[4],
    dimRoundingMode,
    true,
  );
}
