/** Small training steps of the classifiers. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';
import type { ClassifierNetwork, ClassifierOutput } from '@/models/classifier';
import { randomPictures } from '@/models/testing';

import { trainable, type Step } from './step';

const BATCH = 4;
/** Stage 4 is 2 × 2 then: 16 numbers a channel to normalise over. */
const SIDE = 40;

const common = { artistCount: 5, styleCount: 4, genreCount: 3, embeddingDim: 6, dropout: 0.2 };
const resnet = createClassifier('resnet', { ...common, depth: 18, width: 1 / 16 });
const mobilenet = createClassifier('mobilenet-v2', { ...common, width: 1 / 16 });

export const CLASSIFIER_STEPS: readonly Step[] = [
  trainingStep('resnet', resnet, 0),
  // Every weight is asked for, also of the stages that keep to their moving averages.
  trainingStep('resnet with settled stages', resnet, 3),
  // Fifty normalisations of a few numbers in a row have no slope that 32 bits could measure.
  trainingStep('mobilenet-v2 with settled stages', mobilenet, 7),
  mapsStep('resnet: an artist in the maps', resnet),
];

function trainingStep(name: string, network: ClassifierNetwork, frozenStages: number): Step {
  return {
    name,
    weights: () => trainable(network, network.init(createRandom(2))),
    objective: (weights) => {
      const pass = { updates: {}, random: createRandom(11), frozenStages };
      const all = { ...network.init(createRandom(2)), ...weights };
      return loss(network.apply(all, pictures(), pass));
    },
  };
}

/** What a heat map is made of: the gradient of the head with respect to the maps, in inference. */
function mapsStep(name: string, network: ClassifierNetwork): Step {
  const settled = () => network.init(createRandom(2));
  return {
    name,
    weights: () => {
      const maps = network.trunk(settled(), pictures());
      return Object.fromEntries(maps.map((map, i) => [`map${i}`, map]));
    },
    objective: (maps) => {
      const { artists } = network.head(settled(), Object.values(maps) as tf.Tensor4D[]);
      return tf.sum(tf.mul(artists, tf.tensor1d([1, -0.25, -0.25, -0.25, -0.25])));
    },
  };
}

function loss({ embedding, ...logits }: ClassifierOutput): tf.Scalar {
  const entropies = [logits.artists, logits.styles, logits.genres].map((logit) => {
    const [batch, classes] = logit.shape;
    const labels = Array.from({ length: batch }, (_, i) => i % classes);
    const targets = tf.oneHot(tf.tensor1d(labels, 'int32'), classes);
    return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logit)), 1)));
  });
  const known = tf.mean(tf.softplus(tf.neg(logits.known)));
  const length = tf.mean(tf.square(embedding));
  return tf.addN([...entropies, known, length]) as tf.Scalar;
}

const pictures = () => randomPictures(createRandom(3), BATCH, SIDE, SIDE + 5);
