/**
 * Small training steps over the real networks, as functions of nothing: the same
 * seeds, so the same numbers on every back end.
 */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import { resnetFeatures } from '@/models/resnet-features';
import { AUGMENTATIONS, diffAugment } from '@/training/gan/diffaugment';
import { LOSSES, type LossName } from '@/training/gan/losses';

import { CLASSIFIER_STEPS } from './classifier-steps';
import { CONVOLUTION_STEPS } from './convolution-steps';
import { trainable, type Step, type Tensors } from './step';
import { STYLIZER_STEPS } from './stylizer-steps';

/** The number to be minimised, and its gradient by the name of the weight. */
export interface StepResult {
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

const BATCH = 4;
const CLASSES = 3;
const LATENT = 6;

/** Channels of the small frozen network under a projected discriminator. */
const FEATURE_CHANNELS = [4, 6];

interface Pairing {
  readonly name: string;
  readonly architectures: { readonly generator: string; readonly discriminator: string };
  readonly loss: LossName;
  readonly resolution: number;
  readonly generator: Record<string, unknown>;
  readonly discriminator: Record<string, unknown>;
}

const PAIRINGS: readonly Pairing[] = [
  {
    name: 'dcgan',
    architectures: { generator: 'dcgan', discriminator: 'dcgan' },
    loss: 'bce',
    resolution: 8,
    generator: { latentDim: LATENT, resolution: 8, seedChannels: 6, channels: 5, batchNorm: true },
    discriminator: { resolution: 8, channels: [4, 5, 6, 7], batchNorm: true },
  },
  {
    name: 'conditional-dcgan',
    architectures: { generator: 'conditional-dcgan', discriminator: 'conditional-dcgan' },
    loss: 'hinge',
    resolution: 16,
    generator: { latentDim: LATENT, classCount: CLASSES, embeddingDim: 4, channels: [8, 6, 5] },
    discriminator: { resolution: 16, classCount: CLASSES, channels: [6, 8] },
  },
  {
    name: 'conditional-dcgan, projected',
    architectures: { generator: 'conditional-dcgan', discriminator: 'projected' },
    loss: 'hinge',
    resolution: 32,
    generator: { latentDim: LATENT, classCount: CLASSES, embeddingDim: 4, channels: [8, 6, 5, 4] },
    discriminator: {
      classCount: CLASSES,
      featureChannels: FEATURE_CHANNELS,
      featureSide: 8,
      mixedChannels: 5,
      headChannels: 6,
      pixelChannels: [3, 4, 5],
    },
  },
  {
    name: 'fastgan, projected',
    architectures: { generator: 'fastgan', discriminator: 'projected' },
    loss: 'hinge',
    resolution: 32,
    generator: {
      latentDim: LATENT,
      classCount: CLASSES,
      embeddingDim: 4,
      resolution: 32,
      channels: [6, 6, 5, 4],
      excitedOver: 2,
    },
    discriminator: {
      classCount: CLASSES,
      featureChannels: FEATURE_CHANNELS,
      featureSide: 8,
      mixedChannels: 4,
      headChannels: 5,
      pixelChannels: [3, 4, 5],
    },
  },
];

/** Both players of every pair of networks, the classifiers, the stylizer, convolutions alone. */
export const STEPS: readonly Step[] = [
  ...PAIRINGS.flatMap((pairing) => [discriminatorStep(pairing), generatorStep(pairing)]),
  ...CLASSIFIER_STEPS,
  ...STYLIZER_STEPS,
  ...CONVOLUTION_STEPS,
];

function discriminatorStep(pairing: Pairing): Step {
  const { generator, discriminator } = networks(pairing);
  return {
    name: `${pairing.name}: discriminator, ${pairing.loss}`,
    weights: () => trainable(discriminator, discriminator.init(createRandom(2))),
    objective: (weights) => {
      const random = createRandom(11);
      const pass = { updates: {}, random };
      const all = { ...settled(pairing), ...weights };
      const { pictures, z, classes } = batch(pairing);
      const fake = generator.apply(generator.init(createRandom(1)), { z, classes }, pass);
      const judge = (x: tf.Tensor4D) => {
        const augmented = diffAugment(x, AUGMENTATIONS, random);
        return discriminator.apply(all, seen(pairing, augmented, classes), pass);
      };
      return LOSSES[pairing.loss].discriminator(judge(pictures), judge(fake as tf.Tensor4D));
    },
  };
}

function generatorStep(pairing: Pairing): Step {
  const { generator, discriminator } = networks(pairing);
  return {
    name: `${pairing.name}: generator, ${pairing.loss}`,
    weights: () => trainable(generator, generator.init(createRandom(1))),
    objective: (weights) => {
      const random = createRandom(12);
      const pass = { updates: {}, random };
      const all = { ...generator.init(createRandom(1)), ...weights };
      const { z, classes } = batch(pairing);
      const fake = generator.apply(all, { z, classes }, pass) as tf.Tensor4D;
      const pictures = diffAugment(fake, AUGMENTATIONS, random);
      const judged = discriminator.apply(settled(pairing), seen(pairing, pictures, classes), pass);
      return LOSSES[pairing.loss].generator(judged);
    },
  };
}

function networks({ architectures, generator, discriminator }: Pairing) {
  return {
    generator: createGenerator(architectures.generator, generator),
    discriminator: createDiscriminator(architectures.discriminator, discriminator),
  };
}

/** What the discriminator sees of pictures. */
function seen(pairing: Pairing, pictures: tf.Tensor4D, classes: tf.Tensor2D) {
  if (pairing.architectures.discriminator !== 'projected') return { pictures, classes };
  const features = resnetFeatures(frozenWeights(), pictures, FEATURE_CHANNELS.length);
  return { pictures, classes, features };
}

/** A ResNet of two stages, a few channels wide, with random weights. */
function frozenWeights(): Tensors {
  const random = createRandom(6);
  const weights: Tensors = {};
  const add = (name: string, size: number, inputs: number, outputs: number) => {
    const stddev = Math.sqrt(2 / (size * size * inputs));
    const normal = (length: number, scale: number) =>
      Float32Array.from({ length }, () => scale * random.gaussian());
    const shape: [number, number, number, number] = [size, size, inputs, outputs];
    weights[`${name}.weight`] = tf.tensor4d(normal(size * size * inputs * outputs, stddev), shape);
    weights[`${name}.bias`] = tf.tensor1d(normal(outputs, 0.1));
  };
  const [first, second] = FEATURE_CHANNELS as [number, number];
  add('conv1', 7, 3, first);
  for (const [stage, inputs, outputs] of [
    [1, first, first],
    [2, first, second],
  ] as const) {
    add(`layer${stage}.0.conv1`, 3, inputs, outputs);
    add(`layer${stage}.0.conv2`, 3, outputs, outputs);
    if (inputs !== outputs) add(`layer${stage}.0.downsample.0`, 1, inputs, outputs);
    add(`layer${stage}.1.conv1`, 3, outputs, outputs);
    add(`layer${stage}.1.conv2`, 3, outputs, outputs);
  }
  return weights;
}

/**
 * The discriminator's weights, with the singular vectors of spectral normalisation
 * iterated until they stand still: its gradient takes them as constants, which
 * numeric differences can confirm at that point only.
 */
function settled(pairing: Pairing): Tensors {
  const { discriminator } = networks(pairing);
  const fresh = discriminator.init(createRandom(2));
  const weights: Tensors = { ...fresh, ...trainable(discriminator, fresh) };
  for (const { name } of discriminator.spec.weights) {
    if (!name.endsWith('/u')) continue;
    const key = `${pairing.name}: ${name}`;
    let vector = singularVectors.get(key);
    if (vector === undefined) {
      vector = leadingSingularVector(weights[name.replace(/u$/, 'kernel')]!);
      singularVectors.set(key, vector);
    }
    weights[name] = tf.tensor1d(vector);
  }
  return weights;
}
/** Filled on `cpu`, which goes first: not every back end can be read at once, as this needs. */
const singularVectors = new Map<string, number[]>();

/** By power iteration on WᵀW in plain numbers; W is the kernel as [everything else, outputs]. */
function leadingSingularVector(kernel: tf.Tensor): number[] {
  const values = kernel.dataSync();
  const outputs = kernel.shape[kernel.rank - 1]!;
  const rows = values.length / outputs;
  let u = Array.from({ length: outputs }, (_, i) => 1 + i / outputs);
  for (let iteration = 0; iteration < 200; iteration++) {
    const next = new Array<number>(outputs).fill(0);
    for (let row = 0; row < rows; row++) {
      let v = 0;
      for (let i = 0; i < outputs; i++) v += values[row * outputs + i]! * u[i]!;
      for (let i = 0; i < outputs; i++) next[i]! += values[row * outputs + i]! * v;
    }
    const length = Math.hypot(...next);
    u = next.map((x) => x / length);
  }
  return u;
}

function batch({ resolution }: Pairing) {
  const random = createRandom(3);
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random.gaussian());
  const shares = Float32Array.from({ length: BATCH * CLASSES }, () => random.uniform());
  const raw = tf.tensor2d(shares, [BATCH, CLASSES]);
  return {
    pictures: tf.tanh(
      tf.tensor4d(numbers(BATCH * resolution * resolution * 3), [BATCH, resolution, resolution, 3]),
    ),
    z: tf.tensor2d(numbers(BATCH * LATENT), [BATCH, LATENT]),
    classes: tf.div(raw, tf.sum(raw, 1, true)) as tf.Tensor2D,
  };
}

