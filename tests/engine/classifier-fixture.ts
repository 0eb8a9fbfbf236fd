/** A small classifier, made on the spot: three artists, random weights, a dozen known works. */
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';

import { classifierInput } from '@/lib/engine/classifier-input';
import { drawTestPattern } from '@/lib/engine/test-pattern';
import { encodeWorks, type EncodedWorks } from '@/lib/identify/works';
import type { Picture } from '@/lib/image/picture';
import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';
import type { ClassifierCard } from '@/models/card';
import { foldNormalisation } from '@/models/fold-normalisation';
import { parameterCount } from '@/models/network';
import { disturbed } from '@/models/testing';
import { encodeWeightsFile } from '@/models/weights-file';

export interface ClassifierFixture {
  readonly card: ClassifierCard;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly works: EncodedWorks;
}

const SELF_CHECK_SEED = 5;
const EMBEDDING_DIM = 8;

/** @param id different ids have different weights */
export async function createClassifierFixture(id = 'judge'): Promise<ClassifierFixture> {
  tf.enableProdMode();
  await tf.setBackend('cpu');
  const counts = { artistCount: 3, styleCount: 2, genreCount: 2 };
  const options = { ...counts, embeddingDim: EMBEDDING_DIM, depth: 18, width: 1 / 16 };
  const network = createClassifier('resnet', options);
  const seed = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 0);
  const random = createRandom(seed);
  const fresh = network.init(random);
  const trained = disturbed(fresh, random);
  const folded = foldNormalisation(network, trained);
  const { spec } = folded.network;
  const { bytes, file } = await encodeWeightsFile(folded.weights, spec, 'float32');

  const input = { shortSide: 48, maxAspect: 2 };
  // Straight from the network that was trained: the engine's own way must come to the same.
  const pattern = classifierInput(drawTestPattern(SELF_CHECK_SEED), input);
  const logits = tf.tidy(() => {
    const pictures = tf.tensor4d(pattern.data, [1, pattern.height, pattern.width, 3]);
    return [...network.apply(trained, pictures).artists.dataSync()];
  });
  tf.dispose([fresh, trained, folded.weights]);

  const works = encodeWorks(
    Array.from({ length: 12 }, (_, i) => ({
      title: `Work ${i}`,
      artist: ['first', 'second', 'somebody-else'][i % 3]!,
      artistName: ['First', 'Second', 'Somebody Else'][i % 3]!,
      style: '',
      genre: 'Landscape',
      embedding: Float32Array.from({ length: EMBEDDING_DIM }, () => random.gaussian()),
    })),
  );
  const classOf = (kind: 'artist' | 'style' | 'genre') => (name: string) => ({
    id: name.toLowerCase(),
    name,
    kind,
    count: 1,
    ...(name === 'First' ? { died: 1900 } : {}),
  });
  const card: ClassifierCard = {
    format: 1,
    id,
    kind: 'classifier',
    title: 'Judge',
    version: 3,
    description: 'Random weights.',
    architecture: spec.architecture,
    options: { ...spec.options },
    parameters: parameterCount(spec),
    weights: file,
    input,
    artists: ['First', 'Second', 'Third'].map(classOf('artist')),
    styles: ['Baroque', 'Realism'].map(classOf('style')),
    genres: ['Landscape', 'Portrait'].map(classOf('genre')),
    temperatures: { artist: 1.5, style: 0.8, genre: 1 },
    noneOfThese: { bias: 0.3, known: -0.7, confidence: -1.1, energy: 0.2 },
    selfCheck: { seed: SELF_CHECK_SEED, logits },
    works: works.described,
    plots: [],
    training: { imagesSeen: 0, backend: 'cpu', seconds: 0, options: {} },
    data: { pictures: 1, selection: 'none', source: 'none', terms: 'none' },
    metrics: [],
    limits: [],
    licence: 'Apache-2.0',
  };
  return { card, bytes, works };
}

/** A picture without pattern, the same for the same seed. */
export function noisePicture(width: number, height: number, seed = 1): Picture {
  const random = createRandom(seed);
  const data = new Uint8ClampedArray(width * height * 4).map((_, i) =>
    i % 4 === 3 ? 255 : random.integer(256),
  );
  return { width, height, data };
}
