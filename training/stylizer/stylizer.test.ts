import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { gaussians } from '@/models/layers';
import { stylizer } from '@/models/stylizer';
import {
  mapPlane,
  plainConv,
  planeOf,
  randomPictures,
  relativeError,
  same,
} from '@/models/testing';

import { selectBackend } from '../backends/select';
import { readCheckpoint } from '../checkpoint';
import { SPLIT_FILE, splitOfEarlier, writeSplit } from '../data/split';
import { Run } from '../run';
import { readRawTensors } from '../raw-tensors';
import { listSnapshots } from '../snapshot';
import { heldOutPairs, readStylizerData, type StylizerData } from './data';
import {
  contentLoss,
  covarianceLoss,
  gramLoss,
  momentLoss,
  patternLoss,
  styleTarget,
  totalVariation,
} from './losses';
import { trainStylizer } from './loop';
import { readMeasure } from './measure';
import { optimise } from './optimise';
import { stylizerTrainingSchema, type StylizerTrainingOptions } from './options';
import { Pairs } from './pairs';
import { perceptualNetwork, readPerceptual } from './perceptual';
import { freshStart, startFromEarlier } from './start';
import { stylizerProgressSchema } from './state';
import { differentiate, picturesOf, trainedWeights } from './step';
import { paintStyles, SMALL_RUN, writeNarrowVgg } from './testing';

let folder: string;
let features: string[];
let options: StylizerTrainingOptions;
let data: StylizerData;

beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-stylizer-'));
  features = [await writeNarrowVgg(folder)];
  options = stylizerTrainingSchema.parse({ ...SMALL_RUN, features });
  data = await readStylizerData({ ...options, ...(await paintStyles(folder)) });
});
afterAll(() => rm(folder, { recursive: true }));

describe('the perceptual networks', () => {
  it('compute the distilled VGG as plain loops do', async () => {
    const network = await readPerceptual(features[0]!);
    const given = await readRawTensors(features[0]!);
    expect(network.kind).toBe('vgg19-16x');
    const pictures = randomPictures(createRandom(1), 1, 8, 12);
    const found = network.features(pictures, ['relu12', 'relu21']);
    expect([...found.keys()]).toEqual(['relu12', 'relu21']);

    const conv = (x: ReturnType<typeof planeOf>, name: string) =>
      plainConv(x, given[`${name}.weight`]!, given[`${name}.bias`]!, 1, same);
    const relu = (x: ReturnType<typeof planeOf>) => mapPlane(x, (value) => Math.max(0, value));
    const prepared = conv(
      mapPlane(planeOf(pictures), (value) => (value + 1) / 2),
      'conv0',
    );
    const relu12 = relu(conv(relu(conv(prepared, 'conv11')), 'conv12'));
    expect(relativeError(found.get('relu12')!.dataSync(), relu12.values)).toBeLessThan(1e-4);
    const pooled = tf.maxPool(found.get('relu12')!, 2, 2, 'valid');
    const relu21 = relu(conv(planeOf(pooled), 'conv21'));
    expect(relativeError(found.get('relu21')!.dataSync(), relu21.values)).toBeLessThan(1e-4);
    expect(() => network.features(pictures, ['relu54'])).toThrow(/no layer relu54/);
  });

  it('give VGG-19 blue, green and red without the mean of ImageNet', () => {
    // A first convolution that hands its three inputs on, plus an offset that keeps them above 0.
    const kernel = tf.tidy(() => {
      const middle = tf.reshape(tf.eye(3), [1, 1, 3, 3]);
      return tf.pad(middle, [
        [1, 1],
        [1, 1],
        [0, 0],
        [0, 0],
      ] as [number, number][]);
    });
    const network = perceptualNetwork({
      'block1_conv1/kernel': kernel,
      'block1_conv1/bias': tf.fill([3], 500),
    });
    const rgb = [0.2, -0.4, 1];
    const seen = network.features(tf.tensor4d(rgb, [1, 1, 1, 3]), ['relu11']).get('relu11')!;
    const levels = rgb.map((value) => (value + 1) * 127.5);
    const expected = [levels[2]! - 103.939, levels[1]! - 116.779, levels[0]! - 123.68];
    expect(
      relativeError(
        seen.dataSync(),
        expected.map((value) => value + 500),
      ),
    ).toBeLessThan(1e-6);
  });

  it('name what is missing', async () => {
    expect(() => perceptualNetwork({})).toThrow(/neither VGG-19/);
    const layer = { network: 'vgg19', layer: 'relu11', content: 0, style: 1 } as const;
    await expect(readMeasure(features, [layer])).rejects.toThrow(/relu11 is of vgg19/);
  });
});

