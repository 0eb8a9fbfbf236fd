/**
 * Operations that native TensorFlow has as one and tfjs makes of many: batch normalisation
 * in training, and the gradients of rectifiers. In a network whose convolutions are small
 * (MobileNetV2) the parts took most of a training step.
 */
import {
  engine,
  getBackend,
  getGradient,
  LeakyRelu,
  mul,
  registerGradient,
  registerKernel,
  Relu,
  Relu6,
  tensor1d,
  tidy,
  unregisterGradient,
  type GradConfig,
  type KernelBackend,
  type KernelConfig,
  type NamedAttrMap,
  type Tensor,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

import { BATCH_NORM_TRAINING, BATCH_NORM_TRAINING_GRAD } from '@/models/batch-normalisation';

/** What is used of tfjs-node's back end. */
interface NativeBackend extends KernelBackend {
  readonly binding: Readonly<
    Record<
      'TF_ATTR_TYPE' | 'TF_ATTR_FLOAT' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT',
      number
    >
  >;
  executeSingleOutput(name: string, attributes: Attribute[], inputs: TensorInfo[]): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: Attribute[],
    inputs: TensorInfo[],
    outputs: number,
  ): Tensor[];
}
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | string | boolean;
}

const NATIVE = 'tensorflow';

/** Once, after the back end has registered itself. */
export function addNativeKernels(): void {
  add(BATCH_NORM_TRAINING, (backend, inputs, attributes) => {
    const x = inputs.x!;
    const channels = x.shape[x.shape.length - 1]!;
    const count = x.shape.reduce((product, side) => product * side, 1) / channels;
    const nothing = tensor1d([], 'float32');
    const attrs = [
      ...normalisationAttributes(backend, attributes),
      { name: 'exponential_avg_factor', type: backend.binding.TF_ATTR_FLOAT, value: 1 },
    ];
    const given = [x, inputs.gamma!, inputs.beta!, nothing, nothing];
    const [y, mean, variance, ...reserved] = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      attrs,
      given,
      6,
    );
    // TensorFlow corrects the variance for the size of the batch; the moving average does not.
    const biased = mul(variance!, (count - 1) / count);
    return [y!, mean!, biased, ...reserved];
  });
  add(BATCH_NORM_TRAINING_GRAD, (backend, inputs, attributes) => {
    const { dy, x, gamma, reserved0, reserved1, reserved2 } = inputs;
    return backend
      .executeMultipleOutputs(
        'FusedBatchNormGradV3',
        normalisationAttributes(backend, attributes),
        [dy!, x!, gamma!, reserved0!, reserved1!, reserved2!],
        5,
      )
      .slice(0, 3);
  });

  add('ReluGrad', (backend, { dy, x }) => rectifierGradient(backend, 'ReluGrad', dy!, x!));
  add('Relu6Grad', (backend, { dy, x }) => rectifierGradient(backend, 'Relu6Grad', dy!, x!));
  add('LeakyReluGrad', (backend, { dy, x }, { alpha }) => {
    const slope = { name: 'alpha', type: backend.binding.TF_ATTR_FLOAT, value: Number(alpha) };
    return rectifierGradient(backend, 'LeakyReluGrad', dy!, x!, [slope]);
  });
  for (const rectifier of [Relu, Relu6, LeakyRelu]) differentiateAsOne(rectifier);
}

function normalisationAttributes({ binding }: NativeBackend, { epsilon }: NamedAttrMap) {
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: Number(epsilon) },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}

function rectifierGradient(
  backend: NativeBackend,
  name: string,
  dy: TensorInfo,
  x: TensorInfo,
  attributes: Attribute[] = [],
): Tensor {
  const { TF_ATTR_TYPE, TF_FLOAT } = backend.binding;
  const type = { name: 'T', type: TF_ATTR_TYPE, value: TF_FLOAT };
  return backend.executeSingleOutput(name, [type, ...attributes], [dy, x]);
}

/** tfjs's gradients know no back ends: on the others, the one that was there goes on. */
function differentiateAsOne(rectifier: string): void {
  const earlier = getGradient(rectifier);
  if (!earlier) throw new Error(`tfjs has no gradient of ${rectifier}.`);
  const replacement: GradConfig = {
    ...earlier,
    gradFunc: (dy, saved, attrs) => {
      if (getBackend() !== NATIVE) return earlier.gradFunc(dy, saved, attrs);
      const inputs = { dy: dy as Tensor, x: saved[0]! };
      return { x: () => engine().runKernel(`${rectifier}Grad`, inputs, attrs) as Tensor };
    },
  };
  unregisterGradient(rectifier);
  registerGradient(replacement);
}

type Run = (
  backend: NativeBackend,
  inputs: Readonly<Record<string, TensorInfo | undefined>>,
  attributes: NamedAttrMap,
) => TensorInfo | TensorInfo[];

function add(kernelName: string, run: Run): void {
  const kernelFunc: KernelConfig['kernelFunc'] = ({ inputs, backend, attrs }) =>
    tidy(() => run(backend as NativeBackend, inputs, attrs ?? {}) as Tensor[]);
  registerKernel({ kernelName, backendName: NATIVE, kernelFunc });
}
