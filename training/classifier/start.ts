/** What a run of `train classifier` starts from. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';
import { classifierCardSchema, type ClassifierCard } from '@/models/card';
import type { ClassifierNetwork } from '@/models/classifier';
import { createClassifier } from '@/models/architectures';
import { mobilenetStart } from '@/models/mobilenet-start';
import { resnetStart } from '@/models/resnet-start';
import { startFrom } from '@/models/start';
import { decodeWeightsFile } from '@/models/weights-file';

import { readCheckpoint } from '../checkpoint';
import { classIdsOf, type ClassIds } from '../data/labels';
import { readRawTensors } from '../raw-tensors';
import { Run } from '../run';
import { disposeOthers, fitting, pickPrefix, type Tensors } from '../tensors';
import { classifierProgressSchema } from './state';

/** Weights, and how they came about. */
export interface ClassifierStart {
  readonly weights: Tensors;
  readonly imagesSeen: number;
  readonly seconds: number;
  /**
   * Stages whose normalisation is the identity around given convolutions and has to be
   * settled before they are trained; stages up to here were learned before. Infinity for all
   * of them and the head.
   */
  readonly unsettledStages: number;
}

/** How many stages are given by the networks to start from. */
const GIVEN_STAGES = { resnet: 4, 'mobilenet-v2': 9 };

/** @param pretrained path of raw tensors, without `.json`. */
export async function startFromPretrained(
  network: ClassifierNetwork,
  pretrained: string,
  random: Random,
): Promise<ClassifierStart> {
  const tensors = await readRawTensors(pretrained);
  const start = network.spec.architecture === 'resnet' ? resnetStart : mobilenetStart;
  const weights = start(network, tensors, random);
  tf.dispose(tensors);
  const unsettledStages = GIVEN_STAGES[network.spec.architecture as keyof typeof GIVEN_STAGES];
  return { weights, imagesSeen: 0, seconds: 0, unsettledStages };
}

/**
 * @param source a run's folder (its averaged weights are taken), or an exported model's.
 * @throws SfumatoError `not-found`; `invalid-input` if the weights are of another network.
 */
export async function startFromEarlier(
  network: ClassifierNetwork,
  source: string,
  random: Random,
): Promise<ClassifierStart> {
  const card = await readCard(source);
  if (card) return startFromModel(network, { folder: source, card }, random);
  const { run } = await Run.open(source);
  const { tensors, progress } = await readCheckpoint(run, classifierProgressSchema);
  const weights = fitting(pickPrefix(tensors, 'average/'), network.spec);
  disposeOthers(tensors, weights ?? {});
  if (!weights) throw otherNetwork();
  return {
    weights,
    imagesSeen: progress.imagesBefore + progress.imagesSeen,
    seconds: progress.seconds,
    unsettledStages: 0,
  };
}

/**
 * The classes that a run, or an exported model, tells apart; in the order of its outputs.
 * @throws SfumatoError `not-found`
 */
export async function classesOfEarlier(source: string): Promise<ClassIds> {
  const card = await readCard(source);
  if (card) return classIdsOf(card);
  return ((await Run.open(source)).options as { readonly classes: ClassIds }).classes;
}

/** The card of an exported model; undefined if the folder is a run's. */
async function readCard(folder: string): Promise<ClassifierCard | undefined> {
  const text = await readFile(path.join(folder, 'card.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : classifierCardSchema.parse(JSON.parse(text));
}

/** Exported weights are folded: their normalisations start as the identity again. */
async function startFromModel(
  network: ClassifierNetwork,
  { folder, card }: { folder: string; card: ClassifierCard },
  random: Random,
): Promise<ClassifierStart> {
  const folded = createClassifier(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  const stored = decodeWeightsFile(bytes.buffer, card.weights, folded.spec);
  const weights = startFrom(network, random, ({ name }) => {
    const kernel = stored[`${name}/kernel`];
    const bias = stored[`${name}/bias`];
    return kernel && bias && { kernel, bias };
  });
  for (const { name, shape } of network.spec.weights) {
    const head = name.startsWith('head/') ? stored[name] : undefined;
    if (!head) continue;
    if (!tf.util.arraysEqual(head.shape, [...shape])) throw otherNetwork();
    weights[name]!.dispose();
    weights[name] = tf.clone(head);
  }
  tf.dispose(stored);
  const { imagesSeen, seconds } = card.training;
  return { weights, imagesSeen, seconds, unsettledStages: Infinity };
}

function otherNetwork(): SfumatoError {
  return new SfumatoError(
    'invalid-input',
    'The weights of --init-from are of another classifier: its architecture, its options or its numbers of classes differ.',
  );
}
