/** Models with their weights as they were trained, not as they are stored. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import type { BackendName, Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import { createClassifier } from '@/models/architectures';
import type { ClassifierCard, GeneratorCard, ModelCard } from '@/models/card';
import { foldNormalisation } from '@/models/fold-normalisation';
import type { NetworkSpec, Weights } from '@/models/network';
import { encodeWeightsFile } from '@/models/weights-file';

import { readLearned } from '../export/learned';
import { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';

/** Of what a card says about the training. */
const trainingSchema = z.object({ meanWith: z.string().optional() });

/**
 * An engine that draws the model of this card from float32: what storing the weights has
 * cost is the difference to the model itself, all else being equal.
 *
 * @param folder of the run that was exported; if the model is a mean of two, the other is beside it.
 * @throws SfumatoError `not-found`; `invalid-input` if the model is of another run.
 */
export async function engineAsTrained(
  folder: string,
  card: GeneratorCard,
  backend: BackendName,
): Promise<Engine> {
  const { run } = await Run.open(folder);
  const { spec, weights } = await readLearned(
    run,
    card.training.imagesSeen,
    await partnerOf(folder, card),
  );
  const isExported = await isStoredAs(card, spec, weights);
  const { bytes, file } = await encodeWeightsFile(weights, spec, 'float32');
  tf.dispose(weights);
  if (!isExported) throw anotherRun(card, folder);

  const modelsDir = await mkdtemp(path.join(os.tmpdir(), 'sfumato-as-trained-'));
  const engine = createNodeEngine({ modelsDir, backend });
  try {
    const model = path.join(modelsDir, card.id);
    await mkdir(model);
    await writeFile(path.join(model, file.file), bytes);
    await writeFile(path.join(model, 'card.json'), JSON.stringify({ ...card, weights: file }));
    await engine.load(card.id);
    return engine;
  } catch (error) {
    await engine.dispose();
    throw error;
  } finally {
    await rm(modelsDir, { recursive: true });
  }
}

/** The run whose last weights a mean was made with. */
async function partnerOf(folder: string, card: GeneratorCard): Promise<Run | undefined> {
  const { meanWith } = trainingSchema.parse(card.training.options);
  if (meanWith === undefined) return undefined;
  return (await Run.open(path.join(path.dirname(path.resolve(folder)), meanWith))).run;
}

/**
 * The classifier of this card in float32, folded as it was for the export. The caller disposes
 * of the weights.
 * @throws SfumatoError `not-found`; `invalid-input` if the model is of another run.
 */
export async function classifierAsTrained(
  folder: string,
  card: ClassifierCard,
): Promise<ReturnType<typeof foldNormalisation>> {
  const { run } = await Run.open(folder);
  const best = (await listSnapshots(run)).at(-1) ?? 0;
  const { spec, weights } = await readSnapshot(run, best, createClassifier);
  const folded = foldNormalisation(createClassifier(spec.architecture, spec.options), weights);
  tf.dispose(weights);
  if (await isStoredAs(card, folded.network.spec, folded.weights)) return folded;
  tf.dispose(folded.weights);
  throw anotherRun(card, folder);
}

/** Whether these weights, stored as those of the card are, are those of the card. */
async function isStoredAs(
  { weights: { dtype, sha256 } }: ModelCard,
  spec: NetworkSpec,
  weights: Weights,
): Promise<boolean> {
  return (await encodeWeightsFile(weights, spec, dtype)).file.sha256 === sha256;
}

function anotherRun({ id }: ModelCard, folder: string): SfumatoError {
  return new SfumatoError(
    'invalid-input',
    `The weights of "${id}" do not come from ${folder}. Name the run that was exported with --run.`,
  );
}
