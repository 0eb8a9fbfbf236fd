import '@tensorflow/tfjs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { gaussians } from './layers';
import { fastganGenerator } from './fastgan';
import { parameterCount, type NetworkSpec, type TrainingPass } from './network';
import { disturbed, relativeError } from './testing';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Of one picture: every kernel is applied once at every place of its side. */
function multiplyAdds({ weights, options }: NetworkSpec): number {
  const sideOf = (name: string) => {
    if (name === 'rgb/kernel') return Number(options['resolution']);
    return Number(/^side(\d+)\/(conv|narrow)\/kernel$/.exec(name)?.[1] ?? 1);
  };
  return weights
    .filter(({ name }) => name.endsWith('/kernel'))
    .reduce((sum, { name, shape }) => sum + sideOf(name) ** 2 * shape.reduce((a, b) => a * b), 0);
}

describe('the size of the light FastGAN', () => {
  it('is what is stated at 128 px, and within what a browser can play', () => {
    const { spec } = fastganGenerator({ classCount: 24 });
    expect(parameterCount(spec)).toBe(2_596_763);
    expect(multiplyAdds(spec)).toBe(406_533_248);
  });

  it('counts its convolutions by hand at 8 px', () => {
    const { spec } = fastganGenerator({
      latentDim: 2,
      embeddingDim: 1,
      classCount: 2,
      resolution: 8,
      channels: [4, 3],
    });
    const styles = 2 * (2 * 4 + 2 * 3 + 2 * 3);
    const convolutions = 16 * 9 * 4 * 3 + 64 * 9 * 3 * 3 + 64 * 9 * 3 * 3;
    expect(multiplyAdds(spec)).toBe(2 * 16 * 4 + styles + convolutions);
  });

  it.each([64, 256])('fits at %i px, too', (resolution) => {
    const { spec } = fastganGenerator({ classCount: 24, resolution });
    expect(parameterCount(spec)).toBeGreaterThan(2_000_000);
    expect(parameterCount(spec)).toBeLessThan(3_000_000);
  });
});

describe('a light FastGAN of 64 px', () => {
  const options = {
    latentDim: 4,
    embeddingDim: 3,
    classCount: 2,
    resolution: 64,
    channels: [6, 5, 4, 3, 2],
  };
  const network = fastganGenerator(options);
  const start = () => disturbed(network.init(createRandom(1)), createRandom(2));
  const input = (count: number) => ({
    z: gaussians(createRandom(3), [count, 4], 1) as tf.Tensor2D,
    classes: tf.tensor2d(
      Array.from({ length: count }, (_, i) => [i / count, 1 - i / count]),
      [count, 2],
    ),
  });

  it('draws the same picture alone as among others', () => {
    tf.tidy(() => {
      const weights = start();
      const { z, classes } = input(2);
      const together = tf.split(network.apply(weights, { z, classes }), 2);
      tf.split(z, 2).forEach((row, i) => {
        const alone = network.apply(weights, {
          z: row as tf.Tensor2D,
          classes: tf.split(classes, 2)[i] as tf.Tensor2D,
        });
        expect(relativeError(alone.dataSync(), together[i]!.dataSync())).toBeLessThan(1e-5);
      });
    });
  });

  it('has noise drawn for every picture in training, and made from z afterwards', () => {
    tf.tidy(() => {
      const weights = start();
      const apart = (z: tf.Tensor2D, pass?: TrainingPass) => {
        const [one, other] = tf.split(network.apply(weights, { z }, pass), 2);
        return tf.max(tf.abs(tf.sub(one!, other!))).dataSync()[0]!;
      };
      const twice = tf.tile(tf.ones<tf.Rank.R2>([1, 4]), [2, 1]) as tf.Tensor2D;
      expect(apart(twice, { updates: {}, random: createRandom(4) })).toBeGreaterThan(1e-3);
      expect(apart(twice)).toBeLessThan(1e-6);

      // Nothing else hears z: what is left of its difference is that of the noise.
      const deaf = Object.fromEntries(
        Object.entries(weights).map(([name, weight]) => [
          name,
          /^seed\/kernel|style\/kernel/.test(name) ? tf.zerosLike(weight) : weight,
        ]),
      );
      const z = gaussians(createRandom(6), [1, 4]) as tf.Tensor2D;
      const differs = (other: tf.Tensor) => {
        const drawn = (one: tf.Tensor) => network.apply(deaf, { z: one as tf.Tensor2D });
        return tf.max(tf.abs(tf.sub(drawn(z), drawn(other)))).dataSync()[0]!;
      };
      expect(differs(tf.neg(z))).toBeGreaterThan(1e-3);
      expect(differs(tf.add(z, 1e-4))).toBeLessThan(differs(tf.neg(z)) / 50);
      // Less variety is no other noise, and none at all no missing one.
      expect(differs(tf.mul(z, 0.9))).toBeLessThan(differs(tf.neg(z)) / 50);
      expect(differs(tf.zerosLike(z))).toBeGreaterThan(1e-3);
    });
  });

  it('hears of the classes from 16 px on only, so that the composition is that of z', () => {
    tf.tidy(() => {
      const weights = start();
      const z = tf.tile(gaussians(createRandom(5), [1, 4]), [2, 1]) as tf.Tensor2D;
      const classes = tf.tensor2d([1, 0, 0, 1], [2, 2]);
      const apart = network.paint(weights, { z, classes }).maps.map((map) => {
        const [one, other] = tf.split(map, 2);
        return [map.shape[1], tf.max(tf.abs(tf.sub(one!, other!))).dataSync()[0]!] as const;
      });
      const [coarse, fine] = [true, false].map((c) => apart.filter(([side]) => side < 16 === c));
      expect(coarse!.map(([, difference]) => difference)).toEqual([0, 0]);
      for (const [, difference] of fine!) expect(difference).toBeGreaterThan(1e-3);
    });
  });

  it('lets the coarsest map open and close the channels of the finest', () => {
    tf.tidy(() => {
      const weights = start();
      const closed = {
        ...weights,
        'side64/excitation/excite/bias': tf.fill([2], -100),
      };
      const picture = network.apply(closed, input(2));
      const flat = tf.tanh(tf.mul(tf.ones(picture.shape), weights['rgb/bias']!));
      expect(relativeError(picture.dataSync(), flat.dataSync())).toBeLessThan(1e-5);
    });
  });

  it('can be differentiated with respect to z where pictures are drawn, as in training', () => {
    const weights = start();
    const { z, classes } = input(1);
    const slope = (at: tf.Tensor2D) =>
      tf.mean(network.apply(weights, { z: at, classes }) as tf.Tensor) as tf.Scalar;
    const gradient = tf
      .grad((at: tf.Tensor) => slope(at as tf.Tensor2D))(z)
      .dataSync();
    const step = tf.tensor2d([[1e-2, 0, 0, 0]]);
    const difference = tf.sub(slope(tf.add(z, step)), slope(tf.sub(z, step))).dataSync()[0]! / 2e-2;
    expect(gradient[0]).toBeCloseTo(difference, 3);
    expect(gradient.some((g) => Math.abs(g) > 1e-4)).toBe(true);
  });
});

it('says how many numbers of channels a resolution needs', () => {
  expect(() => fastganGenerator({ classCount: 2, resolution: 32, channels: [8, 4] })).toThrow(/4/);
});
