/** The training loop of classifiers, from top to bottom. */
import { rm } from 'node:fs/promises';

import * as tf from '@tensorflow/tfjs-core';

import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';
import { stageOfWeight, type ClassifierNetwork } from '@/models/classifier';
import type { TrainingPass } from '@/models/network';
import { settleNormalisation } from '@/models/start';

import { Adam } from '../adam';
import { readCheckpoint, writeCheckpoint } from '../checkpoint';
import type { Run } from '../run';
import { snapshotFiles, writeSnapshot } from '../snapshot';
import {
  averageDecay,
  cloneAll,
  joinOwners,
  pickPrefix,
  updateAverage,
  type Tensors,
} from '../tensors';
import { Batches } from './batches';
import type { ClassifierData } from './collection';
import type { ClassifierTrainingOptions } from './options';
import type { ClassifierStart } from './start';
import { classifierProgressSchema, type ClassifierProgress } from './state';
import { differentiate, toTensor } from './step';
import { createValidation } from './validation';

export interface ClassifierReport {
  readonly imagesSeen: number;
  readonly imagesWanted: number;
  readonly loss: number;
  /** Share of the batches' pictures whose artist was told, as varied for training. */
  readonly trainAccuracy: number;
  readonly learningRate: number;
  readonly size: number;
  readonly imagesPerSecond: number;
}

export interface TrainClassifierOptions {
  readonly options: ClassifierTrainingOptions;
  readonly data: ClassifierData;
  readonly run: Run;
  /** Recorded with the metrics. */
  readonly backend: string;
  /** Go on from the run's checkpoint. */
  readonly resume?: boolean;
  readonly start?: ClassifierStart | undefined;
  /** Aborting saves a checkpoint and returns. */
  readonly signal?: AbortSignal;
  readonly onReport?: (report: ClassifierReport) => void;
  readonly onValidation?: (measured: { images: number; top1: number; top5: number }) => void;
}

/** Steps between two moves of the average, which touches every weight. */
const AVERAGE_STEPS = 4;
/** Steps between two lines of metrics. */
const REPORT_STEPS = 20;
const CHECKPOINT_SECONDS = 300;
/** Batches whose statistics given convolutions are settled with. */
const SETTLING_BATCHES = 8;

