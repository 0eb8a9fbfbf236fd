import { beforeEach, expect, it, vi } from 'vitest';

import { SfumatoError } from '@/lib/errors';
import { evaluateArithmetic, type Arithmetic } from '@/lib/latent/arithmetic';
import { decodeArithmetic } from '@/lib/latent/codec';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import type { Frame, Transition } from '@/lib/studio/frames';

import { createArithmeticController, type ArithmeticController } from './controller';
import { addToTile, removeFromTile } from './edits';

const facts: ModelFacts = { id: 'm', version: 1, latentDim: 5, classIds: [] };
const point = (seed: number): LatentPoint => ({
  model: 'm',
  source: { kind: 'seed', seed },
  mix: [],
  psi: 1,
});
const arithmetic: Arithmetic = { a: [point(1)], b: [point(2)], c: [point(3)] };

const shown: [LatentPoint, Transition][] = [];
const stop = vi.fn();
let send: { onFrame: (frame: Frame) => void; onError: (error: SfumatoError) => void };
let controller: ArithmeticController;

beforeEach(() => {
  shown.length = 0;
  controller = createArithmeticController({
    arithmetic,
    catalogue: [facts],
    factsOf: () => facts,
    createLoop: (on) => {
      send = on;
      return {
        show: (target, transition) => shown.push([target, transition]),
        breathe: () => {},
        retry: () => {},
        stop,
      };
    },
  });
});

it('shows the result at once, and glides to another', () => {
  const out = controller.start();
  expect(shown).toEqual([[evaluateArithmetic(arithmetic, facts), 'cut']]);
  controller.edit('Added.', (now) => addToTile(now, 'a', point(9)));
  const changed = controller.store.getState().arithmetic;
  expect(shown.at(-1)).toEqual([evaluateArithmetic(changed, facts), 'glide']);
  out();
  expect(stop).toHaveBeenCalled();
});

it('has no result while a tile is empty, even if a picture is still on its way', () => {
  controller.start();
  controller.edit('Taken out.', (now) => removeFromTile(now, 'c', 0));
  const late = { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  send.onFrame({ picture: late, point: point(1), still: true });
  expect(controller.store.getState()).toMatchObject({ result: undefined, frame: undefined });
  controller.undo();
  expect(controller.store.getState().result).toEqual(evaluateArithmetic(arithmetic, facts));
});

it('takes a failure back when it is tried again, and when there is nothing to draw', () => {
  controller.start();
  const fail = () => send.onError(new SfumatoError('download-failed', 'Not there.'));
  const error = () => controller.store.getState().error;
  fail();
  expect(error()?.message).toBe('Not there.');
  controller.retry();
  expect(error()).toBeUndefined();
  fail();
  controller.edit('Taken out.', (now) => removeFromTile(now, 'c', 0));
  expect(error()).toBeUndefined();
});

it('has a link as long as anything is on the tiles', () => {
  expect(decodeArithmetic(controller.code()!, [facts])).toEqual(arithmetic);
  controller.edit('Emptied.', () => ({ a: [], b: [], c: [] }));
  expect(controller.code()).toBeUndefined();
});
