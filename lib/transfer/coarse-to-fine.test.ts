import { describe, expect, it } from 'vitest';

import type { Picture } from '@/lib/image/picture';

import { paintCoarseToFine } from './coarse-to-fine';

const blank = (width: number, height: number, level: number): Picture => ({
  ...{ width, height },
  data: new Uint8ClampedArray(width * height * 4).fill(level),
});

/** Paints everything in one level, and says what it was given. */
function workshop(level: number) {
  const given: { width: number; level: number }[] = [];
  const parts = {
    engine: {
      encodeStyle: async () => new Float32Array(1),
      measureStyle: async () => new Float32Array(1),
      paint: async (_model: string, { width, height, data }: Picture) => {
        given.push({ width, level: data[0]! });
        return blank(width, height, level);
      },
    },
    model: 'painter',
    resize: async ({ data }: Picture, size: { width: number; height: number }) =>
      blank(size.width, size.height, data[0]!),
    smaller: async (side: number) => blank(side, side / 2, 100),
  };
  return { parts, given };
}

const request = { vector: Float32Array.of(1), strength: 1, brush: 128 } as const;

describe('broad strokes', () => {
  it('are painted small, and once more on that in full', async () => {
    const { parts, given } = workshop(200);
    await paintCoarseToFine(parts, { ...request, content: blank(600, 300, 100) });
    expect(given).toEqual([
      { width: 256, level: 100 },
      { width: 600, level: 200 },
    ]);
  });

  it('of a weak style leave the picture its own details, and the picture itself as it is', async () => {
    const { parts, given } = workshop(200);
    const content = blank(600, 300, 100);
    await paintCoarseToFine(parts, { ...request, content, strength: 0.25 });
    expect(given[1]).toEqual({ width: 600, level: 125 });
    expect(content.data.every((level) => level === 100)).toBe(true);
  });

  it('are as fine as the network’s own where the picture is small', async () => {
    const { parts, given } = workshop(200);
    await paintCoarseToFine(parts, { ...request, content: blank(300, 150, 100) });
    expect(given).toEqual([{ width: 300, level: 100 }]);
  });
});
