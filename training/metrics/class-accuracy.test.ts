import { expect, it } from 'vitest';

import { classAccuracy } from './class-accuracy';

it('counts what is recognised, picture by picture and class by class', () => {
  const picture = (asked: number, taken: number) => ({
    asked,
    said: [0, 1, 2, 3].map((c) => (c === taken ? 0.9 : 0.1)),
  });
  const found = classAccuracy(
    [picture(0, 0), picture(0, 0), picture(0, 0), picture(0, 2), picture(2, 0), picture(2, 2)],
    4,
  );
  expect(found.top1).toBeCloseTo(4 / 6, 12);
  // Classes without pictures do not count.
  expect(found.macro).toBeCloseTo((3 / 4 + 1 / 2) / 2, 12);
  expect(found.perClass).toEqual([
    { asked: 0, count: 4, right: 3, takenFor: 0 },
    { asked: 2, count: 2, right: 1, takenFor: 0 },
  ]);
  expect(found.chance).toBe(0.25);
});
