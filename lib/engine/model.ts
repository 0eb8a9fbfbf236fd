import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { resolveLatent } from '@/lib/latent/resolve';
import { createGenerator } from '@/models/architectures';
import type { GeneratorCard, ModelCard } from '@/models/card';
import type { GeneratorInput, GeneratorNetwork } from '@/models/generator';
import type { Weights } from '@/models/network';
import { decodeWeightsFile } from '@/models/weights-file';

import { cellDistance, cellMeans, picturesFromTensor } from './picture';
import type { Place } from './rung';

/** A model that has been fetched. Its bytes stay, so that a lost back end costs no download. */
export interface Model {
  readonly card: GeneratorCard;
  readonly facts: ModelFacts;
  readonly network: GeneratorNetwork;
  readonly bytes: ArrayBuffer;
}

/** @throws SfumatoError `invalid-input` for an architecture this version does not have. */
export function createModel(card: ModelCard, bytes: ArrayBuffer): Model {
  if (card.kind !== 'generator') {
    throw new SfumatoError('invalid-input', `The model "${card.id}" draws no pictures.`);
  }
  return {
    card,
    facts: {
      id: card.id,
      version: card.version,
      latentDim: card.latentDim,
      classIds: card.classes.map((c) => c.id),
    },
    network: createGenerator(card.architecture, card.options),
    bytes,
  };
}

/** The model's weights, put on a back end. @throws SfumatoError `weights-corrupt`. */
export function weightsOf({ bytes, card, network }: Model, place: Place): Weights {
  goTo(place);
  return decodeWeightsFile(bytes, card.weights, network.spec);
}

/**
 * Makes a back end tfjs's current one, at once: others may compute in the same
 * process on back ends of their own, and `setBackend` only waits for those not up yet.
 */
function goTo({ tfjsName }: Place): void {
  if (tf.getBackend() !== tfjsName) void tf.setBackend(tfjsName);
}

/** What the network is fed for one batch, as plain numbers. */
export interface Latents {
  readonly count: number;
  readonly z: Float32Array;
  readonly classes: Float32Array;
}

/** @throws SfumatoError `invalid-point`, `unknown-class`. */
export function latentsOf(points: readonly LatentPoint[], facts: ModelFacts): Latents {
  const classCount = facts.classIds.length;
  const z = new Float32Array(points.length * facts.latentDim);
  const classes = new Float32Array(points.length * classCount);
  points.forEach((point, row) => {
    const latent = resolveLatent(point, facts);
    z.set(latent.z, row * facts.latentDim);
    classes.set(latent.weights, row * classCount);
  });
  return { count: points.length, z, classes };
}

/** Draws on the back end that holds the weights. Leaves no tensors behind. */
export async function draw(
  model: Model,
  weights: Weights,
  latents: Latents,
  place: Place,
): Promise<Picture[]> {
  const { latentDim, classIds } = model.facts;
  goTo(place);
  const output = tf.tidy(() => {
    const z = tf.tensor2d(latents.z, [latents.count, latentDim]);
    const input: GeneratorInput =
      classIds.length === 0
        ? { z }
        : { z, classes: tf.tensor2d(latents.classes, [latents.count, classIds.length]) };
    return model.network.apply(weights, input);
  });
  try {
    return await place.await(picturesFromTensor(output));
  } finally {
    output.dispose();
  }
}

/**
 * How far the back end is from the model's known point, in levels of 0..255. The
 * drawing also compiles what the first real picture would otherwise wait for.
 */
export async function selfCheckDistance(
  model: Model,
  weights: Weights,
  place: Place,
): Promise<number> {
  const { id, selfCheck } = model.card;
  const point: LatentPoint = {
    model: id,
    source: { kind: 'seed', seed: selfCheck.seed },
    mix: selfCheck.mix,
    psi: selfCheck.psi,
  };
  const [picture] = await draw(model, weights, latentsOf([point], model.facts), place);
  return cellDistance(cellMeans(picture!, selfCheck.grid), selfCheck.cells);
}

/** The one model that all points belong to. @throws SfumatoError `invalid-input`. */
export function modelIdOf(points: readonly LatentPoint[]): string {
  const id = points[0]!.model;
  if (points.some((point) => point.model !== id)) {
    throw new SfumatoError(
      'invalid-input',
      'Pictures of several models cannot be drawn together: ask for them one model at a time.',
    );
  }
  return id;
}
