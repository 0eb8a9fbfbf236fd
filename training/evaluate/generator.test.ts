import { writeFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createGenerator } from '@/models/architectures';
import { generatorCardSchema, type GeneratorCard } from '@/models/card';
import { decodeWeightsFile } from '@/models/weights-file';
import { createFixture } from '@/tests/engine/fixture';

import { selectBackend } from '../backends/select';
import { paintCollection } from '../classifier/testing';
import { readCollection } from '../data/collection';
import { Run } from '../run';
import { writeSnapshot } from '../snapshot';
import { FAMILIES, parseFamilies } from './families';
import { createFeatureNetwork } from './features';
import { evaluateGenerator, type EvaluateGeneratorOptions } from './generator-model';
import { wantedPictures } from './points';
import { readReal } from './real';
import { tinyMobilenet } from './testing';

/** The first line of what was curated. */
const CURATED = 'id,file,reason,score,decision,by,about\n';

let folder: string;
let modelsDir: string;
let collection: string;

/** A generator of 8-px pictures by "anna" and "bert", a collection of theirs, and a small network. */
beforeAll(async () => {
  await selectBackend('wasm');
  folder = await mkdtemp(path.join(os.tmpdir(), 'sfumato-measure-'));
  modelsDir = path.join(folder, 'models');
  ({ collection } = await paintCollection(folder));
  const { card, bytes } = await createFixture('tiny');
  await selectBackend('wasm');
  await mkdir(path.join(modelsDir, 'tiny'), { recursive: true });
  const classes = ['anna', 'bert'].map((id) => ({ ...card.classes[0]!, id, name: id, count: 12 }));
  const mix = [
    { classId: 'anna', weight: 0.7 },
    { classId: 'bert', weight: 0.3 },
  ];
  const changed = {
    ...{ ...card, classes, selfCheck: { ...card.selfCheck, mix } },
    opening: { ...card.opening, mix },
    training: { ...card.training, options: { flip: true } },
  };
  await writeFile(path.join(modelsDir, 'tiny', 'card.json'), JSON.stringify(changed));
  await writeFile(path.join(modelsDir, 'tiny', card.weights.file), bytes);
  await writeTensors(path.join(folder, 'network'));
});
afterAll(() => rm(folder, { recursive: true }));

/** As `readRawTensors` reads them. */
async function writeTensors(base: string): Promise<void> {
  const tensors = tinyMobilenet();
  const named = Object.entries(tensors).map(([name, tensor]) => ({ name, tensor }));
  const { data, specs } = await tf.io.encodeWeights(named);
  const values = new Float32Array(data);
  let at = 0;
  const halves: ArrayBuffer[] = [];
  const layout = specs.map(({ name, shape }) => {
    const size = tf.util.sizeFromShape(shape);
    const half = toHalves(values.subarray(at, at + size));
    const offset = at * 2;
    halves.push(half.buffer);
    at += size;
    return { name, shape, offset };
  });
  await writeFile(`${base}.bin`, Buffer.concat(halves.map((half) => Buffer.from(half))));
  await writeFile(`${base}.json`, JSON.stringify({ dtype: 'float16', tensors: layout }));
  tf.dispose(tensors);
}

/** IEEE half precision of numbers in its normal range, the rest cut off. */
function toHalves(values: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(Float32Array.from(values).buffer);
  return Uint16Array.from(bits, (word) => {
    const exponent = ((word >>> 23) & 0xff) - 112;
    if (exponent <= 0) return 0;
    return ((word >>> 16) & 0x8000) | (exponent << 10) | ((word >>> 13) & 0x3ff);
  });
}

