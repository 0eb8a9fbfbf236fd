/** What the engine does with generators. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';
import { resolveLatent } from '@/lib/latent/resolve';
import type { GeneratorInput } from '@/models/generator';
import type { Weights } from '@/models/network';

import { goTo } from './go-to';
import type { GeneratorModel } from './model';
import { cellDistance, cellMeans, picturesFromTensor } from './picture';
import type { Place } from './rung';

/** What the network is fed for one batch, as plain numbers. */
export interface Latents {
  readonly count: number;
  readonly z: Float32Array;
  readonly classes: Float32Array;
}

/** @throws SfumatoError `invalid-point`, `unknown-class`, `outdated-point`. */
export function latentsOf(
  points: readonly LatentPoint[],
  { facts, card }: Pick<GeneratorModel, 'facts' | 'card'>,
): Latents {
  const classCount = facts.classIds.length;
  const z = new Float32Array(points.length * facts.latentDim);
  const classes = new Float32Array(points.length * classCount);
  points.forEach((point, row) => {
    const latent = resolveLatent(point, facts, card.directions);
    z.set(latent.z, row * facts.latentDim);
    classes.set(latent.weights, row * classCount);
  });
  return { count: points.length, z, classes };
}

/** Draws on the back end that holds the weights. Leaves no tensors behind. */
export async function draw(
  model: GeneratorModel,
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
export async function pictureDistance(
  model: GeneratorModel,
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
  const [picture] = await draw(model, weights, latentsOf([point], model), place);
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
