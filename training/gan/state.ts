/** The state of a run: where it starts from, and what is kept of it. */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';
import { growFastgan } from '@/models/fastgan-growth';
import type { DiscriminatorNetwork, GeneratorNetwork } from '@/models/generator';
import { gaussians } from '@/models/layers';
import type { NetworkSpec, WeightSpec } from '@/models/network';

import type { Checkpoint } from '../checkpoint';
import { fitting, joinOwners, pickPrefix, type Tensors } from '../tensors';
import { guardSchema } from './diversity';
import type { StepContext } from './players';

const word = z.number().int().nonnegative();
/** Where a run stands, beside its tensors. */
export const progressSchema = z.object({
  /** Real pictures shown in this run. */
  imagesSeen: z.number().int().nonnegative(),
  /** Shown before, by the run that this one was started from. */
  imagesBefore: z.number().int().nonnegative(),
  /** Time spent, all runs added up. */
  seconds: z.number().nonnegative(),
  random: z.tuple([word, word, word, word]),
  sampler: z.object({ epoch: z.number().int(), cursor: z.number().int() }),
  adamSteps: z.object({ generator: z.number().int(), discriminator: z.number().int() }),
  /** Missing in runs of before there was one. */
  guard: guardSchema.optional(),
});
export type Progress = z.output<typeof progressSchema>;

/** Weights to start from instead of fresh ones. */
export interface Start {
  readonly generator: Tensors;
  readonly discriminator?: Tensors;
  /** Ids of the classes that these weights know, in their order; not known of old runs. */
  readonly classIds?: readonly string[] | undefined;
  /** Images that these weights have seen already, and how long that took. */
  readonly imagesSeen: number;
  readonly seconds: number;
}

/** Weights with a row for each class: of generators, of discriminators. */
const PER_CLASS = /(^|\/)(embedding|projection)$/;

export const knowsClasses = ({ weights }: NetworkSpec): boolean =>
  weights.some(({ name }) => PER_CLASS.test(name));

/**
 * The start with the classes of another collection: those that it knows keep what was learned
 * of them. A generator begins the others at random, as a fresh one does: begun all alike, they
 * were 0.04 apart after 20,000 images and 1 after 180,000, where random ones are 7 from the
 * first; a network tells classes apart by where they lie and hardly moves them. A discriminator,
 * which does move them, begins them as the mean of all that are known.
 */
export function withClasses(start: Start, classIds: readonly string[], random: Random): Start {
  const known = start.classIds;
  if (!known || known.join(' ') === classIds.join(' ')) return start;
  const places = classIds.map((id) => known.indexOf(id));
  const adapt = (weights: Tensors, unknown: (rows: tf.Tensor, count: number) => tf.Tensor) =>
    Object.fromEntries(
      Object.entries(weights).map(([name, weight]) => {
        if (!PER_CLASS.test(name) || weight.shape[0] !== known.length) return [name, weight];
        const rows = tf.tidy(() => {
          let next = known.length;
          const all = tf.concat([weight, unknown(weight, classIds.length)]);
          return tf.gather(
            all,
            places.map((place) => (place < 0 ? next++ : place)),
          );
        });
        weight.dispose();
        return [name, rows];
      }),
    );
  return {
    ...start,
    classIds,
    generator: adapt(start.generator, ({ shape: [, width] }, count) =>
      gaussians(random, [count, width!]),
    ),
    ...(start.discriminator && {
      discriminator: adapt(start.discriminator, (rows, count) =>
        tf.tile(tf.mean(rows, 0, true), [count, 1]),
      ),
    }),
  };
}

/**
 * The weights to start from. A generator of twice the pixels a side begins with the pictures of
 * the smaller one, enlarged (`growFastgan`); one of still more takes over all that the smaller one
 * has, while the sides above, and what makes colours of the last, start afresh. Sides that did
 * not hear the classes before and do now begin without a word of them.
 *
 * @throws SfumatoError `invalid-input` if the weights are of another generator.
 */
