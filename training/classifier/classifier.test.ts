import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { createClassifier } from '@/models/architectures';

import { selectBackend } from '../backends/select';
import { readCheckpoint } from '../checkpoint';
import { cropRegion, distort, drawDistortion, type DistortOptions } from '../data/distort';
import { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';
import { Batches, type ExampleBatch } from './batches';
import { readClassifierData, type ClassifierData } from './collection';
import { learningRates, networkOptions, schedule, trainClassifier } from './loop';
import { binaryCrossEntropy, crossEntropy } from './losses';
import { classifierTrainingSchema } from './options';
import { startFromEarlier } from './start';
import { classifierProgressSchema } from './state';
import { paintCollection, SMALL_RUN } from './testing';
import { createValidation } from './validation';

// As it is, unless a test measures by itself.
vi.mock('./validation', async (original) => {
  const real = await original<{ createValidation: typeof createValidation }>();
  return { createValidation: vi.fn(real.createValidation) };
});

const DISTORT: DistortOptions = {
  ...{ size: 32, minimumCrop: 0.6, aspectJitter: 1.25, degrade: 0.5, colour: 0.15 },
};

let folder: string;
let data: ClassifierData;

beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-classifier-'));
  const collection = await paintCollection(folder);
  data = await readClassifierData({
    ...collection,
    classes: { artist: 5, style: 3, genre: 3 },
    seed: 1,
    validationShare: 0.25,
  });
});
afterAll(() => rm(folder, { recursive: true }));

const whole = (label: number) => [{ label, share: 1 }];

describe('the losses', () => {
  it('are smoothed cross-entropy over the rows with a label, and even odds for the others', () => {
    const logits = [
      [2, -1, 0.5],
      [0, 1, -2],
      [3, 3, 3],
    ];
    const labels = [0, -1, 2];
    const smoothing = 0.1;
    const row = (x: number[], label: number) => {
      const sum = x.reduce((s, v) => s + Math.exp(v), 0);
      return -x.reduce((s, v, c) => {
        const target = smoothing / 3 + (c === label ? 1 - smoothing : 0);
        return s + target * Math.log(Math.exp(v) / sum);
      }, 0);
    };
    const expected = (row(logits[0]!, 0) + row(logits[2]!, 2)) / 2;
    const loss = crossEntropy(tf.tensor2d(logits), labels.map(whole), { smoothing }).dataSync()[0];
    expect(loss).toBeCloseTo(expected, 5);
    expect(
      crossEntropy(tf.tensor2d(logits), [-1, -1, -1].map(whole), { smoothing }).dataSync()[0],
    ).toBeCloseTo(0);

    // What has no label asks for even odds, if it counts at all.
    const evenly = (x: number[]) => {
      const sum = x.reduce((s, v) => s + Math.exp(v), 0);
      return -x.reduce((s, v) => s + Math.log(Math.exp(v) / sum) / 3, 0);
    };
    const outliers = crossEntropy(tf.tensor2d(logits), [0, -1, -1].map(whole), {
      smoothing,
      outliers: 0.5,
    }).dataSync()[0];
    const both = (evenly(logits[1]!) + evenly(logits[2]!)) / 2;
    expect(outliers).toBeCloseTo(row(logits[0]!, 0) + 0.5 * both, 5);
  });

  it('weigh the parts of a picture by their shares', () => {
    const smoothly = { smoothing: 0.1 };
    const logits = tf.tensor2d([[2, -1, 0.5]]);
    const alone = [0, 2].map(
      (label) => crossEntropy(logits, [whole(label)], smoothly).dataSync()[0]!,
    );
    const parts = [
      { label: 0, share: 0.7 },
      { label: 2, share: 0.3 },
    ];
    const both = crossEntropy(logits, [parts], smoothly).dataSync()[0];
    expect(both).toBeCloseTo(0.7 * alone[0]! + 0.3 * alone[1]!, 5);
    // A part without a label counts for nothing.
    const half = [
      { label: 0, share: 0.5 },
      { label: -1, share: 0.5 },
    ];
    expect(crossEntropy(logits, [half], smoothly).dataSync()[0]).toBeCloseTo(alone[0]!, 5);
  });

  it('are binary cross-entropy for known and unknown painters', () => {
    const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
    const expected = (-Math.log(sigmoid(1.5)) - Math.log(1 - sigmoid(-0.5))) / 2;
    const loss = binaryCrossEntropy(tf.tensor2d([[1.5], [-0.5]]), [1, 0]).dataSync()[0];
    expect(loss).toBeCloseTo(expected, 5);
  });
});

