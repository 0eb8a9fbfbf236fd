/** The training loop of every generator, from top to bottom. */
import * as tf from '@tensorflow/tfjs-core';

import { createRandom, restoreRandom, type Random } from '@/lib/latent/random';
import { createDiscriminator, createGenerator } from '@/models/architectures';
import type { NetworkSpec } from '@/models/network';
import { resnetFeatureShape } from '@/models/resnet-features';

import { Adam } from '../adam';
import { readCheckpoint, writeCheckpoint } from '../checkpoint';
import { Sampler } from '../data/sampler';
import type { Shard } from '../data/shard';
import type { Run } from '../run';
import { writeSnapshot } from '../snapshot';
import { averageDecay, cloneAll, updateAverage, type Tensors } from '../tensors';
import { classWeights, drawWish, hideClasses, realBatch } from './batches';
import { CollapseWatch, isBroken } from './collapse';
import { ClassGuard, DiversityGauge, lesser, summarise } from './diversity';
import { readFeatures } from './features';
import { gridRatio } from './grid';
import { LOSSES } from './losses';
import { viewOf, type GanOptions } from './options';
import {
  discriminatorStep,
  disposeBatches,
  drawFakes,
  generatorStep,
  type FakeBatch,
  type StepContext,
} from './players';
import { drawPlan, encodeSheet, planSheet } from './sheet';
import {
  progressSchema,
  restoreState,
  startOpponent,
  startWeights,
  stateTensors,
  withClasses,
  type Progress,
  type Start,
} from './state';

export interface Report {
  /** Real pictures shown: in this run, and with those before it. */
  readonly imagesSeen: number;
  readonly imagesTotal: number;
  readonly imagesWanted: number;
  readonly epoch: number;
  readonly discriminatorLoss: number;
  readonly generatorLoss: number;
  readonly sampleSpread: number;
  readonly imagesPerSecond: number;
}

export interface TrainOptions {
  readonly options: GanOptions;
  readonly shard: Shard;
  readonly run: Run;
  /** Recorded with the metrics. */
  readonly backend: string;
  /** Go on from the run's checkpoint. */
  readonly resume?: boolean;
  readonly start?: Start | undefined;
  /** Aborting saves a checkpoint and returns. */
  readonly signal?: AbortSignal;
  readonly onReport?: (report: Report) => void;
  readonly onWarning?: (sentence: string) => void;
}

/** Steps between two lines of metrics. */
const REPORT_STEPS = 25;
/** A checkpoint at least this often, beside those at snapshots. */
const CHECKPOINT_SECONDS = 300;

