import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';

import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';
import type { GeneratorCard } from '@/models/card';
import { createFixture } from '@/tests/engine/fixture';

import { parseFamilies } from './families';
import type { FeatureNetwork } from './features';
import { measureGenerator, type MeasureOptions } from './generator';
import { generatorDetails } from './generator-details';
import { generatorMetrics, generatorPlots } from './generator-report';
import { createJudge } from './judge';
import type { RealPictures } from './real';

const SIDE = 4;
const flat = (red: number): Picture => ({
  ...{ width: SIDE, height: SIDE },
  data: new Uint8ClampedArray(SIDE * SIDE * 4).fill(255).map((_, i) => (i % 4 === 0 ? red : 255)),
});

let card: GeneratorCard;
beforeAll(async () => {
  const { card: fixture } = await createFixture('judged');
  await tf.setBackend('cpu');
  const classOf = (id: string, count: number) => ({
    ...{ id, count, name: id.toUpperCase(), kind: 'artist' as const },
  });
  card = { ...fixture, classes: [classOf('a', 30), classOf('stranger', 50), classOf('b', 60)] };
});

/** Draws how much there is of "a", as red; a mixture without a and b is half red. */
const engine = {
  generate: async (points: readonly LatentPoint[]) =>
    points.map(({ mix }) => {
      const of = (id: string) => mix.find(({ classId }) => classId === id)?.weight ?? 0;
      return flat(of('a') + of('b') > 0 ? (255 * of('a')) / (of('a') + of('b')) : 127);
    }),
};

/** Reads the red, `bent`: 1 as it is. It knows a third artist, to whom it always gives a half. */
const judgeThat = (bent: number, unseen: readonly string[] = []) =>
  createJudge(
    {
      identify: async (_: string, picture: Picture) => {
        const share = (picture.data[0]! / 255) ** bent;
        const said = { b: (1 - share) / 2, a: share / 2, other: 0.5 };
        const artists = Object.entries(said).map(([id, probability]) => ({
          ...{ id, name: id, probability },
        }));
        return { artists, styles: [], genres: [] } as never;
      },
    },
    card,
    {
      ...{ id: 'judge', version: 3, styles: [], genres: [] },
      artists: ['other', 'b', 'a'].map((id) => ({ id })) as never,
    },
    new Set(unseen),
  );

/** Four real pictures: of b, of a (twice, once painted like b), and one of nobody. */
const real: RealPictures = {
  ...{ size: SIDE, count: 4, name: 'real' },
  ids: ['1', '2', '3', '4'],
  classIds: [['b'], ['a'], ['a'], []],
  pixels: Uint8Array.from(
    [0, 255, 0, 255].flatMap((red) => Array<number>(SIDE * SIDE * 3).fill(red)),
  ),
};

const measure = (
  bent: number,
  unseen: readonly string[] = [],
  instead: Partial<MeasureOptions> = {},
) =>
  measureGenerator({
    ...{ card, engine, real, judge: judgeThat(bent, unseen) },
    // Neither is needed for what a classifier says.
    generator: undefined as never,
    features: { dim: 1, classCount: 1 } as FeatureNetwork,
    families: parseFamilies(['class-accuracy', 'blend-fidelity']),
    ...{ count: 40, seed: 1, psi: 1, pairs: 5, walks: 2, steps: 1 },
    onProgress: () => undefined,
    ...instead,
  });

const context = {
  ...{ seed: 1, psi: 1, size: SIDE, data: 'real; 4 pictures', classifier: '"judge" (version 3)' },
  command: 'evaluate generator judged',
};

