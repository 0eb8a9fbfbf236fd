import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';

import { totalsOf } from '@/lib/models-view/structure';
import { createClassifier, createGenerator } from '@/models/architectures';
import { parameterCount } from '@/models/network';

import { structureOf } from './structure';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function ofGenerator(architecture: string, options: unknown) {
  const { spec, apply } = createGenerator(architecture, options);
  const z = tf.zeros<tf.Rank.R2>([1, Number(spec.options['latentDim'])]);
  const classes = tf.zeros<tf.Rank.R2>([1, 3]);
  const forward = (weights: Record<string, tf.Tensor>) => apply(weights, { z, classes });
  const structure = structureOf({ spec, inputs: { z, mix: classes }, forward });
  return { spec, structure };
}

const SMALL = { latentDim: 5, classCount: 3, embeddingDim: 2, channels: [8, 4, 2] };

it('sees maps, parameters and multiply-adds of a generator', () => {
  const { spec, structure } = ofGenerator('conditional-dcgan', SMALL);
  expect(structure.blocks.map(({ name, output }) => [name, output])).toEqual([
    ['embedding', [2]],
    ['seed', [4, 4, 8]],
    ['up1', [8, 8, 4]],
    ['up2', [16, 16, 2]],
    ['rgb', [16, 16, 3]],
  ]);
  expect(totalsOf(structure).parameters).toBe(parameterCount(spec));
  // A dense layer for the style, and a convolution of 3 × 3 at 8 × 8 places.
  const up1 = structure.blocks.find(({ name }) => name === 'up1')!;
  expect(up1.multiplyAdds).toBe(8 * 8 * 4 * 9 * 8 + 7 * 2 * 4);
  expect(up1.from.sort()).toEqual(['embedding', 'seed', 'z']);
  expect(up1.steps).toContainEqual({ what: 'upsampling', times: 1 });
});

it('sees which coarse map excites which fine one', () => {
  const { structure } = ofGenerator('fastgan', {
    ...{ latentDim: 5, classCount: 3, embeddingDim: 2, channels: [8, 4, 4, 2] },
    ...{ resolution: 32, excitedOver: 2 },
  });
  const from = (name: string) => structure.blocks.find((block) => block.name === name)?.from;
  expect(from('side32')).toEqual(expect.arrayContaining(['side16', 'side8']));
  expect(from('side8')).not.toContain('seed');
});

it('counts convolutions that halve, and depthwise ones by the channel', () => {
  const counts = { artistCount: 3, styleCount: 2, genreCount: 2, embeddingDim: 4 };
  const { spec, apply } = createClassifier('mobilenet-v2', {
    ...counts,
    ...{ normalisation: 'folded', width: 0.125 },
  });
  const picture = tf.zeros<tf.Rank.R4>([1, 64, 64, 3]);
  const forward = (weights: Record<string, tf.Tensor>) => Object.values(apply(weights, picture));
  const structure = structureOf({ spec, inputs: { picture }, forward });
  const [stem, first] = structure.blocks;
  expect(stem).toMatchObject({
    ...{ name: 'stem', output: [32, 32, 4], from: ['picture'] },
    ...{ multiplyAdds: 32 * 32 * 4 * 27, steps: [{ what: 'halving convolution 3 × 3', times: 1 }] },
  });
  expect(first!.multiplyAdds).toBe(32 * 32 * (4 * 9 + 4 * 2));
  expect(structure.blocks.at(-1)!.from.sort()).toEqual(['stage6', 'stage8']);
  expect(totalsOf(structure).parameters).toBe(parameterCount(spec));
});

it('leaves the back end as it was', () => {
  const before = tf.getKernel('Conv2D', 'cpu');
  ofGenerator('conditional-dcgan', SMALL);
  expect(() =>
    structureOf({
      spec: createGenerator('conditional-dcgan', SMALL).spec,
      inputs: {},
      forward: () => {
        throw new Error('no');
      },
    }),
  ).toThrow('no');
  expect(tf.getKernel('Conv2D', 'cpu')).toBe(before);
});
