import { describe, expect, it } from 'vitest';

import type { StyleStatistics, StyleVector } from '@/lib/engine/engine';
import type { StylizingEngine } from '@/lib/engine/stylize';
import { planTiles } from '@/lib/engine/tiles';
import type { Picture } from '@/lib/image/picture';

import type { WantedStyle } from '../live/wanted-style';
import { createSteadyPainter } from './steady-painter';
import { frameOf } from './testing';

interface Asked {
  readonly what: 'encode' | 'measure' | 'paint';
  readonly vector?: StyleVector | undefined;
  readonly statistics?: StyleStatistics | undefined;
  readonly origin?: Parameters<StylizingEngine['paint']>[4];
}

/** Says what it was asked; every measurement gives the next whole number. */
function createRecorder() {
  const asked: Asked[] = [];
  let measured = 0;
  const engine: StylizingEngine = {
    encodeStyle: async () => {
      asked.push({ what: 'encode' });
      return Float32Array.of(10, 20);
    },
    measureStyle: async (_model, _patches, vector) => {
      asked.push({ what: 'measure', vector });
      return Float32Array.of(++measured);
    },
    paint: async (_model, picture, vector, statistics, origin) => {
      asked.push({ what: 'paint', vector, statistics, origin });
      return { ...picture, data: picture.data.map((level) => 255 - level) };
    },
  };
  const words = () => asked.map(({ what }) => what).join(' ');
  return { engine, asked, words };
}

const style = (changes: Partial<WantedStyle> = {}): WantedStyle => ({
  model: 'painter',
  vector: Float32Array.of(1, 2),
  strength: 1,
  keepColours: false,
  ...changes,
});
const here = frameOf({ seed: 4 });
const there = frameOf({ seed: 9 });

describe('the steady painter of a film', () => {
  it('measures the first frame of a scene and paints the others with it', async () => {
    const { engine, asked, words } = createRecorder();
    const painter = createSteadyPainter(engine);
    for (const [i, frame] of [here, here, here, there, there].entries()) {
      await painter.paint(frame, style(), i / 25);
    }
    expect(words()).toBe('measure paint paint paint measure paint paint');
    expect(
      asked.filter(({ what }) => what === 'paint').map(({ statistics }) => statistics?.[0]),
    ).toEqual([1, 1, 1, 2, 2]);
  });

  it('looks at the scene’s own style once, and only for a strength that needs it', async () => {
    const { engine, asked, words } = createRecorder();
    const painter = createSteadyPainter(engine);
    await painter.paint(here, style(), 0);
    await painter.paint(here, style({ strength: 0.5 }), 0.1);
    await painter.paint(here, style({ strength: 0.25 }), 0.2);
    await painter.paint(there, style({ strength: 0.25 }), 0.3);
    expect(words()).toBe('measure paint encode measure paint measure paint encode measure paint');
    const vectors = asked.flatMap(({ what, vector }) => (what === 'paint' ? [[...vector!]] : []));
    expect(vectors).toEqual([
      [1, 2],
      [5.5, 11],
      [7.75, 15.5],
      [7.75, 15.5],
    ]);
  });

  it('passes slowly to new statistics where a scene drifts, and at once where it is cut', async () => {
    const { engine, asked } = createRecorder();
    let news: 'cut' | 'drifted' | 'same' = 'cut';
    const painter = createSteadyPainter(engine, {}, { look: () => news });
    await painter.paint(here, style(), 0);
    news = 'drifted';
    await painter.paint(here, style(), 2);
    news = 'same';
    for (const seconds of [2.1, 2.2, 2.3, 8]) await painter.paint(here, style(), seconds);
    const painted = asked.flatMap(({ what, statistics }) =>
      what === 'paint' ? [statistics![0]!] : [],
    );
    expect(painted[0]).toBe(1);
    // Two seconds have gone by since the last frame, which is as good as all of the way.
    expect(painted[1]).toBeCloseTo(1 + (1 - Math.exp(-4)), 5);
    expect(painted.at(-1)).toBeCloseTo(2, 3);
    expect([...painted].sort((a, b) => a - b)).toEqual(painted);
  });

  it('measures an unchanged scene again after a while, if asked to', async () => {
    const { engine, words } = createRecorder();
    const painter = createSteadyPainter(engine, { measureAfter: 5 });
    for (const seconds of [0, 3, 6, 9]) await painter.paint(here, style(), seconds);
    expect(words()).toBe('measure paint paint measure paint paint');
  });

  it('paints frames that are too large for once in parts, with the same statistics, each in its place', async () => {
    const { engine, asked } = createRecorder();
    const large = frameOf({ seed: 4 }, 1280, 720);
    const painted = await createSteadyPainter(engine).paint(large, style(), 0);
    const parts = asked.filter(({ what }) => what === 'paint');
    expect(parts.length).toBeGreaterThan(1);
    expect(new Set(parts.map(({ statistics }) => statistics?.[0]))).toEqual(new Set([1]));
    expect(parts.map(({ origin }) => [origin?.left, origin?.top])).toEqual(
      planTiles(1280, 720).map(({ painted: { left, top } }) => [left, top]),
    );
    expect(painted.data.every((level, i) => level === 255 - large.data[i]!)).toBe(true);
  });

  it('stops between two frames', async () => {
    const { engine } = createRecorder();
    const stopping = new AbortController();
    const painter = createSteadyPainter(engine, { signal: stopping.signal });
    await painter.paint(here, style(), 0);
    stopping.abort();
    await expect(painter.paint(here, style(), 1)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('the steady painter of live pictures', () => {
  it('never lets a frame wait for a measurement besides its painting', async () => {
    const { engine, words, asked } = createRecorder();
    const painter = createSteadyPainter(engine, { live: true });
    await painter.paint(here, style(), 0);
    await painter.paint(here, style(), 0.1);
    await painter.paint(here, style(), 0.2);
    expect(words()).toBe('paint measure paint paint');
    expect(asked[0]!.statistics).toBeUndefined();
  });

  it('follows a style that changes with every frame without measuring', async () => {
    const { engine, words } = createRecorder();
    const painter = createSteadyPainter(engine, { live: true });
    for (let i = 0; i < 4; i++) {
      await painter.paint(here, style({ vector: Float32Array.of(i, i) }), i / 10);
    }
    expect(words()).toBe('paint paint paint paint');
  });

  it('keeps the colours of the frame without painting it otherwise', async () => {
    const { engine, words } = createRecorder();
    const painter = createSteadyPainter(engine, { live: true });
    await painter.paint(here, style(), 0);
    await painter.paint(here, style(), 0.1);
    const kept: Picture = await painter.paint(here, style({ keepColours: true }), 0.2);
    expect(words()).toBe('paint measure paint paint');
    // A grey negative would be without colour; the sky's blue over its red is the frame's own.
    const tint = ({ data }: Picture) => Math.sign(data[2]! - data[0]!);
    expect(tint(kept)).toBe(tint(here));
  });
});