describe('the schedule', () => {
  it('rises, then falls to 0', () => {
    expect(schedule(0, 0.1)).toBeLessThan(0.05);
    expect(schedule(0.1, 0.1)).toBeCloseTo(1, 6);
    expect(schedule(0.55, 0.1)).toBeCloseTo(0.5, 6);
    expect(schedule(1, 0.1)).toBeCloseTo(0, 6);
    expect([0.1, 0.8, 0.9].map((share) => schedule(share, 0.1, 0.8))).toEqual([
      1,
      1,
      expect.closeTo(0.5, 6),
    ]);
  });

  it('changes what was learned before less, the lower the less', () => {
    const options = classifierTrainingSchema.parse({
      ...{ architecture: 'resnet', images: 1, sizes: [{ until: 1, size: 32 }], shortSide: 32 },
      ...{ pretrained: 'x', pretrainedRate: 0.5, stageRate: 0.1 },
    });
    const network = createClassifier('resnet', {
      ...{ depth: 18, artistCount: 2, styleCount: 1, genreCount: 1, width: 0.1 },
    });
    const rate = learningRates(network, options);
    expect(rate('head/artists/kernel')).toBe(1);
    expect(rate('stage4/block1/conv1/kernel')).toBe(1);
    expect(rate('stage3/block1/conv1/kernel')).toBeCloseTo(0.5);
    expect(rate('stage2/block1/conv1/kernel')).toBeCloseTo(0.05);
    expect(learningRates(network, { ...options, pretrained: undefined })('stem/conv/kernel')).toBe(
      1,
    );
  });
});

describe('strangers', () => {
  const read = (strangers: string[]) =>
    readClassifierData({
      ...{ collection: path.join(folder, 'paintings.csv'), strangers },
      ...{ classes: { artist: 5, style: 3, genre: 3 }, seed: 1, validationShare: 0.25 },
    });

  it('are halved by their names, in their order, with those in folders below', async () => {
    const place = path.join(folder, 'several');
    await mkdir(path.join(place, 'deep'), { recursive: true });
    const flat = ['10.png', '9.png', 'B.jpg', 'a.webp', 'b.jpeg', 'c.PNG'];
    const more = ['d.gif', 'deep/e.png', 'f.tiff'];
    for (const name of [...flat, ...more, 'notes.txt']) {
      await writeFile(path.join(place, name), '');
    }
    const [{ train, test } = {}] = (await read([place])).others;
    const named = (examples: readonly { file: string }[] = []) =>
      examples.map(({ file }) => path.relative(place, file));
    const measured = (name: string) => createHash('sha256').update(name).digest()[0]! % 2 === 0;
    const all = [...flat, ...more];
    expect(named(test)).toEqual(all.filter(measured));
    expect(named(train)).toEqual(all.filter((name) => !measured(name)));
    expect(Math.min(test!.length, train!.length)).toBeGreaterThan(1);
  });

  it('are asked for where there are none', async () => {
    await mkdir(path.join(folder, 'nobody'));
    await expect(read([path.join(folder, 'nobody')])).rejects.toThrow(/no picture in the folder/);
    await expect(read([path.join(folder, 'gone')])).rejects.toThrow(/There is no folder/);
  });
});

describe('a distortion', () => {
  it('stays inside of the picture, also of the thinnest', () => {
    const random = createRandom(2);
    for (const [width, height] of [
      [200, 100],
      [1, 300],
      [33, 32],
    ] as const) {
      for (let i = 0; i < 50; i++) {
        const region = cropRegion(width, height, drawDistortion(random, DISTORT));
        expect(region.left).toBeGreaterThanOrEqual(0);
        expect(region.left + region.width).toBeLessThanOrEqual(width);
        expect(region.top + region.height).toBeLessThanOrEqual(height);
        expect(Math.min(region.width, region.height)).toBeGreaterThanOrEqual(1);
      }
    }
  });

  it('keeps the palette: mean colours move little', async () => {
    const input = path.join(folder, 'paintings/p1.png');
    const random = createRandom(9);
    for (let i = 0; i < 8; i++) {
      const bytes = await distort(input, drawDistortion(random, DISTORT), 32);
      expect(bytes.length).toBe(32 * 32 * 3);
      const means = [0, 1, 2].map((c) => {
        const values = bytes.filter((_, at) => at % 3 === c);
        return values.reduce((sum, v) => sum + v, 0) / values.length;
      });
      expect(means[0]! - means[2]!).toBeGreaterThan(70);
    }
  });
});

