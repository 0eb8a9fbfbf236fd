/** The state of a run: where it starts from, and what is kept of it. */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';
import type { GeneratorNetwork } from '@/models/generator';
import type { WeightSpec } from '@/models/network';

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
  /** Images that these weights have seen already, and how long that took. */
  readonly imagesSeen: number;
  readonly seconds: number;
}

/**
 * The weights to start from. A generator of more pixels than they are of takes what it
 * shares with the smaller one; the sides above, and what makes colours of the last, start
 * afresh.
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

  const parts = new Set(Object.keys(given).map(partOf));
  const isFresh = (name: string) => partOf(name) === 'rgb' || !parts.has(partOf(name));
  const shared = network.spec.weights.filter(({ name }) => !isFresh(name));
  const differing = shared.find(
    ({ name, shape }) => !tf.util.arraysEqual(given[name]?.shape ?? [-1], [...shape]),
  );
  if (differing) throw otherGenerator(differing, given[differing.name]);
  if (!shared.some(({ name }) => partOf(name) === 'seed')) throw otherGenerator();

  const weights = network.init(random);
  for (const { name } of shared) {
    weights[name]!.dispose();
    weights[name] = given[name]!;
  }
  tf.dispose(Object.entries(given).flatMap(([name, old]) => (weights[name] === old ? [] : [old])));
  return weights;
}

/** `side64/conv/kernel` → `side64`. */
const partOf = (name: string) => name.split('/')[0]!;

function otherGenerator(expected?: WeightSpec, found?: tf.Tensor): SfumatoError {
  if (expected?.name === 'embedding' && found) {
    return new SfumatoError(
      'invalid-input',
      `The weights of --init-from know ${found.shape[0]} classes, and the collection has ${expected.shape[0]}: choose the same artists with --artist and --min-count, or start without --init-from.`,
    );
  }
  const where =
    expected && found
      ? ` ${expected.name} is ${found.shape.join(' × ')} there and ${expected.shape.join(' × ')} here.`
      : '';
  return new SfumatoError(
    'invalid-input',
    `The weights of --init-from are of another generator; start from one of the same architecture and widths.${where}`,
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
