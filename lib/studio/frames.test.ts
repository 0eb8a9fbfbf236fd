import { beforeEach, describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { samePoint } from '@/lib/latent/blend';
import type { LatentPoint } from '@/lib/latent/point';
import { angleBetween, directionOf } from '@/lib/latent/sphere';
import { vectorOf } from '@/lib/latent/resolve';

import { createFrameLoop, type Frame, type FrameLoopOptions } from './frames';
import { testFacts, testPoint } from './testing';

const picture: Picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

/** A stage by hand: time, screen and engine move when the test says so. */
function stage(options: Partial<FrameLoopOptions> = {}) {
  let time = 0;
  let screen: (() => void)[] = [];
  const open: { point: LatentPoint; resolve: () => void; reject: (error: Error) => void }[] = [];
  const frames: Frame[] = [];
  const errors: string[] = [];
  const loop = createFrameLoop({
    draw: (point) =>
      new Promise((resolve, reject) =>
        open.push({ point, resolve: () => resolve(picture), reject }),
      ),
    factsOf: () => testFacts,
    onFrame: (frame) => frames.push(frame),
    onError: (error) => errors.push(error.code),
    allowsMotion: () => true,
    now: () => time,
    nextFrame: (callback) => screen.push(callback),
    ...options,
  });
  const settle = async () => {
    for (let i = 0; i < 12; i++) await Promise.resolve();
  };
  return {
    loop,
    frames,
    errors,
    open,
    /** Finishes the picture under way, after so many milliseconds. */
    async draw(ms = 5) {
      time += ms;
      open.shift()?.resolve();
      await settle();
    },
    async fail(error: Error) {
      open.shift()?.reject(error);
      await settle();
    },
    /** The next paint of the screen, after so many milliseconds. */
    async paint(ms = 16) {
      time += ms;
      const callbacks = screen;
      screen = [];
      for (const callback of callbacks) callback();
      await settle();
    },
  };
}

let s: ReturnType<typeof stage>;
beforeEach(() => {
  s = stage();
});

async function opened(on = s) {
  on.loop.show(testPoint(1), 'cut');
  await on.draw();
}

describe('frame loop', () => {
  it('shows the point that was asked for', async () => {
    await opened();
    expect(s.frames).toEqual([{ picture, point: testPoint(1), still: true }]);
  });

  it('drops frames that are stale and ends with the newest', async () => {
    await opened();
    for (const seed of [2, 3, 4, 5]) s.loop.show(testPoint(seed), 'cut');
    expect(s.open).toHaveLength(1);
    await s.draw();
    await s.draw();
    const seeds = s.frames.map(({ point }) => point.source);
    expect(seeds.slice(1)).toEqual([testPoint(2).source, testPoint(5).source]);
    expect(s.frames.at(-1)?.still).toBe(true);
    expect(s.open).toHaveLength(0);
  });

  it('glides through the space between and arrives exactly', async () => {
    await opened();
    s.loop.show(testPoint(2), 'glide');
    for (let i = 0; i < 80; i++) {
      await s.paint();
      await s.draw(0);
    }
    expect(s.frames.length).toBeGreaterThan(20);
    const end = directionOf(vectorOf(testPoint(2), testFacts));
    const angles = s.frames.map(({ point }) =>
      angleBetween(directionOf(vectorOf(point, testFacts)), end),
    );
    for (let i = 1; i < angles.length; i++) expect(angles[i]!).toBeLessThan(angles[i - 1]! + 0.05);
    expect(s.frames.at(-1)).toEqual({ picture, point: testPoint(2), still: true });
    expect(s.frames.slice(1, -1).every((frame) => !frame.still)).toBe(true);
  });

  it('cuts for those who asked for less motion', async () => {
    s = stage({ allowsMotion: () => false });
    await opened();
    s.loop.show(testPoint(2), 'glide');
    await s.draw();
    expect(s.frames.map(({ still }) => still)).toEqual([true, true]);
  });

  it('cuts on a machine too slow to glide', async () => {
    await opened();
    for (let seed = 2; seed < 13; seed++) {
      s.loop.show(testPoint(seed), 'cut');
      await s.draw(400);
    }
    const before = s.frames.length;
    s.loop.show(testPoint(1), 'glide');
    await s.draw(400);
    expect(s.frames.length).toBe(before + 1);
    expect(s.frames.at(-1)?.still).toBe(true);
  });

  it('does not take one slow picture for a slow machine', async () => {
    await opened();
    s.loop.show(testPoint(2), 'cut');
    await s.draw(3000);
    s.loop.show(testPoint(3), 'glide');
    await s.paint();
    await s.draw(5);
    expect(s.frames.at(-1)?.still).toBe(false);
  });

  it('lives around its point and comes back to it', async () => {
    await opened();
    s.loop.breathe(true);
    for (let i = 0; i < 100; i++) {
      await s.paint(40);
      await s.draw(0);
    }
    const living = s.frames.slice(1);
    expect(living.length).toBeGreaterThan(50);
    expect(living.some(({ point }) => !samePoint(point, testPoint(1)))).toBe(true);
    const centre = directionOf(vectorOf(testPoint(1), testFacts));
    for (const { point } of living) {
      expect(angleBetween(directionOf(vectorOf(point, testFacts)), centre)).toBeLessThan(0.5);
    }
    s.loop.breathe(false);
    for (let i = 0; i < 60; i++) {
      await s.paint();
      await s.draw(0);
    }
    expect(s.frames.at(-1)).toEqual({ picture, point: testPoint(1), still: true });
  });

  it('stops living on a machine too slow for it', async () => {
    let tooSlow = 0;
    s = stage({ onTooSlow: () => tooSlow++ });
    await opened();
    s.loop.breathe(true);
    for (let i = 0; i < 30; i++) {
      await s.paint(40);
      await s.draw(500);
    }
    expect(tooSlow).toBe(1);
    expect(s.frames.at(-1)?.still).toBe(true);
    expect(s.open).toHaveLength(0);
  });

  it('reports a failure once and shows the picture when asked again', async () => {
    s.loop.show(testPoint(1), 'cut');
    await s.fail(new SfumatoError('download-failed', 'Offline.'));
    expect(s.errors).toEqual(['download-failed']);
    expect(s.frames).toHaveLength(0);
    s.loop.retry();
    await s.draw();
    expect(s.frames).toHaveLength(1);
  });

  describe('with another model on its way', () => {
    const other = (seed: number): LatentPoint => ({ ...testPoint(seed), model: 'other-8' });

    /** Asks for a point of the other model and steps back: its draw is left open. */
    async function leftOther() {
      await opened();
      s.loop.show(other(2), 'glide');
      const late = s.open.shift()!;
      s.loop.show(testPoint(1), 'glide');
      await s.draw();
      return late;
    }
    const settle = () => new Promise((resolve) => setImmediate(resolve));

    it('plays on with this one, drags and glides', async () => {
      await leftOther();
      s.loop.show(testPoint(3), 'cut');
      await s.draw();
      expect(s.frames.at(-1)).toEqual({ picture, point: testPoint(3), still: true });
      s.loop.show(testPoint(4), 'glide');
      for (let i = 0; i < 80; i++) {
        await s.paint();
        await s.draw(0);
      }
      expect(s.frames.length).toBeGreaterThan(20);
      expect(s.frames.at(-1)).toEqual({ picture, point: testPoint(4), still: true });
    });

    it('shows no late picture of it, and tells of no late failure', async () => {
      const late = await leftOther();
      const before = s.frames.length;
      late.resolve();
      await settle();
      expect(s.frames).toHaveLength(before);

      s.loop.show(other(2), 'glide');
      const failing = s.open.shift()!;
      s.loop.show(testPoint(1), 'glide');
      await s.draw();
      failing.reject(new SfumatoError('download-failed', 'Offline.'));
      await settle();
      expect(s.errors).toEqual([]);
    });

    it('shows it to those who came back for it', async () => {
      const late = await leftOther();
      s.loop.show(other(5), 'glide');
      late.resolve();
      await settle();
      await s.draw();
      expect(s.frames.at(-1)).toEqual({ picture, point: other(5), still: true });
    });
  });

  it('is silent after it was stopped', async () => {
    s.loop.show(testPoint(1), 'cut');
    s.loop.stop();
    await s.draw();
    expect(s.frames).toHaveLength(0);
  });
});
