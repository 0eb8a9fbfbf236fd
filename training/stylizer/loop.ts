/** The training loop of stylizers, from top to bottom. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createStylizer } from '@/models/architectures';

import { Adam } from '../adam';
import { readCheckpoint, writeCheckpoint } from '../checkpoint';
import { schedule } from '../classifier/loop';
import type { Run } from '../run';
import { writeSnapshot } from '../snapshot';
import {
  averageDecay,
  cloneAll,
  joinOwners,
  pickPrefix,
  updateAverage,
  type Tensors,
} from '../tensors';
import type { StylizerData } from './data';
import type { Measure } from './measure';
import type { StylizerTrainingOptions } from './options';
import { Pairs } from './pairs';
import { freshStart, settleEncoder, type StylizerStart } from './start';
import { stylizerProgressSchema, type StylizerProgress } from './state';
import { differentiate, isEncoderTrunk, LOSS_NAMES, picturesOf, trainedWeights } from './step';
import { createValidation } from './validation';

export interface StylizerReport {
  readonly imagesSeen: number;
  readonly imagesWanted: number;
  /** Means since the last report, as in `LOSS_NAMES`. */
  readonly losses: Readonly<Record<string, number>>;
  readonly learningRate: number;
  readonly size: number;
  readonly imagesPerSecond: number;
}

export interface TrainStylizerOptions {
  readonly options: StylizerTrainingOptions;
  readonly data: StylizerData;
  /** What pictures are compared through; stays with the caller. */
  readonly measure: Measure;
  readonly run: Run;
  /** Recorded with the metrics. */
  readonly backend: string;
  /** Go on from the run's checkpoint. */
  readonly resume?: boolean;
  readonly start?: StylizerStart | undefined;
  /** Aborting saves a checkpoint and returns. */
  readonly signal?: AbortSignal;
  readonly onReport?: (report: StylizerReport) => void;
  readonly onValidation?: (imagesSeen: number, measured: Record<string, number>) => void;
}

/** Steps between two moves of the average, which touches every weight. */
const AVERAGE_STEPS = 4;
/** Steps between two lines of metrics. */
const REPORT_STEPS = 25;
const CHECKPOINT_SECONDS = 300;