/** @returns how the run ended. */
export async function trainClassifier(
  given: TrainClassifierOptions,
): Promise<'finished' | 'stopped' | 'settled early'> {
  const { options, data, run, signal } = given;
  const network = createClassifier(options.architecture, networkOptions(options, data));

  // The data. What goes on from other weights draws other pictures than they have seen last.
  const checkpoint = given.resume ? await readCheckpoint(run, classifierProgressSchema) : undefined;
  const imagesBefore = checkpoint?.progress.imagesBefore ?? given.start?.imagesSeen ?? 0;
  const seed = options.seed + imagesBefore;
  const strangers = [data.otherPainters, ...data.others].flatMap(({ train }) => train);
  const stepsWanted = Math.ceil(options.images / options.batchSize);
  const finalSize = options.sizes[options.sizes.length - 1]!.size;
  const batches = new Batches(data.train, strangers, {
    ...options,
    seed,
    sizeAt: (step) =>
      options.sizes.find(({ until }) => step < until * stepsWanted)?.size ?? finalSize,
  });
  const validation = await createValidation(data.validation, finalSize);

  // The state: exactly as it was left, from other weights, or fresh.
  const adam = new Adam({
    learningRate: options.learningRate,
    beta1: 0.9,
    beta2: 0.999,
    rateOf: learningRates(network, options),
    decayOf: (name) => (name.endsWith('/kernel') ? options.weightDecay : 0),
  });
  let progress: ClassifierProgress = {
    step: 0,
    imagesSeen: 0,
    imagesBefore,
    seconds: given.start?.seconds ?? 0,
    adamSteps: 0,
    best: { accuracy: 0, images: 0, since: 0 },
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
    weights = given.start?.weights ?? network.init(createRandom(options.seed));
    const unsettled = given.start?.unsettledStages ?? 0;
    if (unsettled > 0) weights = await settled(network, weights, batches, unsettled);
    average = cloneAll(weights);
  }
  const trained = network.spec.weights
    .filter(({ name, trainable }) => trainable && stageOfWeight(name) > options.frozenStages)
    .map(({ name }) => name);

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

  let sums = tf.zeros([2]);
  let summed = 0;
  let reportedAt = { images: progress.imagesSeen, time: performance.now() };
  let savedAt = performance.now();
  let ending: 'finished' | 'stopped' | 'settled early' = 'finished';

  while (progress.step < stepsWanted) {
    if (signal?.aborted) {
      ending = 'stopped';
      break;
    }
    // Also of a run that is gone on with after it has settled.
    if (progress.best.since >= options.patience) {
      ending = 'settled early';
      break;
    }

    // Fetch a batch and learn from it.
    const batch = await batches.at(progress.step);
    const share = progress.step / stepsWanted;
    const rate = schedule(share, options.warmUp);
    const pass: TrainingPass = {
      updates: {},
      random: createRandom((Math.imul(seed, 0x85ebca6b) + progress.step) >>> 0),
      frozenStages: options.frozenStages,
    };
    const { loss, correct, gradients } = differentiate(
      network,
      weights,
      trained,
      batch,
      options,
      pass,
    );
    weights = adam.apply(weights, gradients, rate);
    tf.dispose(gradients);
    for (const [name, tensor] of Object.entries(pass.updates)) {
      weights[name]!.dispose();
      weights[name] = tensor;
    }

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
    sums = tf.tidy(() => tf.add(before, tf.stack([loss, correct])));
    tf.dispose([before, loss, correct]);
    summed++;
    if (progress.step % REPORT_STEPS === 0) {
      const [meanLoss = NaN, trainAccuracy = NaN] = (await sums.data()).map((sum) => sum / summed);
      sums.dispose();
      sums = tf.zeros([2]);
      summed = 0;
      const now = performance.now();
      const imagesPerSecond = ((imagesSeen - reportedAt.images) / (now - reportedAt.time)) * 1000;
      reportedAt = { images: imagesSeen, time: now };
      const report: ClassifierReport = {
        imagesSeen,
        imagesWanted: stepsWanted * options.batchSize,
        loss: meanLoss,
        trainAccuracy,
        learningRate: rate * options.learningRate,
        size: batch.size,
        imagesPerSecond,
      };
      await run.log({ ...report, backend: given.backend });
      given.onReport?.(report);
    }

    // Measure, keep the best, and end when it has long been the best.
    const last = progress.step === stepsWanted;
    const crossed = Math.floor(imagesSeen / options.validateImages);
    if (last || crossed > Math.floor((imagesSeen - options.batchSize) / options.validateImages)) {
      const { top1, top5 } = await validation.measure(network, average);
      given.onValidation?.({ images: imagesSeen, top1, top5 });
      await run.log({ imagesSeen, top1, top5 });
      const { best } = progress;
      const isBetter = top1 > best.accuracy;
      if (isBetter) {
        await writeSnapshot(run, imagesSeen, network.spec, average);
        progress = { ...progress, best: { accuracy: top1, images: imagesSeen, since: 0 } };
      } else {
        progress = { ...progress, best: { ...best, since: best.since + 1 } };
      }
      await save();
      savedAt = performance.now();
      // Only now that the checkpoint names the new one.
      if (isBetter && best.images > 0) {
        await Promise.all(snapshotFiles(run, best.images).map((f) => rm(f, { force: true })));
      }
    } else if (performance.now() - savedAt > CHECKPOINT_SECONDS * 1000) {
      await save();
      savedAt = performance.now();
    }
    await new Promise(setImmediate); // Lets signals and the decoders through.
  }

  await save();
  adam.dispose();
  tf.dispose([sums, weights, average]);
  return ending;
}

/**
 * The architecture's own options, with the numbers of classes filled in. A collection
 * without styles or genres still gets one logit of the kind, which nobody reads.
 */
export function networkOptions(
  options: ClassifierTrainingOptions,
  { labels }: Pick<ClassifierData, 'labels'>,
): Record<string, unknown> {
  return {
    ...options.options,
    artistCount: labels.artists.length,
    styleCount: Math.max(1, labels.styles.length),
    genreCount: Math.max(1, labels.genres.length),
  };
}

async function settled(
  network: ClassifierNetwork,
  weights: Tensors,
  batches: Batches,
  stages: number,
): Promise<Tensors> {
  async function* pictures() {
    for (let step = 0; step < SETTLING_BATCHES; step++) yield toTensor(await batches.at(step));
  }
  const changed = await settleNormalisation(network, weights, pictures(), stages);
  for (const name of Object.keys(changed)) weights[name]!.dispose();
  return { ...weights, ...changed };
}

/**
 * A straight rise to 1, then half a cosine to 0 (Loshchilov and Hutter 2017, equation 5).
 * @param held share of the run up to which it stays at 1.
 */
export function schedule(share: number, warmUp: number, held = warmUp): number {
  if (share < warmUp) return (share + 1e-3) / (warmUp + 1e-3);
  if (share <= held) return 1;
  return (1 + Math.cos((Math.PI * (share - held)) / (1 - held))) / 2;
}

/** Factor on the learning rate of each weight: the lower the stage, the less it changes. */
export function learningRates(
  network: ClassifierNetwork,
  { pretrained, startedFrom, pretrainedRate, stageRate, architecture }: ClassifierTrainingOptions,
): (name: string) => number {
  if (!pretrained && !startedFrom) return () => 1;
  const top = Math.max(...network.units.map(({ stage }) => stage));
  // What a ResNet is started from ends below its last stage.
  const given = architecture === 'resnet' ? top - 1 : top;
  return (name) => {
    const stage = stageOfWeight(name);
    return stage > given ? 1 : pretrainedRate * stageRate ** (given - stage);
  };
}
