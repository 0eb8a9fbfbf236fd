/** Kernels that training needs and that a back end lacks, has wrong, or has only in a slow form. */
import {
  cast,
  concat,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
  engine,
  getKernel,
  matMul,
  oneHot,
  registerKernel,
  reshape,
  ResizeNearestNeighborGrad,
  split,
  stridedSlice,
  tidy,
  transpose,
  unregisterKernel,
  UnsortedSegmentSum,
  util,
  type KernelConfig,
  type Tensor,
  type Tensor1D,
  type Tensor4D,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

import {
  filterGradient,
  filterGradientByTaps,
  inputGradient,
  type ConvolutionAttributes,
  type Shape4D,
} from './convolution-gradients';
import {
  depthwiseFilterGradient,
  depthwiseInputGradient,
  type DepthwiseAttributes,
} from './depthwise-gradients';

type FilterShape = { readonly filterShape: Shape4D };
type InputShape = { readonly inputShape: Shape4D };
type FilterAttributes = ConvolutionAttributes & FilterShape;
type InputAttributes = ConvolutionAttributes & InputShape;
type KernelFunction = KernelConfig['kernelFunc'];

/**
 * `wasm`: both gradients of `conv2d` (the input's is also `conv2dTranspose`) as
 * convolutions, those of `depthwiseConv2d`, and the gradient of `gather`.
 */
export function completeWasm(): void {
  replaceKernel('wasm', Conv2DBackpropFilter, () => ({ inputs, attrs }) => {
    const { filterShape, ...attributes } = attrs as unknown as FilterAttributes;
    return filterGradient(inputs.x as Tensor4D, inputs.dy as Tensor4D, filterShape, attributes);
  });
  replaceKernel('wasm', Conv2DBackpropInput, () => ({ inputs, attrs }) => {
    const { inputShape, ...attributes } = attrs as unknown as InputAttributes;
    return inputGradient(inputs.dy as Tensor4D, inputs.filter as Tensor4D, inputShape, attributes);
  });
  replaceKernel('wasm', DepthwiseConv2dNativeBackpropFilter, () => ({ inputs, attrs }) => {
    const { filterShape, ...attributes } = attrs as unknown as DepthwiseAttributes & FilterShape;
    const [x, dy] = [inputs.x as Tensor4D, inputs.dy as Tensor4D];
    return depthwiseFilterGradient(x, dy, filterShape, attributes);
  });
  replaceKernel('wasm', DepthwiseConv2dNativeBackpropInput, () => ({ inputs, attrs }) => {
    const { inputShape, ...attributes } = attrs as unknown as DepthwiseAttributes & InputShape;
    const [dy, filter] = [inputs.dy as Tensor4D, inputs.filter as Tensor4D];
    return depthwiseInputGradient(dy, filter, inputShape, attributes);
  });
  replaceKernel('wasm', UnsortedSegmentSum, () => segmentSum);
}

/** Filters of fewer numbers than this leave most of a GPU idle in tfjs's own shader. */
const SMALL_FILTER = 65_536;

/**
 * `webgpu`: the gradient of a small filter as matrix products. tfjs's shader starts one
 * thread for each number of the filter and has it add up the whole batch: 4,608
 * threads with 131,072 terms each for a 3 × 3 filter, 32 to 16 channels, at 64 × 64.
 */
export function completeWebgpu(): void {
  replaceKernel('webgpu', Conv2DBackpropFilter, (original) => (given) => {
    const { filterShape, ...attributes } = given.attrs as unknown as FilterAttributes;
    if (util.sizeFromShape(filterShape) >= SMALL_FILTER) return original!(given);
    const { x, dy } = given.inputs;
    return filterGradientByTaps(x as Tensor4D, dy as Tensor4D, filterShape, attributes);
  });
}

/**
 * `cpu`: the gradient of nearest-neighbour resizing. In tfjs 4.22 it looks for every
 * picture of a batch at the offset of the small picture in the large gradient, so
 * only the first one is right. Here each picture is a batch of one.
 */
export function completeCpu(): void {
  replaceKernel(
    'cpu',
    ResizeNearestNeighborGrad,
    (original) => (given) =>
      tidy(() => {
        const { images, dy } = given.inputs;
        const pictures = split(images as Tensor4D, images!.shape[0]!);
        const above = split(dy as Tensor4D, pictures.length);
        const gradients = pictures.map((picture, i) => {
          const inputs = { images: picture, dy: above[i]! };
          const result = original!({ ...given, inputs }) as TensorInfo;
          return engine().makeTensorFromTensorInfo(result) as Tensor4D;
        });
        return concat(gradients, 0);
      }),
  );
}

/** The gradient of `gather`, as a product with one-hot rows. */
const segmentSum: KernelFunction = ({ inputs, attrs }) =>
  tidy(() => {
    const x = inputs.x as Tensor;
    const { numSegments } = attrs as unknown as { numSegments: number };
    const rows = x.shape[0]!;
    // wasm writes integers into a one-hot tensor of any type, hence the cast.
    const hot = cast(oneHot(inputs.segmentIds as Tensor1D, numSegments), 'float32');
    const sums = matMul(transpose(hot), reshape(x, [rows, x.size / rows]));
    return reshape(sums, [numSegments, ...x.shape.slice(1)]);
  });

/**
 * Native TensorFlow (tfjs calls it `tensorflow`): the filter gradient of a strided 1 × 1
 * convolution. oneDNN (TensorFlow 2.21) reads the places between the strides as well
 * where channels are few, and so returns whatever lay in memory. The picture without
 * those places and a stride of 1 give the same gradient.
 */
export function completeNative(): void {
  replaceKernel('tensorflow', Conv2DBackpropFilter, (original) => (given) => {
    const { filterShape, strides } = given.attrs as unknown as FilterAttributes;
    const [down, across] = typeof strides === 'number' ? [strides, strides] : strides;
    const pointwise = filterShape[0] === 1 && filterShape[1] === 1;
    if (!pointwise || (down === 1 && across === 1)) return original!(given);
    const { x, dy } = given.inputs as { x: Tensor4D; dy: Tensor4D };
    return tidy(() => {
      const kept = stridedSlice(x, [0, 0, 0, 0], x.shape, [1, down, across, 1]);
      const attrs = { ...given.attrs, strides: 1, pad: 'valid' };
      return original!({ ...given, inputs: { x: kept, dy }, attrs }) as Tensor;
    });
  });
}

const replaced = new Set<string>();

/**
 * Puts a kernel made of other operations in place, once. tfjs keeps the tape off while
 * a kernel runs and passes whole tensors as inputs, so operations may be used inside.
 *
 * @param make from the kernel that was there, if any.
 */
function replaceKernel(
  backendName: string,
  kernelName: string,
  make: (original: KernelFunction | undefined) => KernelFunction,
): void {
  const key = `${backendName}/${kernelName}`;
  if (replaced.has(key)) return;
  replaced.add(key);
  const original = getKernel(kernelName, backendName)?.kernelFunc;
  if (original !== undefined) unregisterKernel(kernelName, backendName);
  registerKernel({ backendName, kernelName, kernelFunc: make(original) });
}