/** Loss and gradients by back-propagation on the current back end. Leaves no tensors behind. */
export async function differentiate(step: Step): Promise<StepResult> {
  const { loss, gradients } = tf.tidy(() => {
    const weights = step.weights();
    const names = Object.keys(weights);
    const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) =>
      step.objective(Object.fromEntries(names.map((name, i) => [name, values[i]!]))),
    )(Object.values(weights));
    return {
      loss: value,
      gradients: Object.fromEntries(names.map((name, i) => [name, grads[i]!])),
    };
  });
  const result = {
    loss: (await loss.data())[0]!,
    gradients: Object.fromEntries(
      await Promise.all(
        Object.entries(gradients).map(
          async ([name, tensor]) => [name, (await tensor.data()) as Float32Array] as const,
        ),
      ),
    ),
  };
  tf.dispose([loss, gradients]);
  return result;
}

/** The loss with one weight tensor moved by `distance` along `direction`. */
export async function lossMoved(
  step: Step,
  name: string,
  direction: Float32Array,
  distance: number,
): Promise<number> {
  const loss = tf.tidy(() => {
    const weights = step.weights();
    const moved = weights[name]!;
    const change = tf.mul(tf.tensor(direction, moved.shape), distance);
    return step.objective({ ...weights, [name]: tf.add(moved, change) });
  });
  const value = (await loss.data())[0]!;
  loss.dispose();
  return value;
}
