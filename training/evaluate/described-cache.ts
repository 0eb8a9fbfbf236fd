/** What was found in real pictures is kept: most of the work of measuring the next model. */
import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import type { Vectors } from '../metrics/vectors';
import { writeWhole } from '../write-whole';
import type { Described } from './described';

/** Raised when the same pictures would be described differently. */
const DESCRIPTION_VERSION = 1;
const KINDS = ['features', 'probabilities', 'thumbnails'] as const;

export interface DescribedCache {
  readonly folder: string;
  /** Everything but the pictures that the numbers depend on: network, back end. */
  readonly key: string;
}

/** The description of these pixels, computed if it is not there or damaged. */
export async function cachedDescription(
  cache: DescribedCache | undefined,
  { pixels, form, count }: { pixels: Uint8Array; form: string; count: number },
  compute: () => Promise<Described>,
): Promise<Described> {
  if (!cache) return compute();
  const hash = createHash('sha256')
    .update(JSON.stringify([DESCRIPTION_VERSION, cache.key, form, count]))
    .update(pixels)
    .digest('hex')
    .slice(0, 16);
  const file = path.join(cache.folder, `described-${hash}.bin`);
  const found = decode(await readFile(file).catch(() => undefined));
  if (found) return found;
  const described = await compute();
  await mkdir(cache.folder, { recursive: true });
  await writeWhole(file, encode(described));
  return described;
}

/** A line of JSON with the shapes, then the numbers (float32, as this machine writes them). */
function encode(described: Described): Buffer {
  const shapes = KINDS.map((kind) => [described[kind].count, described[kind].dim]);
  const values = KINDS.map((kind) => {
    const { buffer, byteOffset, byteLength } = described[kind].values;
    return Buffer.from(buffer, byteOffset, byteLength);
  });
  return Buffer.concat([Buffer.from(`${JSON.stringify(shapes)}\n`), ...values]);
}

function decode(bytes: Buffer | undefined): Described | undefined {
  const end = bytes?.indexOf(10) ?? -1;
  if (!bytes || end < 0) return undefined;
  const shapes = JSON.parse(bytes.toString('utf8', 0, end)) as [number, number][];
  const total = shapes.reduce((sum, [count, dim]) => sum + 4 * count * dim, 0);
  if (bytes.length !== end + 1 + total) return undefined;
  let at = end + 1;
  const vectors = shapes.map(([count, dim]): Vectors => {
    // A copy, because floats must start at a multiple of four bytes.
    const values = new Float32Array(
      new Uint8Array(bytes.subarray(at, at + 4 * count * dim)).buffer,
    );
    at += 4 * count * dim;
    return { count, dim, values };
  });
  const [features, probabilities, thumbnails] = vectors as [Vectors, Vectors, Vectors];
  return { features, probabilities, thumbnails };
}
