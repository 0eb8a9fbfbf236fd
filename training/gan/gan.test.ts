import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import type { Shard } from '../data/shard';
import { Run } from '../run';
import { CollapseWatch } from './collapse';
import { AUGMENTATIONS, diffAugment, type Augmentation } from './diffaugment';
import { fade, trainGan, type Report, type TrainOptions } from './loop';
import { LOSSES } from './losses';
import { ganOptionsSchema, PRESETS } from './options';
import { classesOfRun, readStart } from './start';

beforeEach(async () => {
  await tf.setBackend('cpu');
});

describe('the losses', () => {
  const real = [2, -1, 0.5];
  const fake = [-3, 0.2, 1.5];
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

  it('are binary cross-entropy over the joined half batches', () => {
    const expected = mean([
      ...real.map((x) => -Math.log(sigmoid(x))),
      ...fake.map((x) => -Math.log(1 - sigmoid(x))),
    ]);
    const loss = LOSSES.bce.discriminator(tf.tensor1d(real), tf.tensor1d(fake));
    expect(loss.dataSync()[0]).toBeCloseTo(expected, 5);
    const generator = LOSSES.bce.generator(tf.tensor1d(fake)).dataSync()[0];
    expect(generator).toBeCloseTo(mean(fake.map((x) => -Math.log(sigmoid(x)))), 5);
  });

  it('are finite for logits that a sigmoid would round to 0 or 1', () => {
    const loss = LOSSES.bce.discriminator(tf.scalar(-500), tf.scalar(500));
    expect(loss.dataSync()[0]).toBeCloseTo(500, 3);
  });

  it('are hinges', () => {
    const expected =
      mean(real.map((x) => Math.max(0, 1 - x))) + mean(fake.map((x) => Math.max(0, 1 + x)));
    const loss = LOSSES.hinge.discriminator(tf.tensor1d(real), tf.tensor1d(fake));
    expect(loss.dataSync()[0]).toBeCloseTo(expected, 5);
    expect(LOSSES.hinge.generator(tf.tensor1d(fake)).dataSync()[0]).toBeCloseTo(-mean(fake), 5);
  });
});

