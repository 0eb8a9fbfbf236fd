import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';

import type { Picture } from './picture';
import { centreCut, resizeCut, sizeFor, sizeWith, type Cut } from './reduce';
import { enlargePicture } from './resize';

function noise(width: number, height: number, seed = 1): Picture {
  const random = createRandom(seed);
  const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : random.integer(256),
  );
  return { width, height, data };
}

/** Every pixel split into s × s points; each new pixel is the mean of the points it covers. */
function bySampling(picture: Picture, cut: Cut, width: number, height: number, c: number) {
  // As many points as make the borders of new pixels fall between points.
  const values: number[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let i = 0; i < cut.height; i++) {
        for (let j = 0; j < cut.width; j++) {
          const row = Math.floor((y * cut.height + i) / height);
          const column = Math.floor((x * cut.width + j) / width);
          sum += picture.data[((cut.top + row) * picture.width + cut.left + column) * 4 + c]!;
        }
      }
      values.push(sum / (cut.width * cut.height));
    }
  }
  return values;
}

it('gives a size another longer side, and never less than a pixel', () => {
  expect(sizeWith({ width: 4000, height: 3000 }, 2048)).toEqual({ width: 2048, height: 1536 });
  expect(sizeWith({ width: 1, height: 5000 }, 512)).toEqual({ width: 1, height: 512 });
});

describe('centreCut', () => {
  it.each([
    [100, 80, { left: 0, top: 0, width: 100, height: 80 }],
    [300, 100, { left: 50, top: 0, width: 200, height: 100 }],
    [100, 301, { left: 0, top: 50, width: 100, height: 200 }],
    [1, 5000, { left: 0, top: 2499, width: 1, height: 2 }],
    [1, 1, { left: 0, top: 0, width: 1, height: 1 }],
  ])('keeps of %i × %i what is at most 2 to 1', (width, height, expected) => {
    expect(centreCut(width, height, 2)).toEqual(expected);
  });
});

describe('sizeFor', () => {
  it.each([
    [4000, 3000, 256, 192],
    [3000, 4000, 192, 256],
    [100, 100, 192, 192],
    [1, 2, 192, 384],
    [1001, 1000, 192, 192],
    [1100, 1000, 224, 192],
    [1000, 1500, 192, 288],
  ])(
    'gives %i × %i the shorter side asked for, and the longer one in steps',
    (width, height, newWidth, newHeight) => {
      const cut = { left: 0, top: 0, width, height };
      expect(sizeFor(cut, 192, 32)).toEqual({ width: newWidth, height: newHeight });
    },
  );
});

describe('resizeCut', () => {
  it.each([
    [{ left: 0, top: 0, width: 30, height: 20 }, 10, 7],
    [{ left: 3, top: 2, width: 23, height: 17 }, 9, 5],
    [{ left: 5, top: 4, width: 12, height: 12 }, 12, 11],
    [{ left: 0, top: 0, width: 30, height: 20 }, 1, 1],
  ])('reduces %o to the means of what %i × %i pixels cover', (cut, width, height) => {
    const picture = noise(30, 20);
    const { data, ...size } = resizeCut(picture, cut, width, height);
    expect(size).toEqual({ width, height });
    for (const c of [0, 1, 2]) {
      const expected = bySampling(picture, cut, width, height, c);
      expected.forEach((value, i) => expect(data[i * 3 + c]).toBeCloseTo(value, 3));
    }
  });

  it('gives back what it was given where the size stays', () => {
    const picture = noise(7, 5);
    const { data } = resizeCut(picture, { left: 2, top: 1, width: 3, height: 3 }, 3, 3);
    const expected = [1, 2, 3].flatMap((y) =>
      [2, 3, 4].flatMap((x) => [...picture.data.subarray((y * 7 + x) * 4, (y * 7 + x) * 4 + 3)]),
    );
    expect([...data]).toEqual(expected);
  });

  it('enlarges what is too small as pictures are enlarged elsewhere', () => {
    const picture = noise(6, 4);
    const { data } = resizeCut(picture, { left: 1, top: 0, width: 4, height: 4 }, 32, 32);
    const inside = noise(4, 4);
    for (let y = 0; y < 4; y++) {
      inside.data.set(picture.data.subarray((y * 6 + 1) * 4, (y * 6 + 5) * 4), y * 16);
    }
    const enlarged = enlargePicture(inside, 32, 32).data;
    expect([...data]).toEqual([...enlarged].filter((_, i) => i % 4 < 3));
  });

  it('keeps one colour one colour, whatever the size', () => {
    const grey: Picture = {
      width: 501,
      height: 333,
      data: new Uint8ClampedArray(501 * 333 * 4).fill(77),
    };
    const { data } = resizeCut(grey, centreCut(501, 333, 2), 97, 64);
    expect(Math.max(...data)).toBeCloseTo(77, 3);
    expect(Math.min(...data)).toBeCloseTo(77, 3);
  });
});
