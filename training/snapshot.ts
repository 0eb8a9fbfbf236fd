/** A network as it stood at some moment of a run: weights file and spec. */
import { readdir, readFile } from 'node:fs/promises';

import type * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';
import { weightsFileSchema } from '@/models/card';
import type { NetworkSpec, Weights } from '@/models/network';
import { decodeWeightsFile, encodeWeightsFile } from '@/models/weights-file';

import type { Run } from './run';

const PATTERN = /^snapshot-(\d+)\.json$/;

const snapshotName = (images: number) => `snapshot-${String(images).padStart(9, '0')}`;

export async function writeSnapshot(
  run: Run,
  images: number,
  spec: NetworkSpec,
  weights: Weights,
): Promise<void> {
  const { bytes, file } = await encodeWeightsFile(weights, spec, 'float32');
  const { architecture, options } = spec;
  const name = snapshotName(images);
  await run.writeWhole(`${name}.bin`, bytes);
  await run.writeWhole(`${name}.json`, JSON.stringify({ architecture, options, file }));
}

/** The paths of a snapshot's files. */
export function snapshotFiles(run: Run, images: number): string[] {
  return ['.bin', '.json'].map((extension) => run.file(snapshotName(images) + extension));
}

/** Images seen at each snapshot of a run, oldest first. */
export async function listSnapshots(run: Run): Promise<number[]> {
  const names = await readdir(run.folder);
  return names
    .flatMap((name) => PATTERN.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/**
 * @param create the architecture by its name, e.g. `createGenerator`.
 * @throws SfumatoError `not-found` when the run has no snapshot of that moment.
 */
export async function readSnapshot(
  run: Run,
  images: number,
  create: (architecture: string, options: unknown) => { readonly spec: NetworkSpec },
): Promise<{ spec: NetworkSpec; weights: Record<string, tf.Tensor> }> {
  const name = snapshotName(images);
  try {
    const json = JSON.parse(await readFile(run.file(`${name}.json`), 'utf8'));
    const bytes = new Uint8Array(await readFile(run.file(`${name}.bin`)));
    const { spec } = create(json.architecture, json.options);
    return {
      spec,
      weights: decodeWeightsFile(bytes.buffer, weightsFileSchema.parse(json.file), spec),
    };
  } catch (cause) {
    throw new SfumatoError('not-found', `${run.folder} has no snapshot at ${images} images.`, {
      cause,
    });
  }
}
