import { describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { LatentPoint } from '@/lib/latent/point';

import { createThumbnails } from './thumbnails';
import { testPoint } from './testing';

const pictureOf = (point: LatentPoint): Picture => ({
  width: 1,
  height: 1,
  data: new Uint8ClampedArray([seedOf(point), 0, 0, 255]),
});
const seedOf = ({ source }: LatentPoint) => (source.kind === 'seed' ? source.seed : 0);

function setUp() {
  let time = 0;
  const timers: { at: number; callback: () => void }[] = [];
  const batches: number[][] = [];
  let failure: Error | undefined;
  let spoilt = -1;
  let missing = '';
  let onItsWay: { model: string; arrived: Promise<void> } | undefined;
  const thumbnails = createThumbnails({
    draw: async (points) => {
      batches.push(points.map(seedOf));
      if (points[0]!.model === onItsWay?.model) await onItsWay.arrived;
      if (failure) throw failure;
      if (points[0]!.model === missing) throw new SfumatoError('download-failed', 'Not there.');
      if (points.some((point) => seedOf(point) === spoilt)) {
        throw new SfumatoError('invalid-point', 'No.');
      }
      return points.map(pictureOf);
    },
    keyOf: (point) => String(seedOf(point)),
    now: () => time,
    after: (ms, callback) => timers.push({ at: time + ms, callback }),
  });
  return {
    thumbnails,
    batches,
    failWith: (error: Error | undefined) => {
      failure = error;
    },
    /** Makes the point of this seed one that can never be drawn. */
    spoil: (seed: number) => {
      spoilt = seed;
    },
    /** Makes this model one that cannot be fetched; none for an empty id. */
    miss: (model: string) => {
      missing = model;
    },
    /** Makes this model one that is being fetched. Returns what lets it arrive. */
    fetching(model: string) {
      let arrive = () => {};
      onItsWay = { model, arrived: new Promise((resolve) => (arrive = resolve)) };
      return arrive;
    },
    pass(ms: number) {
      time += ms;
      for (const timer of timers.splice(0)) timer.callback();
    },
  };
}

const request = (t: ReturnType<typeof setUp>, ...seeds: number[]) =>
  Promise.all(seeds.map((seed) => t.thumbnails.request(testPoint(seed))));

describe('small pictures', () => {
  it('come in small batches, each one once', async () => {
    const t = setUp();
    const pictures = await request(t, 1, 2, 3, 4, 5, 2);
    expect(pictures.map((picture) => picture.data[0])).toEqual([1, 2, 3, 4, 5, 2]);
    expect(t.batches.every((batch) => batch.length <= 3)).toBe(true);
    expect(t.batches.flat().sort()).toEqual([1, 2, 3, 4, 5]);
    await request(t, 3);
    expect(t.batches.flat()).toHaveLength(5);
  });

  it('wait while the large picture moves', async () => {
    const t = setUp();
    t.thumbnails.yieldFor(100);
    const wanted = request(t, 1);
    expect(t.batches).toEqual([]);
    t.pass(100);
    await wanted;
    expect(t.batches).toEqual([[1]]);
  });

  it('are not drawn when nobody wants them any more', async () => {
    const t = setUp();
    t.thumbnails.yieldFor(100);
    const abort = new AbortController();
    const unwanted = t.thumbnails.request(testPoint(1), abort.signal);
    const wanted = t.thumbnails.request(testPoint(2));
    abort.abort();
    await expect(unwanted).rejects.toThrow();
    t.pass(100);
    await wanted;
    expect(t.batches).toEqual([[2]]);
  });

  it('wait for a network that is gone and go on when woken', async () => {
    const t = setUp();
    t.failWith(new SfumatoError('download-failed', 'Offline.'));
    const wanted = request(t, 1, 2);
    await Promise.resolve();
    t.failWith(undefined);
    await new Promise((resolve) => setImmediate(resolve));
    t.thumbnails.wake();
    expect((await wanted).map((picture) => picture.data[0])).toEqual([1, 2]);
  });

  it('of one model do not wait for another that cannot be fetched', async () => {
    const t = setUp();
    t.miss('other-8');
    const others = [10, 11].map((seed) =>
      t.thumbnails.request({ ...testPoint(seed), model: 'other-8' }),
    );
    const pictures = await request(t, 1, 2, 3, 4);
    expect(pictures.map((picture) => picture.data[0])).toEqual([1, 2, 3, 4]);
    const asked = () => t.batches.filter((batch) => batch.includes(10)).length;
    expect(asked()).toBe(1);

    // A frame of the model that draws says nothing about the other one.
    t.thumbnails.wake('test-8');
    await request(t, 5);
    expect(asked()).toBe(1);
    t.miss('');
    t.thumbnails.wake();
    expect((await Promise.all(others)).map((picture) => picture.data[0])).toEqual([10, 11]);
  });

  it('of one model do not wait for another that is being fetched', async () => {
    const t = setUp();
    const arrive = t.fetching('other-8');
    const other = t.thumbnails.request({ ...testPoint(10), model: 'other-8' });
    const pictures = await request(t, 1, 2, 3, 4);
    expect(pictures.map((picture) => picture.data[0])).toEqual([1, 2, 3, 4]);
    arrive();
    expect((await other).data[0]).toBe(10);
  });

  it('reach those who left and came back while they were drawn', async () => {
    const t = setUp();
    const arrive = t.fetching('test-8');
    const abort = new AbortController();
    const left = t.thumbnails.request(testPoint(1), abort.signal);
    abort.abort();
    await expect(left).rejects.toThrow();
    const back = t.thumbnails.request(testPoint(1));
    arrive();
    expect((await back).data[0]).toBe(1);
  });

  it('are given up when the page is older than their model', async () => {
    const t = setUp();
    t.failWith(new SfumatoError('outdated-point', 'Reload.'));
    await expect(request(t, 1)).rejects.toThrow('Reload.');
  });

  it('say so when a point can never be drawn', async () => {
    const t = setUp();
    t.failWith(new SfumatoError('invalid-point', 'No.'));
    await expect(request(t, 1)).rejects.toThrow('No.');
    t.failWith(undefined);
    await request(t, 2);
  });

  it('do not suffer from a point beside them that cannot be drawn', async () => {
    const t = setUp();
    t.spoil(2);
    const [first, second, third] = [1, 2, 3].map((seed) => t.thumbnails.request(testPoint(seed)));
    await expect(second).rejects.toThrow('No.');
    expect((await first!).data[0]).toBe(1);
    expect((await third!).data[0]).toBe(3);
  });

  it('take in pictures drawn elsewhere', async () => {
    const t = setUp();
    t.thumbnails.put(testPoint(7), pictureOf(testPoint(7)));
    expect(t.thumbnails.peek(testPoint(7))).toBeDefined();
    await request(t, 7);
    expect(t.batches).toEqual([]);
  });
});
