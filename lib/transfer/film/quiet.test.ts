import { describe, expect, it } from 'vitest';

import type { Picture } from '@/lib/image/picture';

import { createQuieter } from './quiet';
import { frameOf } from './testing';

/** The same scene with noise of up to `levels` that differs from frame to frame. */
function noisy(frame: Picture, levels: number, seed: number): Picture {
  const data = frame.data.map((level, i) => {
    const noise = Math.sin((i + 1) * 12.9898 + seed * 78.233) * 43758.5453;
    return i % 4 === 3 ? 255 : level + levels * (2 * (noise - Math.floor(noise)) - 1);
  });
  return { ...frame, data };
}

const difference = (a: Picture, b: Picture) =>
  a.data.reduce((sum, level, i) => sum + Math.abs(level - b.data[i]!), 0) / a.data.length;

describe('quieting', () => {
  it('makes what stands still differ less than half as much from frame to frame', () => {
    const still = frameOf({ seed: 2 });
    const { quiet } = createQuieter();
    const frames = Array.from({ length: 12 }, (_, i) => noisy(still, 6, i));
    const quieted = frames.map((frame) => quiet(frame));
    const before = difference(frames[10]!, frames[11]!);
    expect(difference(quieted[10]!, quieted[11]!)).toBeLessThan(before / 2);
    expect(difference(quieted[11]!, still)).toBeLessThan(difference(frames[11]!, still));
  });

  it('shows what moves as it is, without a trace of what was there', () => {
    const { quiet } = createQuieter();
    const black = frameOf({ seed: 1, light: 0 });
    const scene = frameOf({ seed: 1 });
    scene.data.forEach((level, i) => {
      if (i % 4 !== 3) scene.data[i] = Math.max(40, level);
    });
    quiet(black);
    expect(difference(quiet(scene), scene)).toBe(0);
  });

  it('begins anew after a cut and for another size', () => {
    const { quiet, forget } = createQuieter();
    const still = frameOf({ seed: 3 });
    quiet(still);
    forget();
    const next = noisy(still, 6, 1);
    expect(quiet(next)).toBe(next);
    const large = frameOf({ seed: 3 }, 128, 72);
    expect(quiet(large)).toBe(large);
  });
});
