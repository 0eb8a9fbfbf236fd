/**
 * Looks at a network while it computes: which weights meet which maps, of what size, and
 * how many multiplications and additions that takes. The kernels of the back end are
 * wrapped for the time of one forward pass, so that what is drawn of a network is what it
 * does, whatever its code looks like.
 */
import * as tf from '@tensorflow/tfjs-core';

/** One operation that a kernel of the back end has done. */
export interface Operation {
  readonly kernel: string;
  readonly inputs: Readonly<Record<string, TracedTensor>>;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly outputs: readonly TracedTensor[];
}

/** A tensor by the memory it is kept in: a reshaped one is the same. */
export interface TracedTensor {
  readonly data: object;
  readonly shape: readonly number[];
}

/**
 * Runs `forward` and tells every operation of it in order. An operation that the back end
 * makes of others is told as one. Wrapping is undone whatever happens.
 */
export function traceOperations(
  forward: () => tf.TensorContainer,
  tell: (operation: Operation) => void,
): void {
  const backend = tf.getBackend();
  const kernels = tf.getKernelsForBackend(backend);
  let depth = 0;
  const wrapped = (kernel: tf.KernelConfig): tf.KernelFunc => {
    return (given) => {
      depth++;
      let made: tf.TensorInfo | tf.TensorInfo[];
      try {
        made = kernel.kernelFunc(given);
      } finally {
        depth--;
      }
      if (depth === 0) {
        tell({
          kernel: kernel.kernelName,
          inputs: Object.fromEntries(
            Object.entries(given.inputs).flatMap(([name, tensor]) =>
              Array.isArray(tensor)
                ? tensor.map((one, i) => [`${name}${i}`, traced(one)])
                : tensor
                  ? [[name, traced(tensor)]]
                  : [],
            ),
          ),
          attributes: given.attrs ?? {},
          outputs: [made].flat().map(traced),
        });
      }
      return made;
    };
  };
  for (const kernel of kernels) exchange(kernel, { ...kernel, kernelFunc: wrapped(kernel) });
  try {
    tf.tidy(() => {
      forward();
    });
  } finally {
    for (const kernel of kernels) exchange(kernel, kernel);
  }
}

function exchange(kernel: tf.KernelConfig, by: tf.KernelConfig): void {
  tf.unregisterKernel(kernel.kernelName, kernel.backendName);
  tf.registerKernel(by);
}

const traced = ({ dataId, shape }: tf.TensorInfo): TracedTensor => ({ data: dataId, shape });

/**
 * Multiplications with an addition each that an operation takes; 0 for what is neither a
 * convolution nor a product of matrices.
 */
export function multiplyAddsOf({ kernel, inputs, outputs }: Operation): number {
  const size = (shape: readonly number[] | undefined) =>
    (shape ?? []).reduce((product, side) => product * side, 1);
  const made = size(outputs[0]?.shape);
  switch (kernel) {
    case 'Conv2D':
    case 'FusedConv2D':
      // [height, width, inputs, outputs]
      return made * size(inputs['filter']?.shape.slice(0, 3));
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2D':
      return made * size(inputs['filter']?.shape.slice(0, 2));
    case 'Conv2DBackpropInput': {
      // A transposed convolution: every place of what comes in is spread by the whole kernel.
      const filter = inputs['filter']?.shape ?? [];
      return size(inputs['dy']?.shape) * size(filter.slice(0, 3));
    }
    case 'BatchMatMul':
    case '_FusedMatMul': {
      // With b products of [m, k] and [k, n]: (bmk · bkn · bmn / b)^½ = bmkn, whichever is turned.
      const batch = size(outputs[0]?.shape.slice(0, -2));
      const sizes = size(inputs['a']?.shape) * size(inputs['b']?.shape) * made;
      return Math.round(Math.sqrt(sizes / batch));
    }
    default:
      return 0;
  }
}
