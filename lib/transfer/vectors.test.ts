import { describe, expect, it, vi } from 'vitest';

import type { StyleSource } from './settings';
import { createStyleVectors } from './vectors';

const picture: StyleSource = { kind: 'picture', id: 'p', name: 'mine.jpg' };
const house: StyleSource = { kind: 'house', id: 'monet' };

describe('the numbers of styles', () => {
  it('are looked for once, and known from then on', async () => {
    const find = vi.fn(async () => Float32Array.of(1, 2));
    const vectors = createStyleVectors(find);
    expect(vectors.peek(picture, 256)).toBeUndefined();
    const both = await Promise.all([vectors.request(picture, 256), vectors.request(picture, 256)]);
    expect(both[0]).toBe(both[1]);
    expect(vectors.peek(picture, 256)).toBe(both[0]);
    expect(find).toHaveBeenCalledTimes(1);
  });

  it('depend on the brush for pictures alone', async () => {
    const find = vi.fn(async (_source: StyleSource, brush: number) => Float32Array.of(brush));
    const vectors = createStyleVectors(find);
    await vectors.request(house, 128);
    await vectors.request(house, 512);
    expect(find).toHaveBeenCalledTimes(1);
    await vectors.request(picture, 128);
    expect((await vectors.request(picture, 512))[0]).toBe(512);
  });

  it('are looked for again after a failure', async () => {
    const find = vi
      .fn<() => Promise<Float32Array<ArrayBuffer>>>()
      .mockRejectedValueOnce(new Error('gone'))
      .mockResolvedValue(Float32Array.of(3));
    const vectors = createStyleVectors(find);
    await expect(vectors.request(picture, 256)).rejects.toThrow('gone');
    expect((await vectors.request(picture, 256))[0]).toBe(3);
  });
});