/** @returns how the run ended. */
export async function trainGan(given: TrainOptions): Promise<'finished' | 'stopped' | 'collapsed'> {
  const { options, shard, run, signal } = given;
  const classCount = shard.header.classes.length;

  // The networks.
  const { generatorOptions, discriminatorOptions } = networkOptions(options, classCount);
  const generatorNetwork = createGenerator(options.generator.architecture, generatorOptions);
  const discriminatorNetwork = createDiscriminator(
    options.discriminator.architecture,
    discriminatorOptions,
  );
  const latentDim = Number(generatorNetwork.spec.options['latentDim']);
  const conditional = generatorNetwork.spec.weights.some((w) => w.name === 'embedding');

  const frozen = options.features
    ? await readFeatures(options.features, options.featureStages)
    : undefined;

  const classIds = shard.header.classes.map((c) => c.id);
  const start = given.start && withClasses(given.start, classIds, createRandom(options.seed));

  // The data. What goes on from other weights draws other pictures than they have seen last.
  const checkpoint = given.resume ? await readCheckpoint(run, progressSchema) : undefined;
  const imagesBefore = checkpoint?.progress.imagesBefore ?? start?.imagesSeen ?? 0;
  const seed = options.seed + imagesBefore;
  const sampler = new Sampler(shard, {
    seed,
    batchSize: options.batchSize,
    flip: options.flip,
    quarterTurns: options.quarterTurns,
    classBalance: options.classBalance,
  });
  const imagesWanted =
    options.images ?? Math.round((options.epochs ?? 1) * sampler.picturesPerEpoch);
  const snapshotImages =
    options.snapshotImages ?? Math.round((options.snapshotEpochs ?? 10) * sampler.picturesPerEpoch);

  // The state: fresh, from other weights, or exactly as it was left.
  const random: Random = checkpoint
    ? restoreRandom(checkpoint.progress.random)
    : createRandom(seed);
  const context: StepContext = {
    generator: {
      network: generatorNetwork,
      adam: new Adam(options.generator.adam),
      weights: checkpoint ? {} : startWeights(start, generatorNetwork, random),
    },
    discriminator: {
      network: discriminatorNetwork,
      adam: new Adam(options.discriminator.adam),
      weights: checkpoint ? {} : startOpponent(start, discriminatorNetwork, random),
    },
    loss: LOSSES[options.loss],
    augment: options.augment,
    view: viewOf(options),
    random,
    features: frozen?.features,
  };
  let average: Tensors = checkpoint ? {} : cloneAll(context.generator.weights);
  let imagesSeen = 0;
  let secondsBefore = start?.seconds ?? 0;
  let guard = ClassGuard.fresh(classCount);
  if (checkpoint) {
    average = restoreState(context, checkpoint);
    sampler.restore(checkpoint.progress.sampler);
    if (checkpoint.progress.guard) guard = new ClassGuard(checkpoint.progress.guard);
    ({ imagesSeen, seconds: secondsBefore } = checkpoint.progress);
    await run.dropMetricsAfter(imagesSeen);
  }

  const plan = planSheet(conditional ? classCount : 0);
  const gauge = new DiversityGauge(shard, frozen?.features);
  const watch = new CollapseWatch();
  const started = performance.now();
  const seconds = () => secondsBefore + (performance.now() - started) / 1000;
  const progress = (): Progress => ({
    imagesSeen,
    imagesBefore,
    seconds: seconds(),
    random: random.state(),
    sampler: sampler.position,
    adamSteps: {
      generator: context.generator.adam.state().steps,
      discriminator: context.discriminator.adam.state().steps,
    },
    guard: guard.state,
  });
  const saveCheckpoint = () =>
    writeCheckpoint(run, { progress: progress(), tensors: stateTensors(context, average) });
  const saveSnapshot = async () => {
    const total = imagesBefore + imagesSeen;
    const pictures = drawPlan(generatorNetwork, average, latentDim, plan);
    await run.writeWhole(`sheet-${pad(total)}.png`, await encodeSheet(pictures, plan.columns));
    const ratio = gridRatio(pictures);
    const [grid = NaN] = await ratio.data();
    tf.dispose([pictures, ratio]);
    await run.log({ imagesSeen, imagesTotal: total, grid });
    await writeSnapshot(run, total, generatorNetwork.spec, average);
  };
  // Not where a run happens to be stopped: it would go on from there with another guard.
  const watchDiversity = async () => {
    if (!conditional) return;
    const names = shard.header.classes.map((c) => c.id);
    const variety = await gauge.measure(generatorNetwork, average, latentDim);
    const summary = summarise(variety, names);
    if (!summary) return;
    const warning = guard.observe(lesser(variety), names);
    const hiddenClasses = guard.state.hidden.filter((share) => share > 0).length;
    await run.log({
      imagesSeen,
      imagesTotal: imagesBefore + imagesSeen,
      ...summary,
      hiddenClasses,
    });
    if (warning) given.onWarning?.(warning);
  };

  let steps = 0;
  let sums = tf.zeros([3]);
  let reportedAt = { images: imagesSeen, time: performance.now() };
  let savedAt = performance.now();
  let ending: 'finished' | 'stopped' | 'collapsed' = 'finished';
  /** What is broken does not take the place of what was saved. */
  let isSound = true;

  while (imagesSeen < imagesWanted) {
    if (signal?.aborted) {
      ending = 'stopped';
      break;
    }

    // Fetch real pictures, and ask for as many generated ones.
    const strength = fade(imagesBefore + imagesSeen, options.classFade);
    const batch = sampler.next();
    const shown = hideClasses(batch.labels, guard.state.hidden, random);
    const classes = classWeights(shown, classCount, random);
    const real = realBatch(batch, classes, options.resolution, classCount, conditional, strength);
    const drawWishes = () =>
      drawWish(
        { classes, sides: batch.sides },
        options,
        latentDim,
        classCount,
        conditional,
        strength,
        random,
      );
    const wish = drawWishes();

    // Run the phases.
    let losses: { discriminator: tf.Scalar; generator: tf.Scalar };
    let fake: FakeBatch;
    if (options.shareFakes) {
      const generatorResult = generatorStep(context, wish);
      fake = generatorResult.fake;
      const discriminator = discriminatorStep(context, real, fake);
      losses = { discriminator, generator: generatorResult.loss };
    } else {
      fake = drawFakes(context, wish);
      const discriminator = discriminatorStep(context, real, fake);
      const again = drawWishes();
      const generatorResult = generatorStep(context, again);
      disposeBatches(generatorResult.fake, again);
      losses = { discriminator, generator: generatorResult.loss };
    }

    // Update the average.
    imagesSeen += options.batchSize;
    average = updateAverage(
      average,
      context.generator.weights,
      averageDecay(options.emaHalfLife, options.batchSize, imagesSeen),
    );

    // Report.
    const before = sums;
    sums = tf.tidy(() =>
      tf.add(before, tf.stack([losses.discriminator, losses.generator, spread(fake.pictures)])),
    );
    tf.dispose([before, losses]);
    disposeBatches(real, wish, fake);
    steps++;
    if (steps % REPORT_STEPS === 0) {
      const [discriminatorLoss = NaN, generatorLoss = NaN, sampleSpread = NaN] = (
        await sums.data()
      ).map((sum) => sum / REPORT_STEPS);
      sums.dispose();
      sums = tf.zeros([3]);
      const now = performance.now();
      const imagesPerSecond = ((imagesSeen - reportedAt.images) / (now - reportedAt.time)) * 1000;
      reportedAt = { images: imagesSeen, time: now };
      const report: Report = {
        imagesSeen,
        imagesTotal: imagesBefore + imagesSeen,
        imagesWanted,
        epoch: sampler.position.epoch,
        discriminatorLoss,
        generatorLoss,
        sampleSpread,
        imagesPerSecond,
      };
      await run.log({ ...report, seconds: seconds(), backend: given.backend });
      given.onReport?.(report);
      const warning = watch.observe(report);
      if (warning) {
        given.onWarning?.(warning);
        isSound = !isBroken(report);
        if (options.stopOnCollapse || !isSound) {
          ending = 'collapsed';
          break;
        }
      }
    }

    // Save.
    const crossed = Math.floor(imagesSeen / snapshotImages);
    if (crossed > Math.floor((imagesSeen - options.batchSize) / snapshotImages)) {
      await saveSnapshot();
      await watchDiversity();
      await saveCheckpoint();
      savedAt = performance.now();
    } else if (performance.now() - savedAt > CHECKPOINT_SECONDS * 1000) {
      await saveCheckpoint();
      savedAt = performance.now();
    }
    await new Promise(setImmediate); // Lets signals through.
  }

  if (isSound) {
    await saveSnapshot();
    await saveCheckpoint();
  }
  sums.dispose();
  tf.dispose(stateTensors(context, average));
  frozen?.dispose();
  return ending;
}

/** The architectures' own options, with what the data says filled in. */
export function networkOptions(
  options: GanOptions,
  classCount: number,
): { generatorOptions: NetworkSpec['options']; discriminatorOptions: NetworkSpec['options'] } {
  const { resolution } = options;
  const common = classCount > 0 ? { classCount } : {};
  return {
    generatorOptions: { resolution, ...common, ...options.generator.options },
    discriminatorOptions: {
      resolution: viewOf(options),
      ...(options.features ? resnetFeatureShape(options.featureStages, viewOf(options)) : {}),
      ...common,
      ...options.discriminator.options,
    },
  };
}

/** 0 before the fade, 1 after it, a straight line between. */
export function fade(images: number, [from, to]: readonly [number, number]): number {
  if (images >= to) return 1;
  return Math.max(0, (images - from) / (to - from));
}

/** Mean over pixels of the standard deviation over the batch. */
function spread(pictures: tf.Tensor4D): tf.Scalar {
  return tf.mean(tf.sqrt(tf.moments(pictures, 0).variance)) as tf.Scalar;
}

const pad = (images: number) => String(images).padStart(9, '0');
