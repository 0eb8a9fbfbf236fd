/** The weights of a generator that a run's export is made of. */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import { createGenerator } from '@/models/architectures';
import type { NetworkSpec } from '@/models/network';

import type { Run } from '../run';
import { listSnapshots, readSnapshot } from '../snapshot';
import { meanOf, type Tensors } from '../tensors';

/**
 * @param imagesSeen at the snapshot
 * @param meanWith an earlier run, on whose weights this one went on: then the mean of the
 *   snapshot and its last (Izmailov et al. 2018)
 * @returns weights that the caller disposes of
 * @throws SfumatoError `not-found`; `invalid-input` for runs of different networks
 */
export async function readLearned(
  run: Run,
  imagesSeen: number,
  meanWith?: Run,
): Promise<{ spec: NetworkSpec; weights: Tensors }> {
  const { spec, weights } = await readSnapshot(run, imagesSeen, createGenerator);
  return { spec, weights: meanWith ? meanOf(weights, await readLast(meanWith, spec)) : weights };
}

/** Images seen at the last snapshot. @throws SfumatoError `not-found` */
export async function lastSnapshot(run: Run): Promise<number> {
  const last = (await listSnapshots(run)).at(-1);
  if (last === undefined) {
    throw new SfumatoError('not-found', `${run.folder} has no snapshot yet; train on.`);
  }
  return last;
}

/** The last weights of another run of the same network. */
async function readLast(run: Run, { architecture, options }: NetworkSpec): Promise<Tensors> {
  const other = await readSnapshot(run, await lastSnapshot(run), createGenerator);
  if (
    JSON.stringify([architecture, options]) !==
    JSON.stringify([other.spec.architecture, other.spec.options])
  ) {
    tf.dispose(other.weights);
    throw new SfumatoError(
      'invalid-input',
      `${run.folder} has trained another network: only weights of the same one have a mean.`,
    );
  }
  return other.weights;
}
