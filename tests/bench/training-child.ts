/** A few steps of training on one back end. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom, type Random } from '@/lib/latent/random';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import { selectBackend } from '@/training/backends/select';
import { Adam } from '@/training/adam';
import { LOSSES } from '@/training/gan/losses';
import { ganOptionsSchema, PRESETS, viewOf } from '@/training/gan/options';
import {
  discriminatorStep,
  disposeBatches,
  generatorStep,
  type RealBatch,
  type StepContext,
  type Wish,
} from '@/training/gan/players';
import { updateAverage } from '@/training/tensors';

import { answer } from './child';
import { firstModel } from './points';
import { spreadOf } from './statistics';

const STEPS = 20;
const FEWEST_STEPS = 2;
const LONGEST_MS = 40_000;

await answer(async (backend) => {
  const { detail } = await selectBackend(backend);
  const options = ganOptionsSchema.parse(PRESETS['landscapes-64']);
  const { batchSize, fakeBatchSize = batchSize, resolution } = options;
  const classCount = firstModel().classIds.length;
  const random = createRandom(1);
  const generator = createGenerator(options.generator.architecture, { classCount });
  const discriminator = createDiscriminator('conditional-dcgan', { resolution, classCount });
  const latentDim = Number(generator.spec.options['latentDim']);
  const context: StepContext = {
    generator: {
      network: generator,
      adam: new Adam(options.generator.adam),
      weights: generator.init(random),
    },
    discriminator: {
      network: discriminator,
      adam: new Adam(options.discriminator.adam),
      weights: discriminator.init(random),
    },
    loss: LOSSES[options.loss],
    augment: options.augment,
    view: viewOf(options),
    random,
  };
  let average = Object.fromEntries(
    Object.entries(context.generator.weights).map(([name, weight]) => [name, tf.clone(weight)]),
  );

  /** As the loop does it: generator, discriminator on the same pictures, average. */
  async function step(): Promise<void> {
    const real: RealBatch = {
      pictures: uniform(random, [batchSize, resolution, resolution, 3], -1) as tf.Tensor4D,
      classes: oneHot(random, batchSize, classCount),
    };
    const wish: Wish = {
      z: uniform(random, [fakeBatchSize, latentDim], -1) as tf.Tensor2D,
      classes: oneHot(random, fakeBatchSize, classCount),
    };
    const { loss, fake } = generatorStep(context, wish);
    const other = discriminatorStep(context, real, fake);
    average = updateAverage(average, context.generator.weights, 0.999);
    // A step is over when its last number is here.
    await Promise.all([loss.data(), other.data(), Object.values(average).at(-1)!.data()]);
    tf.dispose([loss, other]);
    disposeBatches(real, wish, fake);
  }

  await step(); // allocates, and compiles where there is something to compile
  const times: number[] = [];
  const until = performance.now() + LONGEST_MS;
  while (times.length < STEPS && (times.length < FEWEST_STEPS || performance.now() < until)) {
    const start = performance.now();
    await step();
    times.push(performance.now() - start);
  }
  const seconds = times.reduce((sum, time) => sum + time, 0) / 1000;
  const imagesPerSecond = (batchSize * times.length) / seconds;
  return {
    figures: { imagesPerSecond, ...spreadOf(times), steps: times.length },
    remark: `${detail}; batches of ${batchSize} real and ${fakeBatchSize} generated`,
  };
});

function uniform(random: Random, shape: number[], from: number): tf.Tensor {
  const size = shape.reduce((product, side) => product * side, 1);
  const values = Float32Array.from({ length: size }, () => from + 2 * random.uniform());
  return tf.tensor(values, shape);
}

function oneHot(random: Random, rows: number, count: number): tf.Tensor2D {
  const values = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) values[row * count + random.integer(count)] = 1;
  return tf.tensor2d(values, [rows, count]);
}