describe('the losses', () => {
  const random = createRandom(2);
  const [found, wanted] = [1, 2].map(() => gaussians(random, [2, 3, 4, 3], 1) as tf.Tensor4D) as [
    tf.Tensor4D,
    tf.Tensor4D,
  ];
  const columns = (x: tf.Tensor4D, picture: number) => {
    const values = x.arraySync()[picture]!.flat();
    return [0, 1, 2].map((c) => values.map((place) => place[c]!));
  };
  const dot = (a: number[], b: number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
  const difference = (a: number[], b: number[]) =>
    a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0);
  const relative = (a: number[], b: number[]) => difference(a, b) / dot(b, b);
  const bounded = (a: number[], b: number[]) => difference(a, b) / (dot(a, a) + dot(b, b));
  const meanOf = (values: number[]) => values.reduce((sum, v) => sum + v) / values.length;
  const centred = (values: number[]) => values.map((v) => v - meanOf(values));
  /** Mean products of all pairs of columns. */
  const products = (c: number[][]) => c.flatMap((a) => c.map((b) => dot(a, b) / a.length));

  it('compare Gram matrices, covariances, means and deviations, picture by picture', () => {
    // Positive, as features after a ReLU: otherwise there is no bound.
    const [a, b] = [tf.relu(found), tf.relu(wanted)];
    const [f, w] = [styleTarget(a), styleTarget(b)];
    const [grams, covariances, moments] = [gramLoss, covarianceLoss, momentLoss].map((loss) =>
      loss(f, w).dataSync(),
    );
    for (const picture of [0, 1]) {
      const [own, asked] = [columns(a, picture), columns(b, picture)];
      expect(grams![picture]).toBeCloseTo(relative(products(own), products(asked)), 4);
      const [c, d] = [own, asked].map((x) => products(x.map(centred)));
      expect(covariances![picture]).toBeCloseTo(bounded(c!, d!), 4);
      const means = [own, asked].map((x) => x.map(meanOf));
      const deviations = [own, asked].map((x) =>
        x.map((column) => Math.sqrt(meanOf(centred(column).map((v) => v * v)) + 1e-5)),
      );
      const expected = bounded(means[0]!, means[1]!) + bounded(deviations[0]!, deviations[1]!);
      expect(moments![picture]).toBeCloseTo(expected, 4);
    }
  });

  it('ask of a learner the pattern of a content, whatever means and deviations a style gives it', () => {
    const restyled = tf.add(tf.mul(wanted, [0.5, 3, 1]), [4, 0, -2]) as tf.Tensor4D;
    expect(contentLoss(restyled, wanted).dataSync()[0]).toBeGreaterThan(1);
    expect(patternLoss(restyled, wanted).dataSync()[0]).toBeLessThan(0.01);
    const turned = tf.reverse(wanted, [1, 2]) as tf.Tensor4D;
    expect(patternLoss(turned, wanted).dataSync()[0]).toBeGreaterThan(0.5);
  });

  it('have a gradient where a channel is nothing but 0, as many are after a ReLU', () => {
    const silent = (x: tf.Tensor4D) => tf.mul<tf.Tensor4D>(tf.relu(x), [1, 0, 1]);
    const [content, style] = [silent(wanted), styleTarget(silent(wanted))];
    const gradient = tf.grad((x) => {
      const features = silent(x as tf.Tensor4D);
      const own = styleTarget(features);
      return tf.addN([
        patternLoss(features, content),
        covarianceLoss(own, style),
        momentLoss(own, style),
      ]);
    })(found);
    expect(gradient.dataSync().every(Number.isFinite)).toBe(true);
    expect(tf.max(tf.abs(gradient)).dataSync()[0]).toBeGreaterThan(0);
  });

  it('charge a stroke on a plain content less than one that hides a rich one', () => {
    const stroke = tf.reshape([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1, 3, 4, 1]);
    const contents = tf.concat([tf.mul(wanted, 0.01).slice([0], [1]), wanted.slice([1], [1])]);
    const painted = tf.add(contents, stroke) as tf.Tensor4D;
    const judged = contentLoss(painted, contents as tf.Tensor4D).dataSync();
    const learned = patternLoss(painted, contents as tf.Tensor4D).dataSync();
    expect(judged[0]! / judged[1]!).toBeGreaterThan(1000);
    expect(learned[0]!).toBeLessThan(1);
  });

  it('count a picture of nothing but the mean as 1 of lost content', () => {
    const mean = tf.mean(wanted, [1, 2], true);
    const nothing = tf.add(tf.zerosLike(wanted), mean) as tf.Tensor4D;
    expect([...contentLoss(nothing, wanted).dataSync()]).toEqual([
      expect.closeTo(1, 5),
      expect.closeTo(1, 5),
    ]);
    expect(contentLoss(wanted, wanted).dataSync()[0]).toBe(0);
  });

  it('measure how neighbours differ', () => {
    const steps = tf.tensor4d([0, 1, 0, 3], [1, 2, 2, 1]);
    // Along columns: 0 and 2; along rows: 1 and 3.
    expect(totalVariation(steps).dataSync()[0]).toBeCloseTo((0 + 4) / 2 + (1 + 9) / 2);
  });
});