/** @returns how the run ended. */
export async function trainStylizer(given: TrainStylizerOptions): Promise<'finished' | 'stopped'> {
  const { options, data, run, signal, measure } = given;
  const network = createStylizer('stylizer', options.options);

  // The data. What goes on from other weights draws other pictures than they have seen last.
  const checkpoint = given.resume ? await readCheckpoint(run, stylizerProgressSchema) : undefined;
  const imagesBefore = checkpoint?.progress.imagesBefore ?? given.start?.imagesSeen ?? 0;
  const stepsWanted = Math.ceil(options.images / options.batchSize);
  const pairs = new Pairs(data, {
    ...options,
    seed: options.seed + imagesBefore,
    sizeAt: (step) =>
      (options.sizes.find(({ until }) => step < until * stepsWanted) ?? options.sizes.at(-1)!).size,
  });
  const validation = await createValidation(network, data, measure, {
    pairs: options.validationPairs,
    size: options.validationSize,
  });

  // The state: exactly as it was left, from other weights, or fresh.
  const adam = new Adam({
    learningRate: options.learningRate,
    beta1: 0.9,
    beta2: 0.999,
    rateOf: (name) => (isEncoderTrunk(name) ? options.encoderRate : 1),
  });
  let progress: StylizerProgress = {
    step: 0,
    imagesSeen: 0,
    imagesBefore,
    seconds: given.start?.seconds ?? 0,
    adamSteps: 0,
  };
  let weights: Tensors;
  let average: Tensors;
  if (checkpoint) {
    progress = checkpoint.progress;
    weights = pickPrefix(checkpoint.tensors, 'weights/');
    average = pickPrefix(checkpoint.tensors, 'average/');
    adam.restore(progress.adamSteps, pickPrefix(checkpoint.tensors, 'adam/'));
    await run.dropMetricsAfter(progress.imagesSeen);
  } else {
    weights =
      given.start?.weights ??
      (await settleEncoder(
        network,
        await freshStart(network, options.features, createRandom(options.seed)),
        stylesOf(pairs, options.settlingBatches),
      ));
    average = cloneAll(weights);
  }
  const trained = trainedWeights(network, options);

  const started = performance.now();
  const secondsBefore = progress.seconds;
  const save = async () => {
    progress = {
      ...progress,
      seconds: secondsBefore + (performance.now() - started) / 1000,
      adamSteps: adam.state().steps,
    };
    const tensors = joinOwners({ weights, average, adam: adam.state().tensors });
    await writeCheckpoint(run, { progress, tensors });
  };
  /** A sheet, the distances of held-out pairs, a snapshot and a checkpoint. */
  const takeStock = async () => {
    const { imagesSeen } = progress;
    await run.writeWhole(`sheet-${pad(imagesSeen)}.png`, await validation.sheet(average));
    const measured = await validation.measure(average);
    await run.log({ imagesSeen, ...measured });
    given.onValidation?.(imagesSeen, measured);
    await writeSnapshot(run, imagesSeen, network.spec, average);
    await save();
  };

  let sums = tf.zeros([LOSS_NAMES.length]);
  let summed = 0;
  let reportedAt = { images: progress.imagesSeen, time: performance.now() };
  let savedAt = performance.now();
  let ending: 'finished' | 'stopped' = 'finished';

  while (progress.step < stepsWanted) {
    if (signal?.aborted) {
      ending = 'stopped';
      break;
    }

    // Fetch a batch and learn from it.
    const batch = await pairs.at(progress.step);
    const rate = schedule(progress.step / stepsWanted, options.warmUp, options.held);
    const { losses, gradients } = differentiate(network, weights, trained, batch, measure, options);
    weights = adam.apply(weights, gradients, rate);
    tf.dispose(gradients);

    // Update the average.
    progress = {
      ...progress,
      step: progress.step + 1,
      imagesSeen: progress.imagesSeen + options.batchSize,
    };
    const { imagesSeen } = progress;
    if (progress.step % AVERAGE_STEPS === 0) {
      const images = options.batchSize * AVERAGE_STEPS;
      const decay = averageDecay(options.averageHalfLife, images, imagesSeen);
      average = updateAverage(average, weights, decay);
    }

    // Report.
    const before = sums;
    sums = tf.tidy(() => tf.add(before, losses));
    tf.dispose([before, losses]);
    summed++;
    if (progress.step % REPORT_STEPS === 0) {
      const means = [...(await sums.data())].map((sum) => sum / summed);
      sums.dispose();
      sums = tf.zeros([LOSS_NAMES.length]);
      summed = 0;
      const now = performance.now();
      const imagesPerSecond = ((imagesSeen - reportedAt.images) / (now - reportedAt.time)) * 1000;
      reportedAt = { images: imagesSeen, time: now };
      const { losses: byName, ...report }: StylizerReport = {
        imagesSeen,
        imagesWanted: stepsWanted * options.batchSize,
        losses: Object.fromEntries(LOSS_NAMES.map((name, i) => [name, means[i]!])),
        learningRate: rate * options.learningRate,
        size: batch.size,
        imagesPerSecond,
      };
      await run.log({ ...report, ...byName, backend: given.backend });
      given.onReport?.({ ...report, losses: byName });
    }

    // Look and save.
    const last = progress.step === stepsWanted;
    const crossed = Math.floor(imagesSeen / options.snapshotImages);
    if (last || crossed > Math.floor((imagesSeen - options.batchSize) / options.snapshotImages)) {
      await takeStock();
      savedAt = performance.now();
    } else if (performance.now() - savedAt > CHECKPOINT_SECONDS * 1000) {
      await save();
      savedAt = performance.now();
    }
    await new Promise(setImmediate); // Lets signals and the decoders through.
  }

  if (ending === 'stopped') {
    // So that what there is can be looked at, and exported.
    await writeSnapshot(run, progress.imagesSeen, network.spec, average);
    await save();
  }
  adam.dispose();
  tf.dispose([sums, weights, average]);
  return ending;
}

async function* stylesOf(pairs: Pairs, batches: number) {
  for (let step = 0; step < batches; step++) {
    const { styles, size } = await pairs.at(step);
    yield picturesOf(styles, size);
  }
}

const pad = (images: number) => String(images).padStart(9, '0');
