import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';

import { grain } from './grain';

beforeAll(() => tf.setBackend('cpu'));

const HERE = { left: 0, top: 0 };

it('is the same at the same place, whichever part is asked for', () => {
  const whole = grain(200, 150, HERE);
  const part = grain(40, 30, { left: 96, top: 160 });
  const there = whole.slice([0, 160, 96, 0], [1, 40, 30, 1]);
  expect([...part.dataSync()]).toEqual([...there.dataSync()]);
  // Also beyond the border, where a picture is continued.
  const around = grain(200, 150, { left: -48, top: -48 }).slice([0, 48, 48, 0], [1, 8, 8, 1]);
  expect([...around.dataSync()]).toEqual([...whole.slice([0, 0, 0, 0], [1, 8, 8, 1]).dataSync()]);
});

it('has something of every scale, around nothing', () => {
  let map = grain(512, 512, HERE);
  expect(Math.abs(tf.mean(map).dataSync()[0]!)).toBeLessThan(0.02);
  const deviations = [1, 2, 4, 8].map(() => {
    const { variance } = tf.moments(map);
    map = tf.avgPool(map, 2, 2, 'valid');
    return Math.sqrt(variance.dataSync()[0]!);
  });
  expect(deviations[0]).toBeCloseTo(1, 1);
  // White noise would halve at every step.
  deviations.slice(1).forEach((after, i) => expect(after / deviations[i]!).toBeGreaterThan(0.6));
});

it('does not come again where it would be seen', () => {
  const side = 128;
  const here = grain(side, side, HERE);
  // Where one of the four sizes of specks is as it was.
  const periods = [127, 256, 516, 1048].flatMap((period) =>
    Array.from({ length: Math.floor(1100 / period) }, (_, i) => period * (i + 1)),
  );
  for (const step of periods) {
    for (const origin of [
      { left: step, top: 0 },
      { left: 0, top: step },
    ]) {
      const there = grain(side, side, origin);
      const [correlation] = tf.mean(tf.mul(here, there)).dataSync();
      expect(correlation, JSON.stringify(origin)).toBeLessThan(0.4);
      there.dispose();
    }
  }
});
