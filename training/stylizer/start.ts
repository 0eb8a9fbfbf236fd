/** Where a run starts: an encoder that knows features already, or the weights of an earlier run. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import type { Random } from '@/lib/latent/random';
import { createStylizer } from '@/models/architectures';
import { stylizerCardSchema } from '@/models/card';
import { weightOf } from '@/models/layers';
import type { StylizerNetwork } from '@/models/stylizer';
import { decodeWeightsFile } from '@/models/weights-file';

import { readRawTensors } from '../raw-tensors';
import { readCheckpoint } from '../checkpoint';
import { Run } from '../run';
import { fitting, pickPrefix, type Tensors } from '../tensors';
import { stylizerProgressSchema } from './state';

export interface StylizerStart {
  readonly weights: Tensors;
  /** Images that these weights have seen already, and how long that took. */
  readonly imagesSeen: number;
  readonly seconds: number;
}

/**
 * Fresh weights whose encoder starts as the narrow VGG, if that is among the features. Its
 * first convolution, 1 × 1, and the range of the pictures go into the second one; at the
 * border that one sees black where the original saw the mean colour.
 */
export async function freshStart(
  network: StylizerNetwork,
  features: readonly string[],
  random: Random,
): Promise<Tensors> {
  const weights = network.init(random);
  for (const base of features) {
    const given = await readRawTensors(base);
    const found = given['conv0.weight'] ? encoderFrom(given) : {};
    tf.dispose(given);
    const fits = Object.entries(found).every(([name, tensor]) =>
      tf.util.arraysEqual(weights[name]?.shape ?? tensor.shape, tensor.shape),
    );
    for (const [name, tensor] of Object.entries(found)) {
      const fresh = weights[name];
      if (!fits || !fresh) tensor.dispose();
      else {
        fresh.dispose();
        weights[name] = tensor;
      }
    }
  }
  return weights;
}

/** The narrow VGG's convolutions as the encoder's, for pictures in [-1, 1]. */
function encoderFrom(given: Tensors): Tensors {
  const convolutions = Object.keys(given).flatMap(
    (name) => /^(conv[1-5][1-4])\.weight$/.exec(name)?.[1] ?? [],
  );
  const renamed = convolutions.flatMap((name) => [
    [`encoder/${name}/kernel`, tf.clone(given[`${name}.weight`]!)] as const,
    [`encoder/${name}/bias`, tf.clone(given[`${name}.bias`]!)] as const,
  ]);
  const encoder: Tensors = Object.fromEntries(renamed);
  const [kernel, bias] = tf.tidy(() => {
    const [first, offset] = [given['conv0.weight']!, given['conv0.bias']!];
    const colours = tf.reshape(first, [3, 3]);
    const second = weightOf<tf.Tensor4D>(given, 'conv11.weight');
    const [height, width, , outputs] = second.shape;
    // y = second(colours·(x + 1)/2 + offset) = (second∘colours/2)(x) + second(colours·½ + offset)
    const taps = tf.reshape(second, [height * width, 3, outputs]);
    const joined = tf.stack(
      tf
        .unstack(taps)
        .map((tap) => tf.matMul(tf.mul(colours, 0.5) as tf.Tensor2D, tap as tf.Tensor2D)),
    );
    const constant = tf.add(tf.sum(tf.mul(colours, 0.5), 0), offset);
    const added = tf.sum(tf.mul(taps, tf.reshape(constant, [1, 3, 1])), [0, 1]);
    return [tf.reshape(joined, second.shape), tf.add(weightOf(given, 'conv11.bias'), added)];
  });
  tf.dispose([encoder['encoder/conv11/kernel']!, encoder['encoder/conv11/bias']!]);
  return { ...encoder, 'encoder/conv11/kernel': kernel!, 'encoder/conv11/bias': bias! };
}

/**
 * Where the encoder's features lie and how far they spread over pictures of styles, so that
 * all of them count alike in the first vectors.
 * @param batches [batch, size, size, 3] in [-1, 1]; disposed.
 */
export async function settleEncoder(
  network: StylizerNetwork,
  weights: Tensors,
  batches: AsyncIterable<tf.Tensor4D>,
): Promise<Tensors> {
  const all: tf.Tensor2D[] = [];
  for await (const pictures of batches) {
    all.push(tf.tidy(() => network.features(weights, pictures)));
    pictures.dispose();
  }
  const [centre, spread] = tf.tidy(() => {
    const { mean, variance } = tf.moments(tf.concat(all, 0), 0);
    // A feature that never changes must not be blown up.
    const deviation = tf.sqrt(variance);
    return [mean, tf.maximum(deviation, tf.mul(tf.mean(deviation), 0.01))];
  });
  tf.dispose([...all, weights['encoder/centre']!, weights['encoder/spread']!]);
  return { ...weights, 'encoder/centre': centre!, 'encoder/spread': spread! };
}

/**
 * The averaged weights of a run's checkpoint, or those of an exported model.
 * @throws SfumatoError `not-found`, `invalid-input` for weights of another stylizer.
 */
export async function startFromEarlier(
  network: StylizerNetwork,
  source: string,
): Promise<StylizerStart> {
  const card = await stat(path.join(source, 'card.json')).catch(() => undefined);
  const { weights, ...before } = card ? await readModel(source) : await readRun(source);
  const fits = fitting(weights, network.spec);
  if (fits) return { weights: fits, ...before };
  tf.dispose(weights);
  throw new SfumatoError(
    'invalid-input',
    `${source} is a stylizer of other widths; start from one of the same architecture and options.`,
  );
}

async function readRun(folder: string): Promise<StylizerStart> {
  const { run } = await Run.open(folder);
  const { progress, tensors } = await readCheckpoint(run, stylizerProgressSchema);
  const weights = pickPrefix(tensors, 'average/');
  const kept = new Set(Object.values(weights));
  tf.dispose(Object.values(tensors).filter((tensor) => !kept.has(tensor)));
  return {
    weights,
    imagesSeen: progress.imagesBefore + progress.imagesSeen,
    seconds: progress.seconds,
  };
}

async function readModel(folder: string): Promise<StylizerStart> {
  const file = path.join(folder, 'card.json');
  const card = stylizerCardSchema.safeParse(JSON.parse(await readFile(file, 'utf8'))).data;
  if (!card) {
    throw new SfumatoError('invalid-input', `${folder} is no stylizer; name the folder of one.`);
  }
  const { spec } = createStylizer(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  return {
    weights: decodeWeightsFile(bytes.buffer, card.weights, spec),
    imagesSeen: card.training.imagesSeen,
    seconds: card.training.seconds,
  };
}
