/**
 * What pictures are measured by: MobileNetV2 1.0 (Sandler et al. 2018), trained on ImageNet's
 * 1,000 classes and one for the background, from raw tensors. It is no part of any model.
 */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';
import { convUnit } from '@/models/conv-unit';
import { foldNormalisation } from '@/models/fold-normalisation';
import { mobilenetStart } from '@/models/mobilenet-start';

import { bicubicMatrix, resizeSquares } from '../bicubic';

/** Pixels a side that pictures are enlarged to before the network sees them. */
const SIDE = 224;
/** The dense layer after the pooling, as a convolution of one pixel. */
const LOGITS = '63_conv';
/**
 * Where pictures are compared place by place: the last features at 1/2, 1/4, 1/8 and 1/16 of
 * the side, before each stride, and the very last at 1/32.
 */
const COMPARED = ['stage2/block1', 'stage3/block1', 'stage4/block1', 'stage6/block1'].map(
  (block) => `${block}/expand/conv`,
);

export interface FeatureNetwork {
  /** Of a feature vector: 1,280. */
  readonly dim: number;
  /** 1,001 */
  readonly classCount: number;
  /**
   * @param pictures [batch, side, side, 3] in [-1, 1], of any side.
   * @param through sides that they are resized to on the way, e.g. [128].
   * @returns `features` [batch, dim]: the last map, its mean over the places; and
   *   `probabilities` [batch, classCount].
   */
  describe(
    pictures: tf.Tensor4D,
    through?: readonly number[],
  ): { features: tf.Tensor2D; probabilities: tf.Tensor2D };
  /**
   * Squared perceptual distance of every picture to its partner, [batch]: features at five
   * scales, normalised to length 1 at every place; the squared distance there, its mean over
   * the places, added up over the scales. It is LPIPS (Zhang et al. 2018, equation 1) with
   * all channels' weights 1 and MobileNetV2 in the place of AlexNet or VGG.
   */
  distances(a: tf.Tensor4D, b: tf.Tensor4D): tf.Tensor1D;
  dispose(): void;
}

/**
 * @param tensors with normalisation folded in, numbered by layer (`mobilenetStart`).
 * @param options a smaller network and smaller pictures, for tests.
 * @throws SfumatoError `invalid-input` for tensors of another network.
 */
export function createFeatureNetwork(
  tensors: Readonly<Record<string, tf.Tensor>>,
  { width = 1, side = SIDE }: { width?: number; side?: number } = {},
): FeatureNetwork {
  const options = { artistCount: 1, styleCount: 1, genreCount: 1, embeddingDim: 1, width };
  const plain = createClassifier('mobilenet-v2', options);
  const kernels = Object.keys(tensors).filter((name) => name.endsWith('/kernel'));
  const kernel = tensors[`${LOGITS}/kernel`];
  const bias = tensors[`${LOGITS}/bias`];
  // What is missing would be random numbers, and nobody would notice.
  if (!kernel || !bias || kernels.length !== plain.units.length + 1) {
    throw new SfumatoError(
      'invalid-input',
      'These are not the tensors of MobileNetV2: name its path without .json and .bin, e.g. --features weights/mobilenet-v2.',
    );
  }
  const dim = plain.units[plain.units.length - 1]!.outputs;
  const started = mobilenetStart(plain, tensors, createRandom(0));
  const { network, weights } = foldNormalisation(plain, started);
  tf.dispose(started);
  const head = {
    kernel: tf.reshape(kernel, [dim, -1]) as tf.Tensor2D,
    bias: tf.clone(bias),
  };
  const matrices = new Map<string, tf.Tensor2D>();

  function fitted(pictures: tf.Tensor4D, through: readonly number[]): tf.Tensor4D {
    const sizes = [pictures.shape[1], ...through, side];
    const key = sizes.join();
    const matrix = matrices.get(key) ?? tf.keep(bicubicMatrix(sizes));
    matrices.set(key, matrix);
    return tf.clipByValue(resizeSquares(pictures, matrix), -1, 1);
  }

  function scales(pictures: tf.Tensor4D): tf.Tensor4D[] {
    const maps: tf.Tensor4D[] = [];
    const [, last] = network.walk(fitted(pictures, []), (unit, x) => {
      const y = convUnit(weights, unit, x);
      if (COMPARED.includes(unit.name)) maps.push(y);
      return y;
    });
    return [...maps, last!].map((map) => tf.div(map, tf.add(tf.norm(map, 2, 3, true), 1e-10)));
  }

  return {
    dim,
    classCount: head.kernel.shape[1],
    describe: (pictures, through = []) =>
      tf.tidy(() => {
        const [, last] = network.trunk(weights, fitted(pictures, through));
        const features = tf.mean<tf.Tensor2D>(last!, [1, 2]);
        const logits = tf.add(tf.matMul(features, head.kernel), head.bias);
        return { features, probabilities: tf.softmax(logits) as tf.Tensor2D };
      }),
    distances: (a, b) =>
      tf.tidy(() => {
        const others = scales(b);
        const parts = scales(a).map((map, i) =>
          tf.mean(tf.sum(tf.squaredDifference(map, others[i]!), 3), [1, 2]),
        );
        return tf.addN(parts) as tf.Tensor1D;
      }),
    dispose: () => tf.dispose([weights, head, [...matrices.values()]]),
  };
}
