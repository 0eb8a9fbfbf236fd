/** The state of a run: where it starts from, and what is kept of it. */
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';
import type { GeneratorNetwork } from '@/models/generator';

import type { Checkpoint } from '../checkpoint';
import { fitting, joinOwners, pickPrefix, type Tensors } from '../tensors';
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

/** @throws SfumatoError `invalid-input` if the weights are of another generator. */
export function startWeights(
  start: Start | undefined,
  network: GeneratorNetwork,
  random: Random,
): Tensors {
  if (!start) return network.init(random);
  const weights = fitting(start.generator, network.spec);
  if (weights) return weights;
  throw new SfumatoError(
    'invalid-input',
    'The weights of --init-from are of another generator: its options or its number of classes differ.',
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
