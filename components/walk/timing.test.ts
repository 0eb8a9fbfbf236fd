import { expect, it } from 'vitest';

import type { Walk } from '@/lib/latent/walk';

import { formatTime, legAt, neighbourTime } from './timing';

const walk: Walk = {
  model: 'm',
  keyframes: [2, 3, 4].map((seconds, seed) => ({
    point: { model: 'm', source: { kind: 'seed', seed }, mix: [], psi: 1 },
    seconds,
  })),
  interpolation: 'slerp',
  loop: true,
};

it('finds the picture that was passed last', () => {
  expect([0, 1.9, 2, 4.99, 5, 8.9].map((time) => legAt(walk, time))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(legAt({ ...walk, keyframes: [] }, 3)).toBe(0);
});

it('finds the next picture and the one before, round the ends', () => {
  expect([0, 1, 2, 4.98, 6].map((time) => neighbourTime(walk, time, 1))).toEqual([2, 2, 5, 0, 0]);
  expect([0, 1, 2, 5, 6].map((time) => neighbourTime(walk, time, -1))).toEqual([5, 0, 0, 2, 5]);
});

it('says times as people write them', () => {
  expect([0, 9.96, 65.2, 600].map((time) => formatTime(time))).toEqual([
    '0:00',
    '0:09',
    '1:05',
    '10:00',
  ]);
  expect([0, 9.96, 65.25].map((time) => formatTime(time, true))).toEqual([
    '0:00.0',
    '0:09.9',
    '1:05.2',
  ]);
});
