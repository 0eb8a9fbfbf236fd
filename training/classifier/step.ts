/** One step of learning: what is wrong, and how the weights would have to change. */
import * as tf from '@tensorflow/tfjs-core';

import type { ClassifierNetwork } from '@/models/classifier';
import type { TrainingPass } from '@/models/network';

import type { Tensors } from '../tensors';
import type { ExampleBatch } from './batches';
import { binaryCrossEntropy, crossEntropy, type Parts } from './losses';
import type { ClassifierTrainingOptions } from './options';

/** Bytes 0..255 as the networks see them. */
export function toTensor({ pixels, size }: Pick<ExampleBatch, 'pixels' | 'size'>): tf.Tensor4D {
  return tf.tidy(() => {
    const values = tf.tensor4d(new Float32Array(pixels), [
      pixels.length / (size * size * 3),
      size,
      size,
      3,
    ]);
    return tf.sub(tf.div(values, 127.5), 1);
  });
}

/** Loss, share of artists told, and gradients of the trained weights. */
export function differentiate(
  network: ClassifierNetwork,
  weights: Tensors,
  trained: readonly string[],
  batch: ExampleBatch,
  options: ClassifierTrainingOptions,
  pass: TrainingPass,
): { loss: tf.Tensor; correct: tf.Scalar; gradients: Tensors } {
  const artists = partsOf(batch, 'artist');
  const labels = batch.examples.map(({ artist }) => artist);
  let correct: tf.Scalar | undefined;
  const pictures = toTensor(batch);
  const { value, grads } = tf.valueAndGrads((...values: tf.Tensor[]) => {
    const current = { ...weights };
    trained.forEach((name, i) => (current[name] = values[i]!));
    const output = network.apply(current, pictures, pass);
    correct = tf.keep(shareCorrect(output.artists, labels));
    const { labelSmoothing: smoothing, outliers, styleWeight, genreWeight, knownWeight } = options;
    const known = artists.map((parts) =>
      parts.reduce((sum, { label, share }) => sum + (label >= 0 ? share : 0), 0),
    );
    return tf.addN([
      crossEntropy(output.artists, artists, { smoothing, outliers }),
      tf.mul(crossEntropy(output.styles, partsOf(batch, 'style'), { smoothing }), styleWeight),
      tf.mul(crossEntropy(output.genres, partsOf(batch, 'genre'), { smoothing }), genreWeight),
      tf.mul(binaryCrossEntropy(output.known, known), knownWeight),
    ]) as tf.Scalar;
  })(trained.map((name) => weights[name]!));
  pictures.dispose();
  return {
    loss: value,
    correct: correct!,
    gradients: Object.fromEntries(trained.map((name, i) => [name, grads[i]!])),
  };
}

function partsOf({ examples, pasted }: ExampleBatch, kind: 'artist' | 'style' | 'genre'): Parts[] {
  return examples.map((example, i) => {
    const other = pasted[i];
    if (!other) return [{ label: example[kind], share: 1 }];
    return [
      { label: example[kind], share: 1 - other.share },
      { label: other.example[kind], share: other.share },
    ];
  });
}

function shareCorrect(logits: tf.Tensor2D, labels: readonly number[]): tf.Scalar {
  const told = tf.equal(tf.argMax(logits, 1), tf.tensor1d([...labels], 'int32'));
  const labelled = labels.filter((label) => label >= 0).length;
  return tf.div(tf.sum(tf.cast(told, 'float32')), Math.max(1, labelled));
}