export function startWeights(
  start: Start | undefined,
  network: GeneratorNetwork,
  random: Random,
): Tensors {
  if (!start) return network.init(random);
  const given = start.generator;
  const whole = fitting(given, network.spec);
  if (whole) return whole;

  const specs = new Map(network.spec.weights.map((spec) => [spec.name, spec]));
  const weights = network.init(random);
  const grown = growFastgan(network, weights, given, random) ?? {};
  for (const [name, value] of Object.entries(given)) {
    const spec = specs.get(name);
    if (spec && tf.util.arraysEqual(value.shape, [...spec.shape])) {
      weights[name]!.dispose();
      weights[name] = value;
    } else if (spec && hearsMore(name, value, spec)) {
      weights[name]!.dispose();
      weights[name] = tf.tidy(() =>
        tf.pad(value, [
          [0, spec.shape[0]! - value.shape[0]!],
          [0, 0],
        ]),
      );
      value.dispose();
    } else if (name.startsWith('rgb/')) {
      value.dispose();
    } else {
      tf.dispose(weights);
      throw otherGenerator(name, value, spec);
    }
  }
  for (const [name, value] of Object.entries(grown)) {
    weights[name]!.dispose();
    weights[name] = value;
  }
  return weights;
}

/** Whether what scales and shifts a normalisation listens to more numbers, after those it knows. */
const hearsMore = (name: string, { shape }: tf.Tensor, spec: WeightSpec): boolean =>
  name.endsWith('/style/kernel') && spec.shape[1] === shape[1] && spec.shape[0]! > shape[0]!;

/**
 * The opponent to start with. One that looks through more frozen networks than the start's
 * takes over all that is known and adds fresh heads, one that looks through fewer leaves the
 * others' heads behind; any other kind starts afresh, also over a generator that has learned.
 */
export function startOpponent(
  start: Start | undefined,
  network: DiscriminatorNetwork,
  random: Random,
): Tensors {
  const given = start?.discriminator;
  const whole = fitting(given, network.spec);
  if (whole) return whole;

  const fresh = network.init(random);
  const known = Object.entries(given ?? {});
  if (!known.every(([name, { shape }]) => tf.util.arraysEqual(fresh[name]?.shape ?? [-1], shape))) {
    tf.dispose(given ?? {});
    return fresh;
  }
  for (const [name, value] of known) {
    fresh[name]!.dispose();
    fresh[name] = value;
  }
  return fresh;
}

function otherGenerator(name: string, found: tf.Tensor, expected?: WeightSpec): SfumatoError {
  if (name === 'embedding' && expected) {
    return new SfumatoError(
      'invalid-input',
      `The weights of --init-from know ${found.shape[0]} classes, and the collection has ${expected.shape[0]}: choose the same artists with --artist and --min-count, or start without --init-from.`,
    );
  }
  const here = expected ? expected.shape.join(' × ') : 'missing';
  return new SfumatoError(
    'invalid-input',
    `The weights of --init-from are of another generator (${name} is ${found.shape.join(' × ')} there and ${here} here); start from one of the same architecture and widths.`,
  );
}

/** Everything that a checkpoint holds, as `<owner>/<name>`. */
export function stateTensors({ generator, discriminator }: StepContext, average: Tensors): Tensors {
  return joinOwners({
    generator: generator.weights,
    'generator-adam': generator.adam.state().tensors,
    discriminator: discriminator.weights,
    'discriminator-adam': discriminator.adam.state().tensors,
    average,
  });
}

/** Puts a checkpoint back into the players and returns the average. */
export function restoreState(
  { generator, discriminator }: StepContext,
  checkpoint: Checkpoint<Progress>,
): Tensors {
  const { tensors, progress } = checkpoint;
  generator.weights = pickPrefix(tensors, 'generator/');
  discriminator.weights = pickPrefix(tensors, 'discriminator/');
  const { adamSteps } = progress;
  generator.adam.restore(adamSteps.generator, pickPrefix(tensors, 'generator-adam/'));
  discriminator.adam.restore(adamSteps.discriminator, pickPrefix(tensors, 'discriminator-adam/'));
  return pickPrefix(tensors, 'average/');
}
