/** What is served beside a card to be looked at: what the network is built of, how its training went. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { STRUCTURE_FILE, type Structure } from '@/lib/models-view/structure';
import { createClassifier, createGenerator, createStylizer } from '@/models/architectures';
import type { ModelCard } from '@/models/card';

import { readCheckpoint } from '../checkpoint';
import type { Run } from '../run';
import { joinCurves, readCurves, writeCurvesFile } from './curves';
import { structureOf } from './structure';

/** The structure of a model by its card alone. */
export function structureOfCard(card: ModelCard): Structure {
  switch (card.kind) {
    case 'generator': {
      const { spec, apply } = createGenerator(card.architecture, card.options);
      const z = tf.zeros<tf.Rank.R2>([1, card.latentDim]);
      const mix =
        'classCount' in spec.options &&
        tf.zeros<tf.Rank.R2>([1, Number(spec.options['classCount'])]);
      const inputs = { 'latent vector': z, ...(mix ? { mix } : {}) };
      const forward = (weights: Record<string, tf.Tensor>) =>
        apply(weights, { z, ...(mix ? { classes: mix } : {}) });
      return withInputs(inputs, () => structureOf({ spec, inputs, forward }));
    }
    case 'classifier': {
      const { spec, apply } = createClassifier(card.architecture, card.options);
      const side = card.input.shortSide;
      const picture = tf.zeros<tf.Rank.R4>([1, side, side, 3]);
      const forward = (weights: Record<string, tf.Tensor>) =>
        Object.values(apply(weights, picture));
      return withInputs({ picture }, () => structureOf({ spec, inputs: { picture }, forward }));
    }
    case 'stylizer': {
      const { spec, apply, encode } = createStylizer(card.architecture, card.options);
      const square = () => tf.zeros<tf.Rank.R4>([1, card.styleSide, card.styleSide, 3]);
      const inputs = { picture: square(), style: square() };
      const forward = (weights: Record<string, tf.Tensor>) =>
        apply(weights, { pictures: inputs.picture, vectors: encode(weights, inputs.style) });
      return withInputs(inputs, () => structureOf({ spec, inputs, forward }));
    }
  }
}

function withInputs(inputs: Record<string, tf.Tensor>, look: () => Structure): Structure {
  try {
    return look();
  } finally {
    tf.dispose(inputs);
  }
}

/** Writes what the network of a card is built of, on the back end that is chosen. */
export async function writeStructure(folder: string, card: ModelCard): Promise<void> {
  const structure = structureOfCard(card);
  await writeFile(path.join(folder, STRUCTURE_FILE), `${JSON.stringify(structure)}\n`);
}

/** Where a run began, counted in pictures; part of every kind's checkpoint. */
const beforeSchema = z.looseObject({ imagesBefore: z.number().int().nonnegative() });

/** Writes the curves of runs that follow one another, the first one first. */
export async function writeCurvesOfRuns(folder: string, runs: readonly Run[]): Promise<void> {
  const curves = [];
  for (const run of runs) {
    const { progress, tensors } = await readCheckpoint(run, beforeSchema);
    tf.dispose(tensors);
    curves.push(await readCurves(run, progress.imagesBefore));
  }
  const [first, ...later] = curves;
  if (first) await writeCurvesFile(folder, later.reduce(joinCurves, first));
}
