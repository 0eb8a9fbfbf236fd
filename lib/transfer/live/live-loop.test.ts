import { describe, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

import { frameOf } from '../film/testing';
import { startLiveLoop, type LiveFigures, type LiveParts } from './live-loop';
import type { WantedStyle } from './wanted-style';

const WANTED: WantedStyle = {
  model: 'painter',
  vector: Float32Array.of(1),
  strength: 1,
  keepColours: false,
};

const PAINTING = frameOf({ seed: 2 });

/** A camera that gives a frame when told to, and a painter that is done when told to. */
function createStage({ hasStyle = true } = {}) {
  let now = 0;
  const frames: (() => void)[] = [];
  const paintings: { done: (picture: Picture) => void; fail: (reason: unknown) => void }[] = [];
  const shown: Picture[] = [];
  const figures: LiveFigures[] = [];
  const failures: SfumatoError[] = [];
  const parts: LiveParts = {
    nextFrame: (signal) =>
      new Promise((resolve) => {
        const done = () => {
          signal.removeEventListener('abort', done);
          resolve();
        };
        frames.push(done);
        signal.addEventListener('abort', done);
      }),
    grab: vi.fn(({ width, height }) => frameOf({ seed: 1 }, width, height)),
    paint: vi.fn(() => new Promise<Picture>((done, fail) => paintings.push({ done, fail }))),
    wanted: () => (hasStyle ? WANTED : undefined),
    show: (picture) => void shown.push(picture),
    now: () => now,
  };
  const loop = startLiveLoop(parts, {
    sizes: [{ width: 32, height: 18 }],
    target: 8,
    onFigures: (told) => void figures.push(told),
    onFailure: (error) => void failures.push(error),
  });
  // After all that follows from promises that are kept.
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ...{ loop, parts, shown, figures, failures, paintings, settle },
    /** The camera has a frame, if one is waited for. */
    async frame() {
      await settle();
      frames.splice(0).forEach((resolve) => resolve());
      await settle();
    },
    paintingsShown: () => shown.filter((picture) => picture === PAINTING).length,
    async painted(seconds = 0.1) {
      now += seconds;
      paintings.shift()!.done(PAINTING);
      await settle();
    },
  };
}

describe('the live loop', () => {
  it('paints one frame at a time and drops those in between', async () => {
    const stage = createStage();
    await stage.frame();
    await stage.frame();
    await stage.frame();
    expect(stage.parts.paint).toHaveBeenCalledTimes(1);
    expect(stage.shown, 'as it is, until there is a painting').toHaveLength(1);
    await stage.painted();
    expect(stage.shown).toHaveLength(2);
    await stage.frame();
    expect(stage.parts.paint).toHaveBeenCalledTimes(2);
    expect(stage.shown).toHaveLength(2);
  });

  it('shows the camera as it is while there is no style', async () => {
    const stage = createStage({ hasStyle: false });
    for (let i = 0; i < 3; i++) await stage.frame();
    expect(stage.shown).toHaveLength(3);
    expect(stage.parts.paint).not.toHaveBeenCalled();
    expect(stage.figures[0]).toMatchObject({ width: 32, height: 18, painted: false });
  });

  it('tells how many pictures a second there are', async () => {
    const stage = createStage();
    for (let i = 0; i < 20; i++) {
      await stage.frame();
      await stage.painted(0.2);
    }
    expect(stage.figures.at(-1)!.perSecond).toBeCloseTo(5, 5);
    expect(stage.figures.length).toBeLessThan(10);
  });

  it('rests while paused, and shows nothing of before the pause', async () => {
    const stage = createStage();
    await stage.frame();
    stage.loop.pause();
    await stage.painted();
    await stage.frame();
    expect(stage.paintingsShown()).toBe(0);
    expect(stage.parts.grab).toHaveBeenCalledTimes(1);
    stage.loop.resume();
    await stage.frame();
    await stage.painted();
    expect(stage.paintingsShown()).toBe(1);
  });

  it('ends for good, also in the middle of a picture', async () => {
    const stage = createStage();
    await stage.frame();
    stage.loop.stop();
    await stage.painted();
    await stage.frame();
    expect(stage.paintingsShown()).toBe(0);
    expect(stage.parts.grab).toHaveBeenCalledTimes(1);
  });

  it('says once that painting failed, unless it has ended', async () => {
    const stage = createStage();
    await stage.frame();
    stage.paintings.shift()!.fail(new SfumatoError('context-lost', 'The graphics card is gone.'));
    await stage.settle();
    expect(stage.failures.map(({ code }) => code)).toEqual(['context-lost']);

    const ended = createStage();
    await ended.frame();
    ended.loop.stop();
    ended.paintings.shift()!.fail(new Error('whatever'));
    await ended.settle();
    expect(ended.failures).toHaveLength(0);
  });
});