const notes: string[] = [];
const phases = new Set<string>();
const evaluate = (given: Partial<EvaluateGeneratorOptions> = {}) =>
  evaluateGenerator({
    ...{ modelsDir, id: 'tiny', data: collection, features: path.join(folder, 'network') },
    ...{ backend: 'wasm', families: parseFamilies([]), cacheFolder: path.join(folder, 'cache') },
    ...{ count: 20, seed: 1, psi: 1, size: 16, pairs: 1, walks: 1, steps: 8 },
    ...{ dryRun: false, everything: false, command: 'test' },
    onProgress: (what) => phases.add(what),
    onNote: (sentence) => notes.push(sentence),
    createFeatures: (tensors) => createFeatureNetwork(tensors, { width: 1 / 16, side: 32 }),
    ...given,
  });
const readCard = async (): Promise<GeneratorCard> =>
  generatorCardSchema.parse(
    JSON.parse(await readFile(path.join(modelsDir, 'tiny', 'card.json'), 'utf8')),
  );

describe('an exported generator', () => {
  it('is measured, and its card says how', async () => {
    const sheet = path.join(folder, 'pairs.png');
    const { metrics, written } = await evaluate({ sheet });
    expect(written).toBe(true);
    const card = await readCard();
    expect(card.metrics).toEqual(metrics);
    // Without a classifier of artists, everything that asks none.
    const measured = new Set(metrics.map(({ family }) => family));
    expect([...measured].sort()).toEqual(
      FAMILIES.filter((f) => f !== 'class-accuracy' && f !== 'blend-fidelity').sort(),
    );
    expect(notes.join()).toMatch(
      /Without class-accuracy and blend-fidelity: there is no classifier/,
    );
    for (const metric of metrics) {
      expect(metric, metric.name).toMatchObject({ command: 'test', seed: 1 });
      expect(Number.isFinite(metric.value), metric.name).toBe(true);
      expect(metric.count).toBeGreaterThan(0);
      expect(metric.definition).not.toMatch(/undefined|NaN/);
    }
    const { data, reference } = metrics.find(({ name }) => name === 'FD-M')!;
    expect(data).toBe('paintings: artists anna, bert; 24 pictures, cut to squares of 16 px');
    expect(reference).toBeGreaterThan(0);
    expect(JSON.stringify(card)).not.toContain(folder);
    const { width, height } = await sharp(sheet).metadata();
    expect([width, height]).toEqual([12 + 4 * 44, 12 + 5 * 28]);
  });

  it('keeps its other values when some are measured again', async () => {
    const before = await readCard();
    await evaluate({ families: parseFamilies(['precision-recall']), count: 10, command: 'again' });
    const { metrics, plots } = await readCard();
    expect(metrics.map(({ name }) => name).sort()).toEqual(
      before.metrics.map(({ name }) => name).sort(),
    );
    for (const { name, command, family } of metrics) {
      expect(command, name).toBe(family === 'precision-recall' ? 'again' : 'test');
    }
    expect(plots!.map(({ file }) => file)).toEqual(['plot-precision-recall.svg']);
    const files = await readdir(path.join(modelsDir, 'tiny'));
    expect(files).toContain('plot-precision-recall.svg');
    expect(files).toContain(before.weights.file);
  });

  it('gives the same numbers for the same seed', async () => {
    const measure = async (seed: number) => {
      const families = parseFamilies(['kid-m', 'path-length']);
      return (await evaluate({ families, seed, dryRun: true })).metrics.map(({ value }) => value);
    };
    const first = await measure(3);
    expect(await measure(3)).toEqual(first);
    expect(await measure(4)).not.toEqual(first);
  });

  it.each([
    ['a trial', { limit: 6 }],
    ['a dry run', { dryRun: true }],
  ])('keeps its card after %s', async (_, given) => {
    const before = await readFile(path.join(modelsDir, 'tiny', 'card.json'), 'utf8');
    const families = parseFamilies(['fd-m']);
    expect((await evaluate({ ...given, families })).written).toBe(false);
    expect(await readFile(path.join(modelsDir, 'tiny', 'card.json'), 'utf8')).toBe(before);
  });

  it('keeps its card when the measuring is stopped', async () => {
    const before = await readdir(path.join(modelsDir, 'tiny'));
    const card = await readFile(path.join(modelsDir, 'tiny', 'card.json'), 'utf8');
    const stop = new AbortController();
    const stopped = evaluate({
      signal: stop.signal,
      onProgress: (what) => void (what === 'Generated pictures' && stop.abort()),
    });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readdir(path.join(modelsDir, 'tiny'))).toEqual(before);
    expect(await readFile(path.join(modelsDir, 'tiny', 'card.json'), 'utf8')).toBe(card);
  });

  it('does not lend its values to weights that were exported in the meantime', async () => {
    const file = path.join(modelsDir, 'tiny', 'card.json');
    const before = await readFile(file, 'utf8');
    const card = await readCard();
    const weights = { ...card.weights, sha256: '0'.repeat(64) };
    const changed = JSON.stringify({ ...card, weights });
    const measured = evaluate({
      families: parseFamilies(['scores']),
      onProgress: (what) => void (what === 'Comparing' && writeFileSync(file, changed)),
    });
    await expect(measured).rejects.toThrow(/exported anew/);
    expect(await readFile(file, 'utf8')).toBe(changed);
    await writeFile(file, before);
  });

  it('says what storing its weights has cost', async () => {
    const card = await readCard();
    const { spec } = createGenerator(card.architecture, card.options);
    const bytes = new Uint8Array(await readFile(path.join(modelsDir, 'tiny', card.weights.file)));
    const weights = decodeWeightsFile(bytes.buffer, card.weights, spec);
    const run = await Run.create(folder, 'exported', {});
    await writeSnapshot(run, card.training.imagesSeen, spec, weights);
    const only = { families: parseFamilies(['fd-m']), dryRun: true };
    const { metrics } = await evaluate({ ...only, run: run.folder });
    // This one is stored as it was trained.
    const [stored, trained] = metrics;
    expect(trained).toMatchObject({ name: 'FD-M before quantisation', value: stored!.value });

    const other = await Run.create(folder, 'other', {});
    weights['embedding'] = tf.add(weights['embedding']!, 1);
    await writeSnapshot(other, card.training.imagesSeen, spec, weights);
    tf.dispose(weights);
    await expect(evaluate({ ...only, run: other.folder })).rejects.toThrow(/do not come from/);
  });

  it('looks for copies among the pictures as training trimmed them', async () => {
    const file = path.join(modelsDir, 'tiny', 'card.json');
    const before = await readFile(file, 'utf8');
    const card = await readCard();
    const definitions = async (given: Partial<EvaluateGeneratorOptions>) => {
      phases.clear();
      const asked = { families: parseFamilies(['fd-m', 'memorisation']), dryRun: true };
      const { metrics } = await evaluate({ ...asked, ...given });
      return metrics.map(({ definition }) => definition).join();
    };
    expect(await definitions({})).not.toMatch(/without the edges/);
    expect(phases).not.toContain('Trimmed pictures');
    const training = { ...card.training, options: { flip: true, trim: 0.1 } };
    await writeFile(file, JSON.stringify({ ...card, training }));
    expect(await definitions({ heldOut: path.join(folder, 'photos') })).toMatch(
      /without the edges that training cut off/,
    );
    expect(phases).toContain('Trimmed pictures');
    // Kept like all that is found in real pictures.
    await definitions({ heldOut: path.join(folder, 'photos') });
    expect(phases).not.toContain('Trimmed pictures');
    await writeFile(file, before);
  });

  it('leaves no tensors behind', async () => {
    const families = parseFamilies(['fd-m', 'path-length', 'memorisation']);
    await evaluate({ families, dryRun: true });
    const before = tf.memory().numTensors;
    await evaluate({ families, dryRun: true });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('what cannot be measured', () => {
  it('is said before anything is computed', async () => {
    await expect(evaluate({ id: 'gone' })).rejects.toThrow(/no model "gone"/);
    await expect(evaluate({ features: '/nowhere/net' })).rejects.toThrow(/--features/);
    await expect(evaluate({ data: '/nowhere.csv' })).rejects.toThrow(/nothing at \/nowhere.csv/);
    await expect(evaluate({ sheet: '/nowhere/a.png' })).rejects.toThrow(/folder \/nowhere/);
    const taken = path.join(folder, 'paintings.csv');
    await expect(evaluate({ sheet: taken })).rejects.toThrow(/is there already.*--sheet/);
    await expect(evaluate({ families: parseFamilies(['blend-fidelity']) })).rejects.toThrow(
      /--classifier/,
    );
    expect(() => parseFamilies(['fid'])).toThrow(/no metric "fid".*fd-m/);
  });

  it('is said where the classifier that was named is none, or is not there', async () => {
    const judgedBy = (classifier: string) =>
      evaluate({ classifier, families: parseFamilies(['scores']), dryRun: true });
    await expect(judgedBy('gone')).rejects.toThrow(/no model "gone".*`sfumato models`/);
    await expect(judgedBy('gone')).rejects.toMatchObject({ code: 'unknown-model' });
    await expect(judgedBy('tiny')).rejects.toThrow(/"tiny" is no classifier/);
    await expect(judgedBy('tiny')).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

it('compares with everything where it is told to', async () => {
  const families = parseFamilies(['scores']);
  const { metrics } = await evaluate({ families, everything: true, dryRun: true });
  expect(metrics[0]!.data).toMatch(/^paintings: everything; 30 pictures/);
});

it('compares with a folder of pictures that no CSV describes', async () => {
  const data = path.join(folder, 'photos');
  const { metrics } = await evaluate({ data, families: parseFamilies(['scores']), dryRun: true });
  expect(metrics[0]!.data).toBe('photos: every picture; 6 pictures, cut to squares of 16 px');
});

it('compares with a folder that holds nothing but pictures and what was curated of them', async () => {
  const data = path.join(folder, 'curated');
  await cp(path.join(folder, 'photos'), data, { recursive: true });
  await writeFile(path.join(data, 'curation.csv'), CURATED);
  const { metrics } = await evaluate({ data, families: parseFamilies(['scores']), dryRun: true });
  expect(metrics[0]!.data).toMatch(/^curated: every picture; 6 pictures/);
});

describe('real pictures', () => {
  /** How many a model is compared with that was trained on this selection. */
  const countOf = async (selection: object) => {
    const card = await readCard();
    const training = { ...card.training, options: { selection } };
    const { count } = await readReal({
      ...{ data: collection, card: { ...card, training }, size: 8, everything: false },
      ...{ cacheFolder: path.join(folder, 'cache'), onProgress: () => undefined },
    });
    return count;
  };

  it('of a model whose classes are not artists are of its styles, whoever painted them', async () => {
    const ofStyles = await countOf({ classKinds: ['style'] });
    const { rows } = await readCollection(collection);
    expect(ofStyles).toBe(rows.filter(({ style }) => style !== '').length);
  });

  it('are those that the curation drops as well where training saw them', async () => {
    const { rows, folder: pictures } = await readCollection(collection);
    const list = path.join(pictures, 'curation.csv');
    await writeFile(list, `${CURATED}${rows[0]!.id},${rows[0]!.file},grey,1,drop,person,\n`);
    const all = { others: 'unlabelled' };
    expect(await countOf({ ...all, curation: 'ignore' })).toBe(rows.length);
    expect(await countOf(all)).toBe(rows.length - 1);
    await rm(list);
  });
});

it('asks for classes as often as training had pictures of them', () => {
  const classOf = (id: string, count: number) => ({ id, count, name: id, kind: 'artist' as const });
  const card = { id: 'm', classes: [classOf('a', 300), classOf('b', 100)] };
  const wanted = wantedPictures(card, { count: 2000, seed: 5, psi: 0.9 });
  const share = wanted.filter(({ classId }) => classId === 'a').length / 2000;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.8);
  expect(wanted[7]!.point).toMatchObject({ source: { kind: 'seed', seed: 12 }, psi: 0.9 });
});
