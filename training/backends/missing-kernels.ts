/** Kernels that training needs and that a back end lacks, has wrong, or has only in a slow form. */
import {
  cast,
  concat,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  engine,
  getKernel,
  matMul,
  oneHot,
  registerKernel,
  reshape,
  ResizeNearestNeighborGrad,
  split,
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

type FilterAttributes = ConvolutionAttributes & { readonly filterShape: Shape4D };
type InputAttributes = ConvolutionAttributes & { readonly inputShape: Shape4D };
type KernelFunction = KernelConfig['kernelFunc'];

/**
 * `wasm`: both gradients of `conv2d` (the input's is also `conv2dTranspose`) as
 * convolutions, and the gradient of `gather`.
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