describe('DiffAugment', () => {
  it('shifts every picture by whole pixels and continues its border', () => {
    const size = 16;
    const values = Float32Array.from({ length: size * size * 3 }, (_, i) => 1 + i);
    const nearest = (i: number) => Math.min(size - 1, Math.max(0, i));
    const x = tf.tensor4d(values, [1, size, size, 3]);
    for (let seed = 0; seed < 20; seed++) {
      const y = diffAugment(x, ['translation'], createRandom(seed)).arraySync()[0]!;
      const before = x.arraySync()[0]!;
      const shifts: string[] = [];
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const same = y.every((row, r) =>
            row.every((pixel, c) =>
              pixel.every((v, k) => v === before[nearest(r - dy)]![nearest(c - dx)]![k]),
            ),
          );
          if (same) shifts.push(`${dy},${dx}`);
        }
      }
      expect(shifts).toHaveLength(1);
    }
  });

  it('looks at some pictures from closer by, up to twice, and leaves others alone', () => {
    // Row numbers as colours: a magnified window keeps an even, smaller step.
    const size = 16;
    const pictures = 64;
    const ramp = tf.tile(tf.reshape(tf.range(0, size), [1, size, 1, 1]), [pictures, 1, size, 3]);
    const y = diffAugment(ramp as tf.Tensor4D, ['zoom'], createRandom(3));
    const rows = tf.mean(y, [2, 3]).arraySync() as number[][];
    const steps = rows.map((row) => {
      // Away from the borders, beyond which nothing is known.
      const inner = row.slice(4, -4);
      const between = inner.slice(1).map((v, i) => v - inner[i]!);
      for (const step of between) expect(step).toBeCloseTo(between[0]!, 4);
      expect(Math.min(...row)).toBeGreaterThanOrEqual(-0.25);
      expect(Math.max(...row)).toBeLessThanOrEqual(size - 0.75);
      return between[0]!;
    });
    const whole = steps.filter((step) => Math.abs(step - 1) < 1e-4);
    expect(whole.length).toBeGreaterThan(pictures / 4);
    expect(whole.length).toBeLessThan((pictures * 3) / 4);
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0.5 - 1e-4);
    expect(new Set(steps.map((step) => step.toFixed(3))).size).toBeGreaterThan(pictures / 4);
  });

  it('shows large pictures reduced, and through windows if it zooms', () => {
    const [size, view, pictures] = [32, 16, 64];
    const ramp = tf.tile(tf.reshape(tf.range(0, size), [1, size, 1, 1]), [pictures, 1, size, 3]);
    const steps = (augmentations: Augmentation[]) => {
      const y = diffAugment(ramp as tf.Tensor4D, augmentations, createRandom(5), view);
      expect(y.shape).toEqual([pictures, view, view, 3]);
      return (tf.mean(y, [2, 3]).arraySync() as number[][]).map((row) => row[8]! - row[7]!);
    };
    for (const step of steps([])) expect(step).toBeCloseTo(2, 4);
    const zoomed = steps(['zoom']);
    expect(Math.max(...zoomed)).toBeCloseTo(2, 4);
    expect(Math.min(...zoomed)).toBeGreaterThanOrEqual(0.5 - 1e-4);
    expect(Math.min(...zoomed)).toBeLessThan(0.7);
  });

  it('looks at enlarged pictures from no closer by than they have pixels for', () => {
    const [size, view, pictures] = [32, 16, 120];
    const ramp = tf.tile(tf.reshape(tf.range(0, size), [1, size, 1, 1]), [pictures, 1, size, 3]);
    // As large as they are shown, of three quarters of that, and smaller than what is seen.
    const sides = Array.from({ length: pictures }, (_, i) => [size, 24, 12][i % 3]!);
    const y = diffAugment(ramp as tf.Tensor4D, ['zoom'], createRandom(5), view, sides);
    const steps = (tf.mean(y, [2, 3]).arraySync() as number[][]).map((row) => row[8]! - row[7]!);
    const closest = [size, 24, 12].map((own) =>
      Math.min(...steps.filter((_, i) => sides[i] === own)),
    );
    expect(closest[0]).toBeLessThan(0.7);
    // Of 32 rows, 24 of which are its own, 16 are shown: 21⅓ and not fewer.
    expect(closest[1]).toBeGreaterThan(32 / 24 - 0.01);
    expect(closest[1]).toBeLessThan(1.5);
    expect(closest[2]).toBeCloseTo(2, 4);
    const whole = steps.map((step) => step > 2 - 1e-3);
    expect(sides.filter((own, i) => own === size && whole[i])).toEqual([]);
    expect(sides.filter((own, i) => own === 24 && whole[i]).length).toBeGreaterThan(8);
  });

  it('keeps fine detail wherever a window lies', () => {
    // Stripes of four pixels a period: a linear filter takes a third of the power of what it moves.
    const [size, pictures] = [32, 64];
    const stripes = tf.cos(tf.mul(tf.range(0, size), Math.PI / 2));
    const x = tf.tile(tf.reshape(stripes, [1, size, 1, 1]), [pictures, 1, size, 3]);
    const power = tf.mean(tf.square(x)).dataSync()[0]!;
    const y = diffAugment(x as tf.Tensor4D, ['zoom'], createRandom(7));
    const inner = tf.slice(y, [0, 4, 4, 0], [pictures, size - 8, size - 8, 3]);
    expect(tf.mean(tf.square(inner)).dataSync()[0]! / power).toBeGreaterThan(0.88);
  });

  it('keeps the mean of what it reduces', () => {
    const x = tf.randomUniform<tf.Rank.R4>([2, 32, 32, 3], -1, 1, 'float32', 3);
    const [before, after] = [x, diffAugment(x, [], createRandom(1), 8)].map((y) =>
      tf.mean(y).dataSync(),
    );
    expect(after![0]).toBeCloseTo(before![0]!, 2);
  });

  it('cuts out a square', () => {
    const y = diffAugment(tf.ones([8, 16, 16, 3]), ['cutout'], createRandom(1));
    const zeros = 1 - (tf.mean(y, [1, 2, 3]).arraySync() as number[])[0]!;
    expect(zeros).toBeGreaterThan(0);
    expect(zeros).toBeLessThanOrEqual(0.25);
  });

  it('lets gradients through', () => {
    const gradient = tf.grad((x: tf.Tensor) =>
      tf.sum(tf.square(diffAugment(x as tf.Tensor4D, AUGMENTATIONS, createRandom(1)))),
    )(tf.randomNormal([2, 8, 8, 3]));
    expect(tf.sum(tf.abs(gradient)).dataSync()[0]).toBeGreaterThan(0);
  });
});