describe('a step', () => {
  it('follows the gradient of what it minimises', async () => {
    const random = createRandom(3);
    const network = stylizer(SMALL_RUN.options);
    const given = { ...options, encoderRate: 1, variationWeight: 0.3 };
    const weights = network.init(random);
    const measure = await readMeasure(features, options.layers);
    const batch = await new Pairs(data, { ...given, sizeAt: () => 16 }).at(0);
    const trained = trainedWeights(network, given);
    expect(trained).toContain('encoder/conv11/kernel');
    expect(trained).not.toContain('encoder/spread');
    expect(trainedWeights(network, options)).not.toContain('encoder/conv11/kernel');

    const { gradients } = differentiate(network, weights, trained, batch, measure, given);
    const length = Math.sqrt(
      trained.reduce((sum, name) => sum + tf.sum(tf.square(gradients[name]!)).dataSync()[0]!, 0),
    );
    // Along the gradient the slope is its length, and kinks of the rectifiers count least.
    const lossAt = (t: number) => {
      const moved = Object.fromEntries(
        trained.map((name) => [name, tf.add(weights[name]!, tf.mul(gradients[name]!, t / length))]),
      );
      const there = { ...weights, ...moved };
      return differentiate(network, there, trained, batch, measure, given).losses.dataSync()[0]!;
    };
    const h = 1e-4;
    expect((lossAt(h) - lossAt(-h)) / (2 * h) / length).toBeCloseTo(1, 1);
    measure.dispose();
  });

  it('starts from an encoder that sees what the distilled VGG sees', async () => {
    const network = stylizer(SMALL_RUN.options);
    const weights = await freshStart(network, features, createRandom(1));
    const vgg = await readPerceptual(features[0]!);
    const pictures = randomPictures(createRandom(8), 1, 8, 8);
    const inside = (x: tf.Tensor4D) => x.slice([0, 1, 1], [1, 6, 6]).dataSync();
    const own = tf.relu(
      tf.add<tf.Tensor4D>(
        tf.conv2d(pictures, weights['encoder/conv11/kernel'] as tf.Tensor4D, 1, 'same'),
        weights['encoder/conv11/bias']!,
      ),
    );
    const theirs = vgg.features(pictures, ['relu11']).get('relu11')!;
    expect(relativeError(inside(own), inside(theirs))).toBeLessThan(1e-4);
  });
});

describe('the data', () => {
  it('keeps pictures from training, and pairs the same ones every time', async () => {
    const train = new Set(data.styles.train.map(({ file }) => file));
    expect(data.styles.test.length).toBeGreaterThan(0);
    expect(data.styles.test.some(({ file }) => train.has(file))).toBe(false);
    expect(data.contents.train.some((file) => data.contents.test.includes(file))).toBe(false);
    expect(heldOutPairs(data, 5)).toEqual(heldOutPairs(data, 5));
    expect(heldOutPairs(data, 5)).toHaveLength(5);
    await expect(
      readStylizerData({ ...options, contents: '/nowhere', styles: '/nowhere.csv' }),
    ).rejects.toThrow(/no folder/);
  });

  it('draws the same batch for a step, with some styles the contents’ own', async () => {
    const pairs = () => new Pairs(data, { ...options, batchSize: 12, sizeAt: () => 16 });
    const [a, b] = [await pairs().at(3), await pairs().at(3)];
    expect(a).toEqual(b);
    expect(new Set(a.own)).toEqual(new Set([0, 1]));
    expect((await pairs().at(4)).contents).not.toEqual(a.contents);
  });
});

