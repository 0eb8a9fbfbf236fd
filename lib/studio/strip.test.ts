import { describe, expect, it, vi } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';

import { createMemoryStorage, type StudioStorage } from './storage';
import { createStrip, type StripChannel } from './strip';
import { testCatalogue, testPoint } from './testing';

/** Channels that hear one another, as those of tabs do. */
function tabs(count: number): StripChannel[] {
  const channels: StripChannel[] = Array.from({ length: count }, (_, own) => ({
    onmessage: null,
    postMessage(data) {
      channels.forEach((channel, i) => {
        if (i !== own) channel.onmessage?.({ data } as MessageEvent);
      });
    },
  }));
  return channels;
}

const open = (storage: StudioStorage, channel?: StripChannel) =>
  createStrip({
    storage: Promise.resolve(storage),
    catalogue: testCatalogue,
    ...(channel ? { channel } : {}),
  });
const codes = (strip: ReturnType<typeof open>) => strip.store.getState().items.map((i) => i.code);
const codeOf = (seed: number) => encodePoint(testPoint(seed), testCatalogue);

/** Resolves once the strip's state fulfils something. */
const until = (strip: ReturnType<typeof open>, done: () => boolean) =>
  new Promise<void>((resolve) => {
    if (done()) resolve();
    const stop = strip.store.subscribe(() => {
      if (!done()) return;
      stop();
      resolve();
    });
  });

describe('strip', () => {
  it('survives a reload, in order', async () => {
    const storage = createMemoryStorage();
    const strip = open(storage);
    for (const seed of [1, 2, 3]) strip.keep(testPoint(seed));
    await vi.waitFor(async () => expect(await storage.readStrip()).toHaveLength(3));
    const again = open(storage);
    await until(again, () => again.store.getState().items.length === 3);
    expect(codes(again)).toEqual([1, 2, 3].map(codeOf));
  });

  it('keeps what was kept before the storage was open', async () => {
    const strip = open(createMemoryStorage());
    strip.keep(testPoint(1));
    await until(strip, () => strip.store.getState().status === 'ready');
    expect(codes(strip)).toEqual([codeOf(1)]);
  });

  it('keeps a point once', () => {
    const strip = open(createMemoryStorage());
    expect(strip.keep(testPoint(1)).added).toBe(true);
    expect(strip.keep(testPoint(1)).added).toBe(false);
    expect(codes(strip)).toHaveLength(1);
  });

  it('keeps a picture once, whichever artist came first', () => {
    const strip = open(createMemoryStorage());
    const { item } = strip.keep(testPoint(1, { monet: 0.7, turner: 0.3 }));
    const again = testPoint(1, { turner: 0.3, monet: 0.7 });
    expect(strip.keep(again)).toEqual({ item, added: false });
    const removed = strip.remove(item.id)!;
    strip.keep(again);
    strip.restore(removed);
    expect(codes(strip)).toEqual([encodePoint(again, testCatalogue)]);
  });

  it('puts back what was taken off, at its place', () => {
    const strip = open(createMemoryStorage());
    const [, second] = [1, 2, 3].map((seed) => strip.keep(testPoint(seed)).item);
    const removed = strip.remove(second!.id);
    expect(codes(strip)).toEqual([codeOf(1), codeOf(3)]);
    strip.restore(removed!);
    expect(codes(strip)).toEqual([1, 2, 3].map(codeOf));
  });

  it('moves a point along the strip', () => {
    const strip = open(createMemoryStorage());
    const items = [1, 2, 3].map((seed) => strip.keep(testPoint(seed)).item);
    strip.move(items[2]!.id, 0);
    expect(codes(strip)).toEqual([3, 1, 2].map(codeOf));
    strip.move(items[2]!.id, 99);
    expect(codes(strip)).toEqual([1, 2, 3].map(codeOf));
    strip.move(items[0]!.id, 1);
    expect(codes(strip)).toEqual([2, 1, 3].map(codeOf));
  });

  it('is in step between tabs', async () => {
    const storage = createMemoryStorage();
    const [one, two] = tabs(2).map((channel) => open(storage, channel));
    const { item } = one!.keep(testPoint(5));
    await until(two!, () => codes(two!).length === 1);
    expect(codes(two!)).toEqual([codeOf(5)]);
    two!.remove(item.id);
    await until(one!, () => codes(one!).length === 0);
    expect(codes(one!)).toEqual([]);
  });

  it('shows a point that can no longer be read, and says why', async () => {
    const storage = createMemoryStorage();
    const picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
    await storage.writeStrip({ id: 'old', code: 'not-a-code', at: 1, order: 1, picture });
    const strip = open(storage);
    await until(strip, () => strip.store.getState().items.length === 1);
    const [item] = strip.store.getState().items;
    expect(item?.point).toBeUndefined();
    expect(item?.picture).toBe(picture);
    expect(item?.problem).toMatch(/\w+/);
  });

  it('says where nothing is kept beyond the tab', async () => {
    const strip = open(createMemoryStorage());
    await until(strip, () => !strip.store.getState().persistent);
  });

  it.each([
    ['writing', { writeStrip: () => Promise.reject(new Error('full')) }],
    ['reading', { readStrip: () => Promise.reject(new Error('broken')) }],
  ] as const)('goes on when %s fails, and says just that', async (doing, flaw) => {
    const failed = vi.fn();
    const strip = createStrip({
      storage: Promise.resolve({ ...createMemoryStorage(), persistent: true, ...flaw }),
      catalogue: testCatalogue,
      onError: failed,
    });
    strip.keep(testPoint(1));
    await vi.waitFor(() =>
      expect(failed).toHaveBeenCalledExactlyOnceWith(expect.anything(), doing),
    );
    expect(codes(strip)).toEqual([codeOf(1)]);
    expect(strip.store.getState()).toMatchObject({ status: 'ready', persistent: true });
  });
});
