/**
 * Small training steps over the real networks, as functions of nothing: the same
 * seeds, so the same numbers on every back end.
 */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import type { Network } from '@/models/network';
import { AUGMENTATIONS, diffAugment } from '@/training/gan/diffaugment';
import { LOSSES, type LossName } from '@/training/gan/losses';

type Tensors = Record<string, tf.Tensor>;

/** The number to be minimised, and its gradient by the name of the weight. */
export interface StepResult {
  readonly loss: number;
  readonly gradients: Readonly<Record<string, Float32Array>>;
}

/** One player's objective, ready to be evaluated and differentiated on the current back end. */
export interface Step {
  readonly name: string;
  /** Weights that are trained, freshly made; the caller disposes them. */
  weights(): Tensors;
  /** The loss for these weights, deterministic. */
  objective(weights: Tensors): tf.Scalar;
}

const BATCH = 4;
const CLASSES = 3;
const LATENT = 6;

interface Pairing {
  readonly architecture: string;
  readonly loss: LossName;
  readonly resolution: number;
  readonly generator: Record<string, unknown>;
  readonly discriminator: Record<string, unknown>;
}

const PAIRINGS: readonly Pairing[] = [
  {
    architecture: 'dcgan',
    loss: 'bce',
    resolution: 8,
    generator: { latentDim: LATENT, resolution: 8, seedChannels: 6, channels: 5, batchNorm: true },
    discriminator: { resolution: 8, channels: [4, 5, 6, 7], batchNorm: true },
  },
  {
    architecture: 'conditional-dcgan',
    loss: 'hinge',
    resolution: 16,
    generator: { latentDim: LATENT, classCount: CLASSES, embeddingDim: 4, channels: [8, 6, 5] },
    discriminator: { resolution: 16, classCount: CLASSES, channels: [6, 8] },
  },
];

/** Both players of every pair of networks. */
export const STEPS: readonly Step[] = PAIRINGS.flatMap((pairing) => [
  discriminatorStep(pairing),
  generatorStep(pairing),
]);

function discriminatorStep(pairing: Pairing): Step {
  const { generator, discriminator } = networks(pairing);
  return {
    name: `${pairing.architecture}: discriminator, ${pairing.loss}`,
    weights: () => trainable(discriminator, discriminator.init(createRandom(2))),
    objective: (weights) => {
      const random = createRandom(11);
      const pass = { updates: {}, random };
      const all = { ...settled(pairing), ...weights };
      const { pictures, z, classes } = batch(pairing);
      const fake = generator.apply(generator.init(createRandom(1)), { z, classes }, pass);
      const judge = (x: tf.Tensor4D) => {
        const augmented = diffAugment(x, AUGMENTATIONS, random);
        return discriminator.apply(all, { pictures: augmented, classes }, pass);
      };
      return LOSSES[pairing.loss].discriminator(judge(pictures), judge(fake as tf.Tensor4D));
    },
  };
}

function generatorStep(pairing: Pairing): Step {
  const { generator, discriminator } = networks(pairing);
  return {
    name: `${pairing.architecture}: generator, ${pairing.loss}`,
    weights: () => trainable(generator, generator.init(createRandom(1))),
    objective: (weights) => {
      const random = createRandom(12);
      const pass = { updates: {}, random };
      const all = { ...generator.init(createRandom(1)), ...weights };
      const { z, classes } = batch(pairing);
      const fake = generator.apply(all, { z, classes }, pass) as tf.Tensor4D;
      const pictures = diffAugment(fake, AUGMENTATIONS, random);
      const judged = discriminator.apply(settled(pairing), { pictures, classes }, pass);
      return LOSSES[pairing.loss].generator(judged);
    },
  };
}

function networks({ architecture, generator, discriminator }: Pairing) {
  return {
    generator: createGenerator(architecture, generator),
    discriminator: createDiscriminator(architecture, discriminator),
  };
}

/**
 * Fresh weights of the discriminator, with the singular vectors of spectral
 * normalisation iterated until they stand still: its gradient takes them as
 * constants, which numeric differences can confirm at that point only.
 */
function settled(pairing: Pairing): Tensors {
  const { discriminator } = networks(pairing);
  const fresh = discriminator.init(createRandom(2));
  let weights: Tensors = { ...fresh, ...trainable(discriminator, fresh) };
  const vectors = discriminator.spec.weights.filter((w) => w.name.endsWith('/u'));
  for (const { name } of vectors) {
    const kernel = weights[name.replace(/u$/, 'kernel')]!;
    const matrix = tf.reshape(kernel, [-1, kernel.shape[kernel.rank - 1]!]);
    const square = tf.matMul(matrix, matrix, true);
    let u = tf.reshape(weights[name]!, [-1, 1]);
    for (let i = 0; i < 100; i++) {
      u = tf.matMul(square, u);
      u = tf.div(u, tf.norm(u));
    }
    weights = { ...weights, [name]: tf.reshape(u, [-1]) };
  }
  return weights;
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

/**
 * The weights that train, each moved a little: fresh biases are exactly 0 and meet
 * areas of exactly 0 that cutout leaves, where a rectifier has two slopes.
 */
function trainable(network: Network<never>, weights: Tensors): Tensors {
  const random = createRandom(4);
  const names = network.spec.weights.filter((w) => w.trainable).map((w) => w.name);
  return Object.fromEntries(
    names.map((name) => {
      const weight = weights[name]!;
      const change = Float32Array.from({ length: weight.size }, () => 0.05 * random.gaussian());
      return [name, tf.add(weight, tf.tensor(change, weight.shape))];
    }),
  );
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
