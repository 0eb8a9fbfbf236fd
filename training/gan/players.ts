/** The two networks with their optimisers, and one training step of each. */
import * as tf from '@tensorflow/tfjs-core';

import type { Random } from '@/lib/latent/random';
import type { DiscriminatorNetwork, GeneratorNetwork } from '@/models/generator';
import type { TrainingPass } from '@/models/network';

import { type Adam } from '../adam';
import { diffAugment, type Augmentation } from './diffaugment';
import type { Features } from './features';
import type { AdversarialLoss } from './losses';

type Tensors = Record<string, tf.Tensor>;

/** A network being trained: its weights are replaced, never changed in place. */
export interface Player<N> {
  readonly network: N;
  readonly adam: Adam;
  weights: Tensors;
}

/** What is asked of the generator in one step. */
export interface Wish {
  /** [batch, latentDim] */
  readonly z: tf.Tensor2D;
  /** [batch, classCount]; absent when there are no classes. */
  readonly classes?: tf.Tensor2D;
  /** Of each picture, as how large a one it is looked at; see `Batch.sides`. */
  readonly sides?: readonly number[];
}

export interface RealBatch {
  /** [batch, size, size, 3] in [-1, 1] */
  readonly pictures: tf.Tensor4D;
  readonly classes?: tf.Tensor2D;
  /** Of each picture how many pixels of a side are its own. */
  readonly sides?: readonly number[];
}

export interface StepContext {
  readonly generator: Player<GeneratorNetwork>;
  readonly discriminator: Player<DiscriminatorNetwork>;
  readonly loss: AdversarialLoss;
  readonly augment: readonly Augmentation[];
  /** Side of what the discriminator sees; that of the pictures if not given. */
  readonly view?: number;
  readonly random: Random;
  /** The frozen network of a projected discriminator: augmented pictures in, features out. */
  readonly features?: Features | undefined;
}

/** What a discriminator sees: augmented pictures and, if it judges those, their features. */
type Seen = Pick<RealBatch, 'pictures' | 'classes'> & { readonly features?: tf.Tensor4D[] };

/** Generated pictures with the classes they were asked for. */
export interface FakeBatch extends RealBatch {
  /** These pictures as the discriminator has seen them already, augmented. */
  readonly seen?: Seen;
}

/** Pictures for the discriminator, drawn with the statistics of their own batch. */
export function drawFakes({ generator, random }: StepContext, wish: Wish): FakeBatch {
  const pass = newPass(random);
  const pictures = tf.tidy(
    () => generator.network.apply(generator.weights, wish, pass) as tf.Tensor4D,
  );
  tf.dispose(pass.updates); // The generator's statistics move in its own step only.
  return { ...wish, pictures };
}

/** Half a batch of real and half a batch of generated pictures; returns the loss. */
export function discriminatorStep(
  context: StepContext,
  real: RealBatch,
  fake: FakeBatch,
): tf.Scalar {
  const { discriminator, loss, random, features } = context;
  // Before the gradient is recorded: nothing that leads here is trained, and what the
  // frozen network leaves on its way can go at once.
  const seen = tf.tidy(() => {
    const both = [see(context, real), see(context, fake)] as const;
    // Over frozen features every picture is judged by itself, so all can be at once.
    return features ? [joined(...both)] : [...both];
  });
  const counts = [real, fake].map(({ pictures }) => pictures.shape[0]);
  const result = learn(discriminator, random, (weights, pass) => {
    const logits = seen.map((part) => discriminator.network.apply(weights, part, pass));
    const [ofReal, ofFake] = features ? tf.split(logits[0]!, counts) : logits;
    return loss.discriminator(ofReal!, ofFake!);
  });
  if (features) tf.dispose(seen);
  else [real, fake].forEach((batch, i) => disposeSeen(seen[i]!, batch));
  return result;
}

/** One batch of both. */
function joined(a: Seen, b: Seen): Seen {
  return {
    pictures: tf.concat([a.pictures, b.pictures]),
    ...(a.classes && b.classes && { classes: tf.concat([a.classes, b.classes]) }),
    ...(a.features && { features: a.features.map((map, i) => tf.concat([map, b.features![i]!])) }),
  };
}

/** What the discriminator sees of a batch: the same again, if it has seen it before. */
function see({ augment, view, random, features }: StepContext, batch: FakeBatch): Seen {
  if (batch.seen) return batch.seen;
  const { classes, sides } = batch;
  const pictures = diffAugment(batch.pictures, augment, random, view, sides);
  return {
    pictures,
    ...(classes && { classes }),
    ...(features && { features: features(pictures) }),
  };
}

/** Frees what is not the batch's own. */
function disposeSeen({ pictures }: Seen, batch: FakeBatch): void {
  if (!batch.seen && pictures !== batch.pictures) pictures.dispose();
}

/**
 * The generator learns through the discriminator, which stays as it is. Returns
 * the loss and the pictures, which the caller disposes.
 */
export function generatorStep(
  context: StepContext,
  wish: Wish,
): { loss: tf.Scalar; fake: FakeBatch } {
  const { generator, discriminator, loss, random } = context;
  // Dropout and batch statistics act as in training; what they track is thrown away.
  const judging = newPass(random);
  let fake: FakeBatch | undefined;
  const result = learn(generator, random, (weights, pass) => {
    const pictures = tf.keep(generator.network.apply(weights, wish, pass) as tf.Tensor4D);
    const seen = see(context, { ...wish, pictures });
    [seen.pictures, ...(seen.features ?? [])].forEach((tensor) => tf.keep(tensor));
    fake = { ...wish, pictures, seen };
    return loss.generator(discriminator.network.apply(discriminator.weights, seen, judging));
  });
  tf.dispose(judging.updates);
  return { loss: result, fake: fake! };
}

const newPass = (random: Random): TrainingPass => ({ updates: {}, random });

/** One step of gradient descent on what `objective` returns. */
function learn<N extends GeneratorNetwork | DiscriminatorNetwork>(
  player: Player<N>,
  random: Random,
  objective: (weights: Tensors, pass: TrainingPass) => tf.Scalar,
): tf.Scalar {
  const names = player.network.spec.weights.filter((w) => w.trainable).map((w) => w.name);
  const pass = newPass(random);
  const { value, grads } = tf.valueAndGrads((...trained: tf.Tensor[]) => {
    const weights = { ...player.weights };
    names.forEach((name, i) => (weights[name] = trained[i]!));
    return objective(weights, pass);
  })(names.map((name) => player.weights[name]!));

  const gradients = Object.fromEntries(names.map((name, i) => [name, grads[i]!]));
  player.weights = player.adam.apply(player.weights, gradients);
  tf.dispose(grads);
  for (const [name, tensor] of Object.entries(pass.updates)) {
    player.weights[name]!.dispose();
    player.weights[name] = tensor;
  }
  return value as tf.Scalar;
}

/** Frees the tensors of batches and wishes; they may share some. */
export function disposeBatches(...batches: (FakeBatch | Wish)[]): void {
  for (const batch of batches) {
    const { seen, pictures, classes, z } = batch as Partial<FakeBatch & Wish>;
    const tensors = [
      pictures,
      classes,
      z,
      seen?.pictures,
      seen?.classes,
      ...(seen?.features ?? []),
    ];
    tf.dispose(tensors.filter((tensor) => tensor !== undefined));
  }
}
