/** Weights to start a run from: those of another run, or of an exported model. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import { isLearned } from '@/lib/latent/classes';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import { generatorCardSchema, weightsFileSchema, type WeightsFile } from '@/models/card';
import type { NetworkSpec } from '@/models/network';
import { decodeWeightsFile } from '@/models/weights-file';

import { readCheckpoint } from '../checkpoint';
import { Run } from '../run';
import { disposeOthers, pickPrefix } from '../tensors';
import { networkOptions } from './loop';
import type { GanOptions } from './options';
import { knowsClasses, progressSchema, type Start } from './state';

/** Beside a model's card: what its discriminator was, and where its numbers are. */
export const DISCRIMINATOR_FILE = 'discriminator.json';

const discriminatorSchema = z.object({
  architecture: z.string(),
  options: z.record(z.string(), z.unknown()),
  weights: weightsFileSchema,
});

/** What a run's folder says about its classes. */
const dumpSchema = z.object({ classes: z.array(z.string()).optional() });

/**
 * @param source a run's folder, or a model's folder with `card.json` (and, to go on
 *   with the same opponent, `discriminator.json`).
 * @throws SfumatoError `not-found`, `weights-corrupt`
 */
export async function readStart(source: string): Promise<Start> {
  const card = path.join(source, 'card.json');
  if (await stat(card).catch(() => undefined)) return startFromModel(source, card);
  const { run, options: dumped } = await Run.open(source);
  const { tensors, progress } = await readCheckpoint(run, progressSchema);
  const generator = pickPrefix(tensors, 'generator/');
  const discriminator = pickPrefix(tensors, 'discriminator/');
  disposeOthers(tensors, generator, discriminator);
  return {
    ...{ generator, discriminator },
    classIds: dumpSchema.parse(dumped).classes,
    imagesSeen: progress.imagesBefore + progress.imagesSeen,
    seconds: progress.seconds,
  };
}

/**
 * Ids of the classes that a run's networks know, in their order; nothing for networks that know
 * none, to which it is no matter whose pictures they see, and for old runs, which do not say.
 * @param dumped what the run's folder says.
 */
export function classesOfRun(dumped: unknown, options: GanOptions): string[] | undefined {
  const { classes } = dumpSchema.parse(dumped);
  if (!classes) return undefined;
  const { generatorOptions, discriminatorOptions } = networkOptions(options, classes.length);
  const known = [
    createGenerator(options.generator.architecture, generatorOptions),
    createDiscriminator(options.discriminator.architecture, discriminatorOptions),
  ].some(({ spec }) => knowsClasses(spec));
  return known ? classes : undefined;
}

async function startFromModel(folder: string, file: string): Promise<Start> {
  const parsed = generatorCardSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) {
    throw new SfumatoError('invalid-input', `${file} is not the card of a generator.`, {
      cause: parsed.error,
    });
  }
  const card = parsed.data;
  const { spec } = createGenerator(card.architecture, card.options);
  const discriminator = await readDiscriminator(folder);
  return {
    generator: await readWeights(folder, card.weights, spec),
    ...(discriminator ? { discriminator } : {}),
    classIds: card.classes.filter(isLearned).map(({ id }) => id),
    imagesSeen: card.training.imagesSeen,
    seconds: card.training.seconds,
  };
}

async function readDiscriminator(folder: string): Promise<Start['discriminator']> {
  const text = await readFile(path.join(folder, DISCRIMINATOR_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const { architecture, options, weights } = discriminatorSchema.parse(JSON.parse(text));
  return readWeights(folder, weights, createDiscriminator(architecture, options).spec);
}

async function readWeights(folder: string, file: WeightsFile, spec: NetworkSpec) {
  const bytes = new Uint8Array(await readFile(path.join(folder, file.file)));
  return decodeWeightsFile(bytes.buffer, file, spec);
}
