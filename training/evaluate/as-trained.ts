/** A generator with its weights as they were trained, not as they are stored. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import type { BackendName, Engine } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import { createGenerator } from '@/models/architectures';
import type { GeneratorCard } from '@/models/card';
import { encodeWeightsFile } from '@/models/weights-file';

import { Run } from '../run';
import { readSnapshot } from '../snapshot';

/**
 * An engine that draws the model of this card from float32: what storing the weights has
 * cost is the difference to the model itself, all else being equal.
 *
 * @param folder of the run that was exported.
 * @throws SfumatoError `not-found`; `invalid-input` if the model is of another run.
 */
export async function engineAsTrained(
  folder: string,
  card: GeneratorCard,
  backend: BackendName,
): Promise<Engine> {
  const { run } = await Run.open(folder);
  const { spec, weights } = await readSnapshot(run, card.training.imagesSeen, createGenerator);
  const stored = await encodeWeightsFile(weights, spec, card.weights.dtype);
  const { bytes, file } = await encodeWeightsFile(weights, spec, 'float32');
  tf.dispose(weights);
  if (stored.file.sha256 !== card.weights.sha256) {
    throw new SfumatoError(
      'invalid-input',
      `The weights of "${card.id}" do not come from ${folder}. Name the run that was exported with --run.`,
    );
  }

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
