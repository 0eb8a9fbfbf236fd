/** A camera may be on for hours: nothing may be left behind by a frame. */
import { beforeAll, describe, expect, it, vi } from 'vitest';

import { createEngine } from '@/lib/engine/core';
import { createFakeRung, createMemorySource } from '@/tests/engine/fakes';
import { createStylizerFixture, type StylizerFixture } from '@/tests/engine/stylizer-fixture';

import { createSteadyPainter } from '../film/steady-painter';
import { frameOf } from '../film/testing';
import { nextFrame } from './frames';
import { startLiveLoop } from './live-loop';
import type { WantedStyle } from './wanted-style';

let fixture: StylizerFixture;
beforeAll(async () => {
  fixture = await createStylizerFixture();
});

const FRAMES = 60;

describe('the live loop over many frames', () => {
  it('keeps the number of tensors, through cuts and other styles', async () => {
    const engine = createEngine({
      rungs: [createFakeRung('cpu')],
      source: createMemorySource(fixture),
    });
    const painter = createSteadyPainter(engine, { live: true, measureAfter: 10 });
    const counts = new Set<number>();
    let shown = 0;
    const wanted = (): WantedStyle => ({
      model: 'painter',
      vector: Float32Array.of(shown % 12, 1, 0, -1),
      strength: shown % 3 === 0 ? 0.6 : 1,
      keepColours: shown % 2 === 0,
    });
    await new Promise<void>((resolve, reject) => {
      const loop = startLiveLoop(
        {
          nextFrame: async () => {
            // From the first measured scene on, all is there that a frame needs.
            if (shown > 10) counts.add(await engine.tensorCount());
            if (shown < FRAMES) return;
            loop.stop();
            resolve();
          },
          grab: ({ width, height }) =>
            frameOf({ seed: Math.floor(shown / 15), turned: shown / 100 }, width, height),
          paint: painter.paint,
          wanted,
          show: () => void shown++,
          now: () => shown / 10,
        },
        {
          sizes: [{ width: 16, height: 12 }],
          target: 8,
          onFigures: () => undefined,
          onFailure: reject,
        },
      );
    });
    expect(shown).toBeGreaterThanOrEqual(FRAMES);
    expect(counts.size).toBe(1);
    await engine.dispose();
  });

  it('listens no longer to a frame that has come', async () => {
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    vi.spyOn(signal, 'addEventListener').mockImplementation((_type, listener) => {
      listening.add(listener);
    });
    vi.spyOn(signal, 'removeEventListener').mockImplementation((_type, listener) => {
      listening.delete(listener);
    });
    const video = {
      requestVideoFrameCallback: (done: () => void) => setImmediate(done),
      cancelVideoFrameCallback: vi.fn(),
    } as unknown as HTMLVideoElement;
    const timers = vi.spyOn(globalThis, 'setTimeout');
    const ended = vi.spyOn(globalThis, 'clearTimeout');
    for (let i = 0; i < 20; i++) await nextFrame(video, signal);
    expect(listening.size).toBe(0);
    expect(ended.mock.calls.length).toBe(timers.mock.calls.length);
    vi.restoreAllMocks();
  });
});
