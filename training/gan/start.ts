/** Weights to start a run from: those of another run, or of an exported model. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';
import { createGenerator } from '@/models/architectures';
import { modelCardSchema } from '@/models/card';
import { decodeWeightsFile } from '@/models/weights-file';

import { Run } from '../run';
import { pickPrefix } from './adam';
import { readCheckpoint } from './checkpoint';
import type { Start } from './loop';

/**
 * @param source a run's folder (generator and discriminator), or a model's folder
 *   with `card.json` (generator only: the discriminator starts fresh).
 * @throws SfumatoError `not-found`, `weights-corrupt`
 */
export async function readStart(source: string): Promise<Start> {
  const card = path.join(source, 'card.json');
  if (await stat(card).catch(() => undefined)) return startFromModel(source, card);
  const { run } = await Run.open(source);
  const { tensors, progress } = await readCheckpoint(run);
  return {
    generator: pickPrefix(tensors, 'generator/'),
    discriminator: pickPrefix(tensors, 'discriminator/'),
    imagesSeen: progress.imagesBefore + progress.imagesSeen,
  };
}

async function startFromModel(folder: string, file: string): Promise<Start> {
  const parsed = modelCardSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!parsed.success) {
    throw new SfumatoError('invalid-input', `${file} is not the card of a model.`, {
      cause: parsed.error,
    });
  }
  const card = parsed.data;
  const { spec } = createGenerator(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  return {
    generator: decodeWeightsFile(bytes.buffer, card.weights, spec),
    imagesSeen: card.training.imagesSeen,
  };
}
