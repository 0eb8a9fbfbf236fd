import * as tf from '@tensorflow/tfjs-core';

import type { ClassifierCard } from '@/models/card';
import type { ClassifierNetwork, ClassifierOutput } from '@/models/classifier';
import type { Weights } from '@/models/network';

import type { ClassifierInput } from './classifier-input';

/** What a network says about one picture, and the maps that it says it from. */
export interface Look extends ClassifierOutput {
  /** Of the picture itself, not of its mirror image; finest first. */
  readonly maps: readonly tf.Tensor4D[];
}

/**
 * Puts a picture before a network as its card says: alone, or together with its mirror
 * image, and then what is said is the mean of both (Simonyan and Zisserman 2015, section
 * 3.2). The same in the app, on the command line and where a model is measured. To be
 * called within a tidy.
 */
export function look(
  network: ClassifierNetwork,
  weights: Weights,
  { width, height, data }: ClassifierInput,
  { mirrored = false }: Pick<ClassifierCard['input'], 'mirrored'>,
): Look {
  const picture = tf.tensor4d(data, [1, height, width, 3]);
  if (!mirrored) {
    const maps = network.trunk(weights, picture);
    return { ...network.head(weights, maps), maps };
  }
  const both = tf.concat([picture, tf.reverse(picture, 2)]);
  const maps = network.trunk(weights, both);
  const said = network.head(weights, maps);
  const mean = (rows: tf.Tensor2D) => tf.mean(rows, 0, true) as tf.Tensor2D;
  return {
    embedding: mean(said.embedding),
    artists: mean(said.artists),
    styles: mean(said.styles),
    genres: mean(said.genres),
    known: mean(said.known),
    maps: maps.map((map) => tf.slice(map, 0, 1)),
  };
}
