/**
 * Everything that a run needs to go on exactly where it stood: weights, averages,
 * optimisers, random states and positions. One file: a line of JSON, then float32
 * numbers.
 */
import { readFile } from 'node:fs/promises';

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

import type { Run } from './run';
import type { Tensors } from './tensors';

const FILE = 'checkpoint.bin';

const headerSchema = z.object({
  format: z.literal(1),
  progress: z.unknown(),
  tensors: z.array(z.object({ name: z.string(), shape: z.array(z.number().int()) })),
});

/** Where a run stands, whatever it trains. */
export interface Checkpoint<Progress> {
  readonly progress: Progress;
  /** `<owner>/<name>`, e.g. `generator/embedding`, `generator-adam/v/embedding`. */
  readonly tensors: Tensors;
}

export async function writeCheckpoint<Progress>(
  run: Run,
  { progress, tensors }: Checkpoint<Progress>,
): Promise<void> {
  const entries = Object.entries(tensors);
  const header = {
    format: 1,
    progress,
    tensors: entries.map(([name, tensor]) => ({ name, shape: tensor.shape })),
  };
  const parts: Uint8Array[] = [Buffer.from(`${JSON.stringify(header)}\n`)];
  for (const [, tensor] of entries) {
    const values = (await tensor.data()) as Float32Array;
    parts.push(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  }
  await run.writeWhole(FILE, Buffer.concat(parts));
}

/** @throws SfumatoError `not-found`, or `invalid-input` for what is damaged or of another kind of run. */
export async function readCheckpoint<Progress>(
  run: Run,
  progressSchema: z.ZodType<Progress>,
): Promise<Checkpoint<Progress>> {
  const bytes = await readFile(run.file(FILE)).catch((cause: unknown) => {
    const message = `${run.folder} has no checkpoint yet; start the training anew.`;
    throw new SfumatoError('not-found', message, { cause });
  });
  try {
    const end = bytes.indexOf(10);
    const header = headerSchema.parse(JSON.parse(bytes.subarray(0, end).toString('utf8')));
    const tensors: Tensors = {};
    let offset = end + 1;
    for (const { name, shape } of header.tensors) {
      const size = tf.util.sizeFromShape(shape) * 4;
      // A copy, because the numbers need not start at a multiple of four.
      const values = new Float32Array(new Uint8Array(bytes.subarray(offset, offset + size)).buffer);
      tensors[name] = tf.tensor(values, shape);
      offset += size;
    }
    if (offset !== bytes.length) throw new Error(`${bytes.length} bytes instead of ${offset}`);
    return { progress: progressSchema.parse(header.progress), tensors };
  } catch (cause) {
    throw new SfumatoError('invalid-input', `The checkpoint in ${run.folder} is damaged.`, {
      cause,
    });
  }
}
