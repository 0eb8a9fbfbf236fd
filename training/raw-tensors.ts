/** Networks for training time, as raw tensors: `<name>.bin` (float16) and `<name>.json`. */
import { readFile } from 'node:fs/promises';

import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';

const layoutSchema = z.object({
  dtype: z.literal('float16'),
  tensors: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.number().int().positive()),
      /** In bytes. */
      offset: z.number().int().nonnegative(),
    }),
  ),
});

/**
 * @param base path without `.json` and `.bin`.
 * @throws SfumatoError `not-found`, `weights-corrupt`
 */
export async function readRawTensors(base: string): Promise<Record<string, tf.Tensor>> {
  let files: [string, Buffer];
  try {
    files = await Promise.all([readFile(`${base}.json`, 'utf8'), readFile(`${base}.bin`)]);
  } catch (cause) {
    throw new SfumatoError('not-found', `There is no network at ${base}.json and .bin.`, { cause });
  }
  const [json, bytes] = files;
  try {
    const { tensors } = layoutSchema.parse(JSON.parse(json));
    return Object.fromEntries(
      tensors.map(({ name, shape, offset }) => {
        const size = tf.util.sizeFromShape(shape) * 2;
        if (offset + size > bytes.length) throw new RangeError(`${name} lies beyond the end.`);
        const entry = { name, shape, dtype: 'float32' as const };
        const data = new Uint8Array(bytes.subarray(offset, offset + size)).buffer;
        const decoded = tf.io.decodeWeights(data, [
          { ...entry, quantization: { dtype: 'float16' } },
        ]);
        return [name, decoded[name]!] as const;
      }),
    );
  } catch (cause) {
    throw new SfumatoError('weights-corrupt', `The network at ${base} cannot be read.`, { cause });
  }
}
