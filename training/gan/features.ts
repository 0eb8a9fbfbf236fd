/** The frozen networks that a projected discriminator looks through. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import { createClassifier } from '@/models/architectures';
import { classifierCardSchema } from '@/models/card';
import { classifierFeatures } from '@/models/classifier-features';
import { foldNormalisation } from '@/models/fold-normalisation';
import { resnetFeatures } from '@/models/resnet-features';
import { decodeWeightsFile } from '@/models/weights-file';

import { readRawTensors } from '../raw-tensors';
import { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';
import type { Tensors } from '../tensors';

/** Pictures [batch, side, side, 3] in [-1, 1] → features, network after network, finest first. */
export type Features = (pictures: tf.Tensor4D) => tf.Tensor4D[];

export interface FrozenFeatures {
  readonly features: Features;
  /** How many networks they are of. */
  readonly networks: number;
  dispose(): void;
}

/** What a projected discriminator has to know of its features. */
export interface FeatureShape {
  readonly featureChannels: number[];
  readonly featureNetworks: number;
  readonly featureSide: number;
}

/**
 * @param sources of each network: raw tensors of a ResNet-18 (path without `.json`), or a
 *   classifier of paintings: the folder of its run, or of the exported model.
 * @param stages how many scales of each.
 * @throws SfumatoError `not-found`, `weights-corrupt`, `invalid-input` for a model that
 *   is no classifier.
 */
export async function readFeatures(
  sources: readonly string[],
  stages: number,
): Promise<FrozenFeatures> {
  const frozen: FrozenNetwork[] = [];
  const dispose = () => frozen.forEach(({ weights }) => tf.dispose(weights));
  try {
    for (const source of sources) frozen.push(await readFrozen(source, stages));
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    features: (pictures) => frozen.flatMap(({ features }) => features(pictures)),
    networks: frozen.length,
    dispose,
  };
}

interface FrozenNetwork {
  readonly features: Features;
  readonly weights: Tensors;
}

async function readFrozen(source: string, stages: number): Promise<FrozenNetwork> {
  const isFolder = (await stat(source).catch(() => undefined))?.isDirectory() ?? false;
  return isFolder ? fromClassifier(source, stages) : fromRawTensors(source, stages);
}

/** The shape of the features of pictures of `resolution`. */
export function featureShape(
  { features, networks }: FrozenFeatures,
  resolution: number,
): FeatureShape {
  return tf.tidy(() => {
    const found = features(tf.zeros([1, resolution, resolution, 3]));
    return {
      featureChannels: found.map(({ shape }) => shape[3]),
      featureNetworks: networks,
      featureSide: found[0]!.shape[1],
    };
  });
}

async function fromRawTensors(source: string, stages: number): Promise<FrozenNetwork> {
  const weights = await readRawTensors(source);
  return { features: (pictures) => resnetFeatures(weights, pictures, stages), weights };
}

async function fromClassifier(folder: string, stages: number): Promise<FrozenNetwork> {
  const isModel = await stat(path.join(folder, 'card.json')).catch(() => undefined);
  const { network, weights } = isModel ? await readModel(folder) : await readRun(folder);
  return {
    features: (pictures) => classifierFeatures(network, weights, pictures, stages),
    weights,
  };
}

async function readModel(folder: string) {
  const file = path.join(folder, 'card.json');
  const card = classifierCardSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  if (!card) throw noClassifier(folder);
  const network = createClassifier(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  return { network, weights: decodeWeightsFile(bytes.buffer, card.weights, network.spec) };
}

async function readRun(folder: string) {
  const { run, options } = await Run.open(folder);
  if (!('classifier' in (options as object))) throw noClassifier(folder);
  const best = (await listSnapshots(run)).at(-1) ?? 0;
  const snapshot = await readSnapshot(run, best, createClassifier);
  const trained = createClassifier(snapshot.spec.architecture, snapshot.spec.options);
  const folded = foldNormalisation(trained, snapshot.weights);
  tf.dispose(snapshot.weights);
  return folded;
}

function noClassifier(folder: string): SfumatoError {
  return new SfumatoError(
    'invalid-input',
    `${folder} is no classifier. Name the folder of one, or raw tensors of a ResNet-18 without their ".json", with --features.`,
  );
}
