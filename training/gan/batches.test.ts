import { expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import { hideClasses } from './batches';

const count = 400;
const batch = {
  pixels: new Uint8Array(0),
  // Classes 0 and 1 by turns, every fifth picture without one.
  classes: Float32Array.from({ length: count * 2 }, (_, i) => {
    const picture = Math.floor(i / 2);
    return picture % 5 !== 0 && picture % 2 === i % 2 ? 1 : 0;
  }),
};
const perClass = (classes: Float32Array) =>
  [0, 1].map((k) => classes.filter((v, i) => i % 2 === k && v === 1).length);

it('hides the class of about the share asked for, and of no other class', () => {
  const [first, second] = perClass(batch.classes);
  const hidden = hideClasses(batch, [0, 0.75], createRandom(1));
  const [kept, left] = perClass(hidden.classes);
  expect(kept).toBe(first);
  expect(left! / second!).toBeGreaterThan(0.15);
  expect(left! / second!).toBeLessThan(0.35);
});

it('draws no random number while nothing is hidden, so that other runs stay as they were', () => {
  const random = createRandom(1);
  const before = random.state();
  expect(hideClasses(batch, [0, 0], random)).toBe(batch);
  expect(random.state()).toEqual(before);
});
