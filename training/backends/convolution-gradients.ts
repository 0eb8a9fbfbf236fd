/**
 * The gradients of a convolution, written with operations that every back end has.
 * tfjs's own are loops: in `wasm` a filter gradient is missing and the other takes
 * up to 11 times as long as XNNPACK's convolutions that compute it here.
 */
import {
  backend_util,
  conv2d,
  gather,
  matMul,
  pad,
  reshape,
  slice,
  stack,
  stridedSlice,
  sum,
  tensor1d,
  tidy,
  transpose,
  zeros,
  type Tensor,
  type Tensor4D,
} from '@tensorflow/tfjs-core';

export type Shape4D = [number, number, number, number];
type Pair = [number, number];
type Padding = Parameters<typeof conv2d>[3];

/** What tfjs passes to both gradient kernels of `Conv2D`. */
export interface ConvolutionAttributes {
  readonly strides: number | Pair;
  readonly pad: Padding;
  readonly dataFormat: 'NHWC' | 'NCHW';
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** Numbers of rows and columns to add on each side of a picture; negative ones cut off. */
interface Margins {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/**
 * Derivative of a convolution's filter:
 * dw[i, j, c, o] = Σ x[n, s·p + i − top, s·q + j − left, c] · dy[n, p, q, o] over n, p, q.
 * That is itself a convolution in which channels play the batch, the batch plays
 * the channels, dy is the filter and the stride has become a dilation.
 *
 * @param x [batch, height, width, channels]
 * @param dy [batch, outHeight, outWidth, outChannels]
 * @returns `filterShape`
 */
export function filterGradient(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: Shape4D,
  attributes: ConvolutionAttributes,
): Tensor4D {
  const info = describe(x.shape, filterShape, attributes);
  return tidy(() => {
    const { top, left } = info.padInfo;
    const span = (out: number, stride: number, filter: number) => (out - 1) * stride + filter;
    const picture = fit(transpose(x, [3, 1, 2, 0]), {
      top,
      bottom: span(info.outHeight, info.strideHeight, info.filterHeight) - info.inHeight - top,
      left,
      right: span(info.outWidth, info.strideWidth, info.filterWidth) - info.inWidth - left,
    });
    const gradient = conv2d(
      picture.kept,
      transpose<Tensor4D>(dy, [1, 2, 0, 3]),
      1,
      picture.padding,
      'NHWC',
      [info.strideHeight, info.strideWidth],
    ); // [channels, filterHeight, filterWidth, outChannels]
    return transpose<Tensor4D>(gradient, [1, 2, 0, 3]);
  });
}

/**
 * `filterGradient` as one batched matrix product for every tap of the filter:
 * dw[i, j] = Σ over n of (x shifted by the tap)ᵀ · dy. For GPUs: the products of
 * different pictures run side by side, while tfjs's own shader has each thread add
 * up the whole batch for one number, 131,072 terms for 32 pictures of 64 × 64.
 */
export function filterGradientByTaps(
  x: Tensor4D,
  dy: Tensor4D,
  filterShape: Shape4D,
  attributes: ConvolutionAttributes,
): Tensor4D {
  const info = describe(x.shape, filterShape, attributes);
  const { batchSize, outHeight, outWidth, inChannels, outChannels, strideHeight, strideWidth } =
    info;
  return tidy(() => {
    const { top, bottom, left, right } = info.padInfo;
    const padded = pad(x, [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ]);
    const above = reshape(dy, [batchSize, outHeight * outWidth, outChannels]);
    const products: Tensor[] = [];
    for (let i = 0; i < info.filterHeight; i++) {
      for (let j = 0; j < info.filterWidth; j++) {
        const end = [i + (outHeight - 1) * strideHeight + 1, j + (outWidth - 1) * strideWidth + 1];
        const shifted = stridedSlice(
          padded,
          [0, i, j, 0],
          [batchSize, end[0]!, end[1]!, inChannels],
          [1, strideHeight, strideWidth, 1],
        );
        const flat = reshape(shifted, [batchSize, outHeight * outWidth, inChannels]);
        products.push(matMul(flat, above, true));
      }
    }
    return reshape(sum(stack(products, 1), 0), filterShape) as Tensor4D;
  });
}

/**
 * Derivative of a convolution's input, which is also the transposed convolution:
 * dx[n, h, w, c] = Σ dy[n, p, q, o] · w[h + top − s·p, w + left − s·q, c, o] over p, q, o.
 * Rows h with the same remainder h mod s meet the same taps of the filter, so
 * each of the s × s remainders is one small convolution of dy with stride 1; their
 * results are interleaved. No product with a zero is computed.
 *
 * @param dy [batch, outHeight, outWidth, outChannels]
 * @param filter [filterHeight, filterWidth, channels, outChannels]
 * @returns `inputShape` = [batch, height, width, channels]
 */
export function inputGradient(
  dy: Tensor4D,
  filter: Tensor4D,
  inputShape: Shape4D,
  attributes: ConvolutionAttributes,
): Tensor4D {
  const info = describe(inputShape, filter.shape, attributes);
  if (info.strideHeight !== info.strideWidth) {
    throw new Error('The gradient of a convolution with two different strides is not there.');
  }
  const stride = info.strideHeight;
  return tidy(() => {
    const rows = Math.ceil(info.inHeight / stride);
    const columns = Math.ceil(info.inWidth / stride);
    const phases: Tensor4D[] = [];
    for (let i = 0; i < stride; i++) {
      for (let j = 0; j < stride; j++) {
        const vertical = taps(i + info.padInfo.top, stride, info.filterHeight);
        const horizontal = taps(j + info.padInfo.left, stride, info.filterWidth);
        phases.push(phase(dy, filter, vertical, horizontal, rows, columns));
      }
    }
    return slice(interleave(phases, stride), [0, 0, 0, 0], inputShape);
  });
}

/** Every stride-th tap of a filter's axis, last one first, and how far dy is shifted under them. */
interface Taps {
  readonly indices: readonly number[];
  readonly shift: number;
}

function taps(position: number, stride: number, size: number): Taps {
  const first = position % stride;
  const indices: number[] = [];
  for (let tap = first; tap < size; tap += stride) indices.unshift(tap);
  return { indices, shift: (position - first) / stride };
}

/** One remainder of `inputGradient`: out[q] = Σ dy[q + shift − t] · w[tap t] over t, in both axes. */
function phase(
  dy: Tensor4D,
  filter: Tensor4D,
  vertical: Taps,
  horizontal: Taps,
  rows: number,
  columns: number,
): Tensor4D {
  const [batch, outHeight, outWidth] = dy.shape;
  const [filterHeight, filterWidth, channels, outChannels] = filter.shape;
  const height = vertical.indices.length;
  const width = horizontal.indices.length;
  if (height === 0 || width === 0) return zeros([batch, rows, columns, channels]);
  const allTaps = reshape(filter, [filterHeight * filterWidth, channels, outChannels]);
  const chosen = vertical.indices.flatMap((i) =>
    horizontal.indices.map((j) => i * filterWidth + j),
  );
  const part = gather(allTaps, tensor1d(chosen, 'int32'));
  const turned = reshape(transpose(part, [0, 2, 1]), [height, width, outChannels, channels]);
  const top = height - 1 - vertical.shift;
  const left = width - 1 - horizontal.shift;
  const picture = fit(dy, {
    top,
    bottom: rows + height - 1 - outHeight - top,
    left,
    right: columns + width - 1 - outWidth - left,
  });
  return conv2d(picture.kept, turned as Tensor4D, 1, picture.padding);
}

/**
 * stride × stride pictures → one with picture [i, j] at rows ≡ i, columns ≡ j. As two
 * stacks, which copy whole runs of channels; `depthToSpace` copies single numbers in wasm.
 */
function interleave(phases: readonly Tensor4D[], stride: number): Tensor4D {
  if (stride === 1) return phases[0]!;
  const [batch, rows, columns, channels] = phases[0]!.shape;
  const full = Array.from({ length: stride }, (_, i) => {
    const row = stack(phases.slice(i * stride, (i + 1) * stride), 3);
    return reshape(row, [batch, rows, columns * stride, channels]);
  });
  return reshape(stack(full, 2), [batch, rows * stride, columns * stride, channels]);
}

/** Splits margins into what `conv2d` can pad and what has to be cut off before. */
function fit(picture: Tensor, margins: Margins): { kept: Tensor4D; padding: Padding } {
  const cut = (margin: number) => Math.max(0, -margin);
  const add = (margin: number) => Math.max(0, margin);
  const { top, bottom, left, right } = margins;
  const [batch, height, width, channels] = picture.shape as Shape4D;
  const kept = [top, bottom, left, right].some((margin) => margin < 0)
    ? slice(
        picture,
        [0, cut(top), cut(left), 0],
        [batch, height - cut(top) - cut(bottom), width - cut(left) - cut(right), channels],
      )
    : picture;
  const padding: Padding = [
    [0, 0],
    [add(top), add(bottom)],
    [add(left), add(right)],
    [0, 0],
  ];
  return { kept: kept as Tensor4D, padding };
}

function describe(inputShape: Shape4D, filterShape: Shape4D, attributes: ConvolutionAttributes) {
  if (attributes.dataFormat === 'NCHW') {
    throw new Error('Gradients of convolutions are there for NHWC (channels last) only.');
  }
  return backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    attributes.strides,
    1,
    attributes.pad as Parameters<typeof backend_util.computeConv2DInfo>[4],
    attributes.dimRoundingMode,
  );
}
