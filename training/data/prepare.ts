/**
 * From a collection to a shard: decode, crop, resize, leave out what cannot be
 * used, and say so. The result is cached by everything that went into it.
 */
import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

import pLimit from 'p-limit';
import sharp from 'sharp';

import { SfumatoError } from '@/lib/errors';

import { containedPath, readCollection } from './collection';
import { selectPictures, type SelectedPicture, type Selection } from './select';
import { bytesPerPicture, readShard, writeShard, type Shard } from './shard';

/** Raised when the same collection would be prepared differently. */
const PREPARATION_VERSION = 2;
/** Decoding is memory-hungry rather than slow; a few at a time fill the cores. */
const CONCURRENCY = 4;

/** Which square of a picture is taken. */
export interface Framing {
  /** Part of the square's side that is cut off all around; 0 if not given. */
  readonly trim?: number;
  /**
   * Of what a picture taller than wide loses, the share that it loses above: 0 keeps its top,
   * 1 its bottom; 0.5, the middle, if not given.
   */
  readonly cutAbove?: number;
}

export interface PrepareOptions {
  readonly collection: string;
  readonly selection: Selection;
  /** See `selectPictures`. */
  readonly classes?: readonly string[] | undefined;
  /** Side of the square pictures, in pixels. */
  readonly size: number;
  readonly framing?: Framing | undefined;
  readonly cacheFolder: string;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Decodes a picture to a square of `size`. Transparent parts become white. */
export async function decodeSquare(
  input: string | Buffer,
  size: number,
  { trim = 0, cutAbove = 0.5 }: Framing = {},
): Promise<Buffer> {
  const margin = Math.round((size * trim) / (1 - 2 * trim));
  const whole = size + 2 * margin;
  const upright = sharp(input, { failOn: 'error' }).autoOrient();
  if (cutAbove !== 0.5) {
    const { width, height } = (await sharp(input).metadata()).autoOrient;
    if (height > width) {
      const top = Math.round((height - width) * cutAbove);
      upright.extract({ left: 0, top, width, height: width });
    }
  }
  return (
    upright
      // Without it, 16-bit pictures with a colour profile would come out in Display P3.
      .pipelineColourspace('srgb')
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize(whole, whole, { fit: 'cover', position: 'centre', kernel: 'lanczos3' })
      .extract({ left: margin, top: margin, width: size, height: size })
      .removeAlpha()
      .raw()
      .toBuffer()
  );
}

/**
 * The shard of a selection, from the cache if nothing changed.
 * @throws SfumatoError `invalid-input` if the collection cannot be read or nothing is left.
 */
export async function prepareShard(options: PrepareOptions): Promise<Shard> {
  const { size, framing = {} } = options;
  const { folder, rows, dropped } = await readCollection(options.collection, {
    curation: options.selection.curation ?? 'apply',
  });
  const selected = selectPictures(rows, options.selection, options.classes);
  const key = createHash('sha256')
    .update(
      JSON.stringify([
        PREPARATION_VERSION,
        folder,
        size,
        options.selection,
        selected.classes.map(({ kind, id, died }) => [kind, id, died]),
        await Promise.all(
          selected.pictures.map(async ({ row, labels }) => [
            ...[row.id, row.file, labels],
            await lastChange(containedPath(folder, row.file)),
          ]),
        ),
        ...framingKey(framing),
      ]),
    )
    .digest('hex')
    .slice(0, 16);
  const file = path.join(options.cacheFolder, `pictures-${size}-${key}.bin`);
  if (await stat(file).catch(() => undefined)) return readShard(file);

  const leftOut: Record<string, number> = { ...selected.leftOut };
  if (dropped.length > 0) leftOut['dropped by the curation'] = dropped.length;
  const drop = (reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1;
  };
  const limit = pLimit(CONCURRENCY);
  let done = 0;
  const { minSide = size } = options.selection;
  const decoded = await Promise.all(
    selected.pictures.map(({ row }) =>
      limit(async () => {
        const file = containedPath(folder, row.file);
        const found = await decodeOrReason(file, size, framing, minSide);
        options.onProgress?.(++done, selected.pictures.length);
        return found;
      }),
    ),
  );

  const kept: SelectedPicture[] = [];
  const parts: Buffer[] = [];
  const sides: number[] = [];
  const hashes = new Set<string>();
  selected.pictures.forEach((picture, i) => {
    const found = decoded[i]!;
    if (typeof found === 'string') return drop(found);
    const { pixels, side } = found;
    const hash = createHash('sha1').update(pixels).digest('hex');
    if (hashes.has(hash)) return drop('same pixels as another');
    hashes.add(hash);
    kept.push(picture);
    parts.push(pixels);
    sides.push(side);
  });
  if (kept.length === 0) {
    throw new SfumatoError('invalid-input', 'None of the selected pictures could be decoded.');
  }

  const counts = new Map<number, number>();
  for (const label of kept.flatMap(({ labels }) => labels)) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const shard: Shard = {
    header: {
      format: 2,
      size,
      ids: kept.map(({ row }) => row.id),
      labels: kept.map(({ labels }) => [...labels]),
      ...(minSide < size ? { sides } : {}),
      classes: selected.classes.map((c, i) => ({
        kind: c.kind,
        id: c.id,
        count: counts.get(i) ?? 0,
        ...(c.died === undefined ? {} : { died: c.died }),
      })),
      selection: describeSelection(options.selection),
      leftOut,
    },
    pixels: Buffer.concat(parts, kept.length * bytesPerPicture(size)),
  };
  await mkdir(options.cacheFolder, { recursive: true });
  await writeShard(file, shard);
  return shard;
}

/** What is as it always was adds nothing, so that what was prepared before is found. */
function framingKey({ trim = 0, cutAbove = 0.5 }: Framing): readonly unknown[] {
  return [...(trim > 0 ? [trim] : []), ...(cutAbove === 0.5 ? [] : [{ cutAbove }])];
}

/** Size and time of a file; nothing of one that is not there. */
async function lastChange(file: string): Promise<readonly number[]> {
  const entry = await stat(file).catch(() => undefined);
  return entry ? [entry.size, entry.mtimeMs] : [];
}

/** The pixels and how many of a side are the picture's own, or why there are none. */
async function decodeOrReason(
  file: string,
  size: number,
  framing: Framing,
  minSide: number,
): Promise<{ pixels: Buffer; side: number } | string> {
  try {
    const { width = 0, height = 0 } = await sharp(file).metadata();
    const own = Math.min(width, height);
    if (own < minSide) return `smaller than ${minSide} px`;
    const pixels = await decodeSquare(file, size, framing);
    return { pixels, side: own < size ? Math.round(own * (1 - 2 * (framing.trim ?? 0))) : size };
  } catch {
    return 'missing or broken';
  }
}

/** The selection in words, for the model's card. */
export function describeSelection(selection: Selection): string {
  const parts: string[] = [];
  const list = (label: string, values: readonly string[]) => {
    if (values.length > 0) parts.push(`${label} ${values.join(', ')}`);
  };
  list('artists', selection.artists);
  list('styles', selection.styles);
  list('genres', selection.genres);
  list('and everything from', selection.wholeSources);
  if (selection.minSide !== undefined) {
    parts.push(
      `at least ${selection.minSide} px on the shorter side, smaller ones than the model draws enlarged`,
    );
  }
  if (selection.minColourfulness > 0) {
    parts.push(`colourfulness of at least ${selection.minColourfulness}`);
  }
  if (selection.minCount > 1) {
    const rest = selection.others === 'drop' ? 'left out' : 'seen without a class';
    const kinds = selection.classKinds.map((kind) => `${kind}s`).join(', ');
    parts.push(
      `${kinds} with at least ${selection.minCount} pictures as classes, the others ${rest}`,
    );
  }
  if (selection.curation === 'ignore') parts.push('without regard to the curation');
  return parts.length > 0 ? parts.join('; ') : 'everything';
}