describe('copies of training pictures', () => {
  /** The mean red of a picture, as its one feature. */
  const features = {
    ...{ dim: 1, classCount: 1 },
    describe: (x: tf.Tensor4D) => ({
      features: tf.reshape(tf.mean(tf.slice(x, [0, 0, 0, 0], [-1, -1, -1, 1]), [1, 2]), [-1, 1]),
      probabilities: tf.ones<tf.Rank.R2>([x.shape[0], 1]),
    }),
  } as unknown as FeatureNetwork;
  /** Pictures that are all of one red in the middle, and black for `edge` pixels a side. */
  const framed = (reds: readonly number[], edge: number): RealPictures => ({
    ...{ size: SIDE, count: reds.length, name: 'real' },
    ids: reds.map(String),
    classIds: reds.map(() => []),
    pixels: Uint8Array.from(
      reds.flatMap((red) =>
        Array.from({ length: SIDE * SIDE }, (_, i) => {
          const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
          return Math.min(x, y, SIDE - 1 - x, SIDE - 1 - y) < edge ? [0, 0, 0] : [red, 0, 0];
        }).flat(),
      ),
    ),
  });
  const reds = [40, 80, 120, 160, 200, 240];

  const memoryOf = async (trimmed?: RealPictures) => {
    const { memory } = await measureGenerator({
      // Copies what training saw: the middle of every picture in turn.
      engine: { generate: async (points) => points.map((_, i) => flat(reds[i % reds.length]!)) },
      ...{ card: { ...card, resolution: SIDE }, features, real: framed(reds, 1), trimmed },
      generator: undefined as never,
      families: parseFamilies(['memorisation']),
      ...{ count: 6, seed: 1, psi: 1, pairs: 1, walks: 1, steps: 1 },
      onProgress: () => undefined,
    });
    return memory!;
  };

  it('are found among the pictures without the edges that training cut off', async () => {
    const trimmed = await memoryOf(framed(reds, 0));
    expect(trimmed.medianRatio).toBeCloseTo(0, 5);
    expect(trimmed.suspiciousShare).toBe(1);
    expect(trimmed.nearest.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect((await memoryOf()).medianRatio).toBeGreaterThan(0.5);
  });

  it('are told about as such', async () => {
    const measures = { wanted: [], memory: await memoryOf(framed(reds, 0)) };
    const definitionOf = (trim: number) =>
      generatorMetrics(measures, { ...context, trim })[0]!.definition;
    expect(definitionOf(0.025)).toMatch(/picture, without the edges that training cut off, mirr/);
    expect(definitionOf(0)).not.toMatch(/edges/);
  });
});

describe('what a classifier says about generated pictures', () => {
  it('is asked of artists that both know, and of mixes of these', async () => {
    const measures = await measure(1, ['1', '3', '4']);
    const { accuracies, blends } = measures;
    const [accuracy] = accuracies!;
    expect(accuracy!.generated).toMatchObject({ top1: 1, macro: 1, chance: 0.5 });
    // Those by the stranger are left out.
    expect(accuracy!.count).toBe(
      measures.wanted.filter(({ classId }) => classId !== 'stranger').length,
    );
    expect(accuracy!.count).toBeLessThan(40);
    // The reference is of unseen real pictures: b as b, a as b.
    expect(accuracy!.reference).toMatchObject({ top1: 0.5, macro: 0.5 });
    expect(blends!.pairs).toHaveLength(1);
    const [{ pair, rankCorrelation, absoluteError, curve }] = blends!.pairs as [
      (typeof blends & object)['pairs'][number],
    ];
    expect(pair.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(rankCorrelation).toBeCloseTo(1, 10);
    expect(absoluteError).toBeLessThan(0.003); // levels of 0..255
    expect(curve[3]).toBeCloseTo(0.3, 2);
  });

  it('is asked of every kind by itself', async () => {
    const styles = ['light', 'dark'].map((id) => ({
      ...{ id, name: id, count: 50, kind: 'style' as const },
    }));
    const mixed = { ...card, classes: [...card.classes, ...styles] };
    const identify = async (_: string, picture: Picture) => {
      const share = picture.data[0]! / 255;
      const said = (ids: readonly string[]) =>
        ids.map((id, i) => ({ id, name: id, probability: i === 0 ? share : 1 - share }));
      return { artists: said(['a', 'b']), styles: said(['light', 'dark']), genres: [] } as never;
    };
    const judge = createJudge(
      { identify },
      mixed,
      {
        ...{ id: 'judge', version: 3, genres: [] },
        artists: ['a', 'b'].map((id) => ({ id })) as never,
        styles: ['light', 'dark'].map((id) => ({ id })) as never,
      },
      new Set(real.ids),
    );
    const measures = await measure(1, [], {
      ...{ card: mixed, judge },
      // Whatever style is asked for, it paints the dark one.
      engine: {
        generate: async (points) =>
          points.map(({ mix }) => flat(mix[0]!.classId === 'a' ? 255 : 0)),
      },
      real: { ...real, classIds: [['b', 'dark'], ['a', 'light'], ['a'], ['light']] },
    });
    const [artists, style, ...more] = measures.accuracies!;
    expect(more).toEqual([]);
    expect(artists).toMatchObject({ kind: 'artist', generated: { top1: 1 } });
    const asked = measures.wanted.map(({ classId }) => classId);
    const dark = asked.filter((id) => id === 'dark').length;
    const light = asked.filter((id) => id === 'light').length;
    expect(Math.min(dark, light)).toBeGreaterThan(0);
    expect(style!.generated.top1).toBeCloseTo(dark / (dark + light), 10);
    expect(style!.reference).toMatchObject({ top1: 1 });
    expect(style!.count).toBe(dark + light);
    const metrics = generatorMetrics(measures, context);
    expect(metrics.find(({ name }) => name === 'style accuracy')!.definition).toMatch(/2 styles/);
    expect(generatorDetails(measures, real.ids).styles).toContainEqual(
      expect.objectContaining({ id: 'light', accuracy: 0, takenMostFor: 'dark' }),
    );
  });

  it('has no reference where nothing is known to be unseen', async () => {
    expect((await measure(1)).accuracies![0]!.reference).toBeUndefined();
  });

  it('is told by values with their definitions, by a plot and by pairs', async () => {
    const measures = await measure(3, ['1']);
    const metrics = generatorMetrics(measures, context);
    const named = (name: string) => metrics.find((metric) => metric.name === name)!;
    expect(named('class accuracy')).toMatchObject({ value: 1, reference: 1, seed: 1 });
    expect(named('class accuracy').definition).toMatch(/2 artists that both know \(chance 0.5\)/);
    expect(named('blend rank correlation').value).toBe(1);
    expect(named('blend error')).toMatchObject({
      count: 22,
      data: 'none; asks "judge" (version 3)',
    });
    // Bent to the third power: mean |w³ − w| over 0, 0.1 … 1 of the one that is bent.
    const shares = Array.from({ length: 11 }, (_, i) => i / 10);
    const bent = shares.reduce((sum, w) => sum + Math.abs(w ** 3 - w), 0) / 11;
    expect(named('blend error').value).toBeCloseTo(bent, 2);
    const [plot] = generatorPlots(measures);
    expect(plot).toMatchObject({ file: 'plot-blend-fidelity.svg' });
    expect(plot!.svg).toContain('<title>B and A</title>');
    const details = generatorDetails(measures, real.ids);
    expect(details.artists).toMatchObject([
      { id: 'a', accuracy: 1, takenMostFor: 'a' },
      { id: 'b', accuracy: 1, takenMostFor: 'b', realPictures: 1, realAccuracy: 1 },
    ]);
    expect(details.blends![0]!.pair).toEqual(['b', 'a']);
  });
});