it('is of the picture as it is looked at, however the camera was held', async () => {
  // Red above blue, stored on its side: orientation 6 asks for a quarter turn to the right.
  const half = { width: 40, height: 40, channels: 3 as const, background: '#0000ff' };
  const [red, blue] = [{ ...half, background: '#ff0000' }, half];
  const input = await sharp({ create: { ...red, width: 80 } })
    .composite([{ input: { create: blue }, left: 40, top: 0 }])
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 100 })
    .toBuffer();
  const plainly = { crop: 1, aspect: 1, x: 0, y: 1, flip: false, kernel: 'linear' as const };
  const unchanged = { brightness: 1, contrast: 1, saturation: 1, gains: [1, 1, 1] as const };
  const bytes = await distort(input, { ...plainly, ...unchanged }, 16);
  for (let x = 0; x < 16; x++) {
    expect(bytes[x * 3]).toBeLessThan(60);
    expect(bytes[x * 3 + 2]).toBeGreaterThan(200);
  }
});

describe('batches', () => {
  const create = (cutMix = 0) =>
    new Batches(data.train, data.otherPainters.train, {
      ...{ seed: 7, batchSize: 6, classBalance: 0.5, strangers: 0.3, sizeAt: () => 32, cutMix },
      distort: DISTORT,
    });

  it('are a function of the step alone', async () => {
    const inOrder = create();
    for (let step = 0; step < 3; step++) await inOrder.at(step);
    const third = await inOrder.at(3);
    const resumed = await create().at(3);
    expect(resumed.pixels).toEqual(third.pixels);
    expect(resumed.examples).toEqual(third.examples);
    expect((await create().at(4)).pixels).not.toEqual(third.pixels);
  });

  it('have parts of each other pasted in, where they are there, and know how much', async () => {
    const [plain, mixed] = [await create().at(2), await create(1).at(2)];
    expect(mixed.examples).toEqual(plain.examples);
    const pixels = 32 * 32;
    mixed.pasted.forEach((pasted, i) => {
      // An example may be drawn twice, varied in two ways.
      const sources = plain.examples.flatMap((e, j) => (e === pasted!.example ? [j] : []));
      const at = (batch: ExampleBatch, picture: number, pixel: number) =>
        batch.pixels.subarray((picture * pixels + pixel) * 3, (picture * pixels + pixel) * 3 + 3);
      let changed = 0;
      for (let pixel = 0; pixel < pixels; pixel++) {
        const [now, before] = [at(mixed, i, pixel), at(plain, i, pixel)];
        if (Buffer.compare(now, before) === 0) continue;
        changed++;
        expect(sources.map((from) => at(plain, from, pixel))).toContainEqual(now);
      }
      expect(changed).toBeLessThanOrEqual(Math.round(pasted!.share * pixels));
    });
    expect(mixed.pixels).not.toEqual(plain.pixels);
  });

  it('name the file that cannot be read', async () => {
    const [example] = data.train;
    const file = path.join(folder, 'broken.jpg');
    await writeFile(file, 'no picture');
    const broken = new Batches([{ ...example!, file }], [], {
      ...{ seed: 7, batchSize: 2, classBalance: 0.5, strangers: 0, sizeAt: () => 32, cutMix: 0 },
      distort: DISTORT,
    });
    await expect(broken.at(0)).rejects.toThrow(/broken\.jpg cannot be read.*--resume/);
  });

  it('hold the share of strangers, and never a picture that is measured on', async () => {
    const { examples } = await create().at(0);
    expect(examples.filter(({ artist }) => artist < 0)).toHaveLength(2);
    const measured = new Set(data.validation.map(({ file }) => file));
    for (const { file } of examples) expect(measured.has(file)).toBe(false);
  });
});