describe('the watch for collapse', () => {
  const healthy = { discriminatorLoss: 1, generatorLoss: 1, sampleSpread: 0.4 };

  it('is quiet while all is well', () => {
    const watch = new CollapseWatch();
    for (let i = 0; i < 20; i++) expect(watch.observe(healthy)).toBeUndefined();
  });

  it('says what to try when the discriminator has won, all looks alike, or numbers are gone', () => {
    const won = new CollapseWatch();
    const alike = new CollapseWatch();
    let [first, second]: (string | undefined)[] = [undefined, undefined];
    for (let i = 0; i < 5; i++) {
      first = won.observe({ ...healthy, discriminatorLoss: 0 });
      second = alike.observe({ ...healthy, sampleSpread: 0.001 });
    }
    expect(first).toMatch(/learning rate/);
    expect(second).toMatch(/look alike/);
    expect(new CollapseWatch().observe({ ...healthy, generatorLoss: NaN })).toMatch(
      /no longer numbers/,
    );
  });
});

it('fades the classes in along a straight line', () => {
  expect([0, 10, 15, 20, 99].map((images) => fade(images, [10, 20]))).toEqual([0, 0, 0.5, 1, 1]);
  expect(fade(0, [0, 0])).toBe(1);
});

describe('training', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-run-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const size = 8;
  const random = createRandom(3);
  const shard: Shard = {
    header: {
      format: 2,
      size,
      ids: Array.from({ length: 12 }, (_, i) => String(i)),
      labels: Array.from({ length: 12 }, (_, i) => [i % 2]),
      classes: [
        { kind: 'artist', id: 'a', count: 6 },
        { kind: 'artist', id: 'b', count: 6 },
      ],
      selection: 'everything',
      leftOut: {},
    },
    pixels: Uint8Array.from({ length: 12 * size * size * 3 }, () => random.integer(256)),
  };
  const options = ganOptionsSchema.parse({
    ...PRESETS['landscapes-64'],
    resolution: size,
    selection: {},
    generator: {
      ...PRESETS['landscapes-64'].generator,
      options: { latentDim: 4, embeddingDim: 3, channels: [6, 4] },
    },
    discriminator: {
      ...PRESETS['landscapes-64'].discriminator,
      architecture: 'conditional-dcgan',
      options: { channels: [4, 6] },
    },
    batchSize: 4,
    fakeBatchSize: 2,
    images: 40,
    classFade: [8, 24],
    snapshotImages: 20,
  });

  async function train(name: string, more: Partial<TrainOptions> & { run?: Run } = {}) {
    const run = more.run ?? (await Run.create(folder, name, options));
    const ending = await trainGan({ options, shard, run, backend: 'cpu', ...more });
    return { run, ending };
  }
  const checkpointOf = async (run: Run) => {
    const bytes = await readFile(run.file('checkpoint.bin'));
    return bytes.subarray(bytes.indexOf(10));
  };

  it('goes on after an interruption to the very same numbers', async () => {
    const whole = await train('whole');
    const controller = new AbortController();
    const broken = await Run.create(folder, 'broken', options);
    // Stops in the middle of an epoch, between two snapshots.
    const stopAt = { ...options, images: 28 };
    await trainGan({
      options: stopAt,
      shard,
      run: broken,
      backend: 'cpu',
      signal: controller.signal,
    });
    await train('', { run: broken, resume: true });
    const [a, b] = [await checkpointOf(whole.run), await checkpointOf(broken)];
    expect(Buffer.compare(a, b)).toBe(0);
  });

  it('writes sheets, snapshots and a checkpoint, and can be stopped', async () => {
    const controller = new AbortController();
    controller.abort();
    const { run, ending } = await train('stopped', { signal: controller.signal });
    expect(ending).toBe('stopped');
    const files = await readdir(run.folder);
    expect(files).toEqual(
      expect.arrayContaining([
        'checkpoint.bin',
        'options.json',
        'sheet-000000000.png',
        'snapshot-000000000.bin',
      ]),
    );
  });

  it('ends when its numbers are none, and keeps what it had saved', async () => {
    const { run } = await train('sound', { options: { ...options, images: 200 } });
    const before = [await checkpointOf(run), await readdir(run.folder)];
    const adam = { ...options.generator.adam, learningRate: 1e30 };
    const broken = { ...options, images: 10_000, snapshotImages: 10_000 };
    const generator = { ...options.generator, adam };
    const warnings: string[] = [];
    const { ending } = await train('', {
      ...{ run, resume: true, options: { ...broken, generator } },
      onWarning: (sentence) => warnings.push(sentence),
    });
    expect(ending).toBe('collapsed');
    expect(warnings.at(-1)).toMatch(/no longer numbers.*--init-from/);
    expect([await checkpointOf(run), await readdir(run.folder)]).toEqual(before);
  });

  it('leaves no tensor behind', async () => {
    await train('first');
    const before = tf.memory().numTensors;
    await train('second');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is started from with the weights of both players, and nothing else is left in memory', async () => {
    const { run } = await train('first');
    const before = tf.memory().numTensors;
    const { generator, discriminator } = await readStart(run.folder);
    const taken = Object.keys(generator).length + Object.keys(discriminator!).length;
    expect(tf.memory().numTensors).toBe(before + taken);
    tf.dispose([generator, discriminator!]);
  });

  it('keeps the order of its classes if its networks have learned any', () => {
    const dumped = { classes: ['b', 'a'] };
    expect(classesOfRun(dumped, options)).toEqual(['b', 'a']);
    expect(classesOfRun({}, options)).toBeUndefined();
    const classic = ganOptionsSchema.parse(PRESETS.classic);
    expect(classesOfRun(dumped, classic)).toBeUndefined();
  });

  it('trains the classic pair on the classic loss', async () => {
    const reports: Report[] = [];
    const classic = ganOptionsSchema.parse({
      ...PRESETS.classic,
      resolution: 8,
      generator: {
        ...PRESETS.classic.generator,
        options: { latentDim: 4, seedChannels: 4, channels: 4, batchNorm: true },
      },
      discriminator: { ...PRESETS.classic.discriminator, options: { channels: [2, 4, 4, 4] } },
      batchSize: 4,
      epochs: 9,
    });
    const run = await Run.create(folder, 'classic', classic);
    const ending = await trainGan({
      options: classic,
      shard,
      run,
      backend: 'cpu',
      onReport: (report) => reports.push(report),
    });
    expect(ending).toBe('finished');
    expect(reports[0]!.discriminatorLoss).toBeGreaterThan(0);
    expect(reports[0]!.imagesWanted).toBe(9 * 12);
  });
});
