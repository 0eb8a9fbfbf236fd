/**
 * Pictures ready for training, all of one size, in one binary file: a line of JSON
 * (the header), then RGB bytes, picture after picture.
 */
import { open } from 'node:fs/promises';

import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import { labelKindSchema } from '@/models/card';

import { writeWhole } from '../write-whole';

const headerSchema = z.object({
  format: z.literal(2),
  size: z.number().int().positive(),
  /** Ids of the collection's rows, in the order of the pictures. */
  ids: z.array(z.string()),
  /** Of every picture the classes that it is in, as indices into `classes`; the first counts when classes are balanced. */
  labels: z.array(z.array(z.number().int().min(0))),
  /**
   * Of every picture how many pixels of its own it has along a side, at most `size`; missing
   * where no picture was enlarged.
   */
  sides: z.array(z.number().int().positive()).optional(),
  classes: z.array(
    z.object({
      kind: labelKindSchema,
      id: z.string(),
      count: z.number().int(),
      died: z.number().optional(),
    }),
  ),
  /** How the pictures were chosen, in words, and what was left out and why. */
  selection: z.string(),
  leftOut: z.record(z.string(), z.number()),
});
export type ShardHeader = z.output<typeof headerSchema>;

export interface Shard {
  readonly header: ShardHeader;
  /** [count, size, size, 3], 0..255. */
  readonly pixels: Uint8Array;
}

export const bytesPerPicture = (size: number) => size * size * 3;

export async function writeShard(file: string, shard: Shard): Promise<void> {
  const header = Buffer.from(`${JSON.stringify(shard.header)}\n`);
  await writeWhole(file, Buffer.concat([header, shard.pixels]));
}

/** @throws SfumatoError `invalid-input` when the file is damaged. */
export async function readShard(file: string): Promise<Shard> {
  const handle = await open(file);
  try {
    const bytes = await handle.readFile();
    const end = bytes.indexOf(10);
    const header = headerSchema.parse(JSON.parse(bytes.subarray(0, end).toString('utf8')));
    const pixels = bytes.subarray(end + 1);
    const expected = header.ids.length * bytesPerPicture(header.size);
    if (pixels.length !== expected) throw new Error(`${pixels.length} bytes, not ${expected}`);
    return { header, pixels };
  } catch (cause) {
    throw new SfumatoError(
      'invalid-input',
      `The prepared pictures in ${file} are damaged; delete the file and they are prepared again.`,
      { cause },
    );
  } finally {
    await handle.close();
  }
}