describe('a run', () => {
  beforeAll(() => selectBackend('wasm'));

  const options = classifierTrainingSchema.parse(SMALL_RUN);
  const train = async (name: string, more: Partial<Parameters<typeof trainClassifier>[0]> = {}) => {
    const run = more.run ?? (await Run.create(folder, name, {}));
    const ending = await trainClassifier({ options, data, run, backend: 'cpu', ...more });
    return { run, ending, checkpoint: await readFile(run.file('checkpoint.bin')) };
  };
  /** Everything but the seconds. */
  const numbersOf = (checkpoint: Buffer) => checkpoint.subarray(checkpoint.indexOf(10) + 1);

  it('goes on exactly where it was stopped', async () => {
    const whole = await train('whole');
    expect(whole.ending).toBe('finished');

    const stop = new AbortController();
    const run = await Run.create(folder, 'parts', {});
    const onValidation = () => stop.abort();
    const first = await train('parts', { run, signal: stop.signal, onValidation });
    expect(first.ending).toBe('stopped');
    expect(numbersOf(first.checkpoint)).not.toEqual(numbersOf(whole.checkpoint));
    const second = await train('parts', { run, resume: true });
    expect(second.ending).toBe('finished');
    expect(numbersOf(second.checkpoint).equals(numbersOf(whole.checkpoint))).toBe(true);
  }, 300_000);

  it.each(['snapshot-000000036.bin', 'snapshot-000000036.json', 'checkpoint.bin'])(
    'goes on where it was killed before it had written %s of a better measurement',
    async (file) => {
      // Every measurement is better than the one before.
      let top1 = 0;
      const measure = async () => ({ top1: (top1 += 0.1), top5: 1 });
      const run = await Run.create(folder, 'killed', {});
      const write = run.writeWhole.bind(run);
      vi.spyOn(run, 'writeWhole').mockImplementation(async (name, bytes) => {
        if (name === file && top1 > 0.15) throw new Error('killed');
        await write(name, bytes);
      });
      vi.mocked(createValidation).mockResolvedValueOnce({ measure });
      await expect(train('killed', { run })).rejects.toThrow('killed');
      vi.restoreAllMocks();
      const { progress, tensors } = await readCheckpoint(run, classifierProgressSchema);
      tf.dispose(tensors);
      expect(progress.best.images).toBe(18);
      tf.dispose((await readSnapshot(run, 18, createClassifier)).weights);

      vi.mocked(createValidation).mockResolvedValueOnce({ measure });
      expect((await train('killed', { run, resume: true })).ending).toBe('finished');
      expect(await listSnapshots(run)).toEqual([36]);
    },
    300_000,
  );

  it('holds the last of its sizes to the end, whatever share that was given', async () => {
    const sizes = [
      { until: 0.2, size: 40 },
      { until: 0.6, size: 32 },
    ];
    const seen: number[] = [];
    const { ending } = await train('sizes', {
      options: { ...options, sizes, batchSize: 2, images: 40, validateImages: 40 },
      onReport: ({ size }) => seen.push(size),
    });
    expect(ending).toBe('finished');
    expect(seen).toEqual([32]);
  }, 300_000);

  it('learns no more when it is gone on with after it has settled', async () => {
    const settling = { ...options, images: 360, validateImages: 6, patience: 1 };
    const first = await train('settled', { options: settling });
    expect(first.ending).toBe('settled early');
    const again = await train('settled', {
      ...{ options: settling, run: first.run, resume: true },
      onValidation: () => expect.unreachable('it has learned on'),
    });
    expect(again.ending).toBe('settled early');
    expect(numbersOf(again.checkpoint).equals(numbersOf(first.checkpoint))).toBe(true);
  }, 300_000);

  it('learns to tell two painters, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const measured: number[] = [];
    await train('learning', {
      options: { ...options, images: 180, validateImages: 90 },
      onValidation: ({ top1 }) => measured.push(top1),
    });
    expect(measured.at(-1)).toBeGreaterThan(0.8);
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);

  it('is started from with its weights, and nothing else is left in memory', async () => {
    const { run } = await train('short', { options: { ...options, images: 6 } });
    const network = (more: object) =>
      createClassifier(options.architecture, { ...networkOptions(options, data), ...more });
    const before = tf.memory().numTensors;
    const { weights } = await startFromEarlier(network({}), run.folder, createRandom(1));
    expect(tf.memory().numTensors).toBe(before + Object.keys(weights).length);
    tf.dispose(weights);
    await expect(
      startFromEarlier(network({ artistCount: 3 }), run.folder, createRandom(1)),
    ).rejects.toThrow(/another classifier/);
    expect(tf.memory().numTensors).toBe(before);
  }, 300_000);
});
