import { describe, expect, it } from 'vitest';

import { changeBetween, createSceneWatch, sketchOf, type SceneNews } from './scene';
import { frameOf, type Scene } from './testing';

const newsOf = (scenes: readonly Scene[], size?: (i: number) => [number, number]): SceneNews[] => {
  const watch = createSceneWatch();
  return scenes.map((scene, i) => watch.look(frameOf(scene, ...(size?.(i) ?? [96, 54]))));
};

const several = (count: number, scene: (i: number) => Scene) =>
  Array.from({ length: count }, (_, i) => scene(i));

describe('a sketch', () => {
  it('is the mean colour of every place and the spread of light, in every size', () => {
    const half = frameOf({ seed: 1 }, 64, 36);
    half.data.fill(255);
    half.data.fill(0, 0, half.data.length / 2);
    const { colours, histogram } = sketchOf(half);
    expect(colours[0]).toBeCloseTo(0, 5);
    expect(colours.at(-1)).toBeCloseTo(1, 3);
    expect(histogram[0]! + histogram.at(-1)!).toBeCloseTo(1, 3);
    expect(histogram[0]).toBeCloseTo(0.5, 1);

    const change = changeBetween(
      sketchOf(frameOf({ seed: 3 })),
      sketchOf(frameOf({ seed: 3 }, 640, 360)),
    );
    expect(change).toBeLessThan(0.05);
  });
});

describe('the watch over scenes', () => {
  it('finds every cut, and nothing else, among scenes in which the camera turns', () => {
    const film = [4, 9, 2, 7].flatMap((seed) => several(8, (i) => ({ seed, turned: 0.01 * i })));
    const cuts = newsOf(film).flatMap((news, i) => (news === 'cut' ? [i] : []));
    expect(cuts).toEqual([0, 8, 16, 24]);
  });

  it('takes a wild ride for one scene', () => {
    const ride = newsOf(several(30, (i) => ({ seed: 5, turned: 0.13 * i })));
    expect(ride.filter((news) => news === 'cut')).toHaveLength(1);
  });

  it('says now and then that a scene has slowly become another', () => {
    const dusk = newsOf(several(40, (i) => ({ seed: 6, light: Math.max(0.35, 1 - i / 30) })));
    expect(dusk.filter((news) => news === 'cut')).toHaveLength(1);
    const drifts = dusk.filter((news) => news === 'drifted').length;
    expect(drifts).toBeGreaterThanOrEqual(1);
    expect(drifts).toBeLessThanOrEqual(8);
  });

  it('does not mind that the frames change their size', () => {
    const news = newsOf(
      several(6, () => ({ seed: 8 })),
      (i) => (i % 2 ? [320, 180] : [96, 54]),
    );
    expect(news).toEqual(['cut', 'same', 'same', 'same', 'same', 'same']);
  });
});
