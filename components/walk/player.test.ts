import { beforeEach, describe, expect, it } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { samePoint } from '@/lib/latent/blend';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { pointAt, type Walk } from '@/lib/latent/walk';

import { createPlayer, type Player } from './player';

const facts: ModelFacts = { id: 'm', version: 1, latentDim: 6, classIds: [] };
const keyframe = (seed: number, seconds: number) => ({
  point: { model: 'm', source: { kind: 'seed', seed }, mix: [], psi: 1 } satisfies LatentPoint,
  seconds,
});
const walk: Walk = {
  model: 'm',
  keyframes: [keyframe(1, 2), keyframe(2, 2), keyframe(3, 2)],
  interpolation: 'slerp',
  loop: false,
};
const picture: Picture = { width: 1, height: 1, data: new Uint8ClampedArray(4) };

let clock: number;
let frames: (() => void)[];
let drawn: LatentPoint[];
let failing: boolean;
let player: Player;
const state = () => player.store.getState();

/** Lets promises settle. */
async function settle() {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
/** Lets the page paint after some milliseconds. */
async function pass(ms: number) {
  clock += ms;
  for (const frame of frames.splice(0)) frame();
  await settle();
}

function begin(played: Walk) {
  player = createPlayer({
    walk: played,
    draw: (point) => {
      drawn.push(point);
      return failing
        ? Promise.reject(new SfumatoError('context-lost', 'The picture was lost.'))
        : Promise.resolve(picture);
    },
    factsOf: () => facts,
    now: () => clock,
    nextFrame: (callback) => frames.push(callback),
  });
}

describe('a failure', () => {
  it('is said, and taken back while it is tried again', async () => {
    failing = true;
    player.refresh();
    await settle();
    expect(state().error?.message).toBe('The picture was lost.');
    failing = false;
    player.refresh();
    expect(state().error).toBeNull();
    await settle();
    expect(state().error).toBeNull();
  });
});

beforeEach(async () => {
  clock = 1000;
  frames = [];
  drawn = [];
  failing = false;
  begin(walk);
  player.refresh();
  await settle();
});

describe('playing a walk', () => {
  it('passes through it in time and rests at its end', async () => {
    player.play();
    for (let i = 0; i < 8; i++) await pass(250);
    expect(state().time).toBeCloseTo(2);
    expect(samePoint(drawn.at(-1)!, walk.keyframes[1]!.point)).toBe(true);
    for (let i = 0; i < 9; i++) await pass(250);
    expect(state()).toMatchObject({ time: 4, playing: false });
    expect(samePoint(state().frame!.point, walk.keyframes[2]!.point)).toBe(true);
    expect(frames).toEqual([]);
  });

  it('begins again when it is played from its end', async () => {
    player.seek(4);
    await settle();
    player.play();
    expect(state().time).toBe(0);
  });

  it('goes round when it loops', async () => {
    player.edit({ ...walk, loop: true });
    player.seek(5.9);
    player.play();
    await pass(200);
    expect(state().time).toBeCloseTo(0.1);
    expect(state().playing).toBe(true);
  });

  it('plays faster and slower', async () => {
    player.setSpeed(0.5);
    player.play();
    await pass(200);
    player.setSpeed(4);
    await pass(200);
    expect(state().time).toBeCloseTo(0.9);
  });

  it('waits while the tab is hidden, and for its first picture', async () => {
    player.play();
    await pass(60_000);
    expect(state().time).toBeLessThan(0.3);

    begin(walk);
    player.play();
    clock += 200;
    frames.splice(0)[0]!();
    expect(state().time).toBe(0);
  });

  it('stops at an error, and goes on after it', async () => {
    player.play();
    failing = true;
    await pass(100);
    expect(state().error?.message).toBe('The picture was lost.');
    expect(state().playing).toBe(false);
    failing = false;
    player.refresh();
    await settle();
    expect(state().error).toBeNull();
  });
});

describe('the place in a walk', () => {
  it('is gone to while scrubbing, within its bounds', async () => {
    player.seek(1.3);
    await settle();
    expect(samePoint(state().frame!.point, pointAt(walk, 1.3, facts))).toBe(true);
    player.seek(99);
    expect(state().time).toBe(4);
    player.seek(-1);
    expect(state().time).toBe(0);
    expect(player.here()).toEqual(walk.keyframes[0]!.point);
  });

  it('stays within a walk that grows shorter', async () => {
    player.seek(4);
    player.edit({ ...walk, keyframes: walk.keyframes.slice(0, 2) });
    expect(state().time).toBe(2);
    await settle();
    expect(samePoint(state().frame!.point, walk.keyframes[1]!.point)).toBe(true);
  });

  it('is nowhere in an empty walk', async () => {
    player.edit({ ...walk, keyframes: [] });
    await settle();
    expect(state().frame).toBeNull();
    expect(player.here()).toBeUndefined();
    player.play();
    expect(state().playing).toBe(false);
  });

  it('is nowhere in a walk that was emptied while a picture was being drawn', async () => {
    player.seek(1);
    player.edit({ ...walk, keyframes: [] });
    await settle();
    expect(state().frame).toBeNull();
  });
});