describe('going on from an earlier training', () => {
  it('keeps from it what it was kept from, whatever the seed, and refuses another split', async () => {
    const earlier = path.join(folder, 'earlier');
    const ids = [...data.styles.train, ...data.styles.test].map(({ row }) => row.id);
    await mkdir(earlier);
    await expect(splitOfEarlier(earlier, ids)).rejects.toThrow(/no split.json.*--split/);
    expect(await splitOfEarlier(earlier, ids, data.split)).toBe(data.split);

    await writeSplit(path.join(earlier, SPLIT_FILE), data.split);
    const collection = { contents: path.join(folder, 'photos'), styles: `${folder}/paintings.csv` };
    const anew = await readStylizerData({ ...options, ...collection, seed: 9 });
    expect(anew.split.validation).not.toEqual(data.split.validation);
    const split = await splitOfEarlier(earlier, ids);
    const goingOn = await readStylizerData({ ...options, ...collection, seed: 9, split });
    expect(goingOn.styles).toEqual(data.styles);

    const reordered = { ...data.split, seed: 9, validation: [...data.split.validation].reverse() };
    expect(await splitOfEarlier(earlier, ids, reordered)).toEqual(data.split);
    await expect(splitOfEarlier(earlier, ids, anew.split)).rejects.toThrow(
      /learned from paintings/,
    );
    expect(await splitOfEarlier(earlier, ['of another collection'])).toBeUndefined();
    const fewer = { ...data.split, validation: data.split.validation.slice(1) };
    await expect(splitOfEarlier(earlier, ids, fewer)).rejects.toThrow(/Leave --split out/);
  });
});

describe('the optimisation', () => {
  it('comes nearer to the style, each picture on its own', async () => {
    const measure = await readMeasure(features, options.layers);
    const pairs = await new Pairs(data, { ...options, identityShare: 0, sizeAt: () => 16 }).at(0);
    const [contents, styles] = [pairs.contents, pairs.styles].map((p) => picturesOf(p, 16));
    const run = (count: number) =>
      optimise(measure, contents!.slice([0], [count]), styles!.slice([0], [count]), { steps: 12 });
    const alone = await run(1);
    const before = tf.memory().numTensors;
    const both = await run(2);
    // The two slices it was given, and the result.
    expect(tf.memory().numTensors).toBe(before + 3);
    expect(relativeError(both.slice([0], [1]).dataSync(), alone.dataSync())).toBeLessThan(1e-2);
    const gramOf = (pictures: tf.Tensor4D) =>
      measure.distances(pictures, measure.targets(contents!, styles!)).gram.dataSync();
    const [start, end] = [gramOf(contents!), gramOf(both)];
    end.forEach((gram, i) => expect(gram).toBeLessThan(0.7 * start[i]!));
    measure.dispose();
  });
});

describe('the loop', () => {
  it('goes on after a stop exactly as if it had never stopped', async () => {
    await selectBackend('cpu');
    const train = async (name: string, stopAfter?: number) => {
      const measure = await readMeasure(features, options.layers);
      const run = await Run.create(folder, name, { stylizer: options });
      const stop = new AbortController();
      const given = { options, data, measure, run, backend: 'cpu' };
      if (stopAfter !== undefined) {
        let steps = 0;
        const at = Pairs.prototype.at;
        Pairs.prototype.at = function (step) {
          if (++steps === stopAfter + SETTLING) stop.abort();
          return at.call(this, step);
        };
        expect(await trainStylizer({ ...given, signal: stop.signal })).toBe('stopped');
        Pairs.prototype.at = at;
        expect(await trainStylizer({ ...given, resume: true })).toBe('finished');
      } else {
        expect(await trainStylizer(given)).toBe('finished');
      }
      measure.dispose();
      return { run, ...(await readCheckpoint(run, stylizerProgressSchema)) };
    };
    const before = tf.memory().numTensors;
    const whole = await train('whole');
    const halves = await train('halves', 2);
    expect(halves.progress).toMatchObject({ step: 4, imagesSeen: 8, adamSteps: 4 });
    for (const [name, tensor] of Object.entries(whole.tensors)) {
      expect(halves.tensors[name]!.dataSync()).toEqual(tensor.dataSync());
    }
    tf.dispose([whole.tensors, halves.tensors]);
    expect(tf.memory().numTensors).toBe(before);

    // What is left of it: a sheet, distances of held-out pairs, weights to start from.
    expect(await listSnapshots(whole.run)).toEqual([8]);
    const { width } = await sharp(whole.run.file('sheet-000000008.png')).metadata();
    expect(width).toBeGreaterThan(4 * 16);
    const lines = (await readFile(whole.run.file('metrics.jsonl'), 'utf8')).trim().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({
      imagesSeen: 8,
      'heldOut/gram': expect.any(Number),
    });
    const start = await startFromEarlier(stylizer(SMALL_RUN.options), whole.run.folder);
    expect(start.imagesSeen).toBe(8);
    tf.dispose(start.weights);
    await expect(startFromEarlier(stylizer({}), whole.run.folder)).rejects.toThrow(/other widths/);
  });
});

/** Batches that are asked for before the first step. */
const SETTLING = 2;
