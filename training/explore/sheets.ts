/** Pictures beside each other as one small file, to be put into a page. */
import sharp from 'sharp';

import type { Thumbnails } from '../curate/thumbnails';

/** Pixels of a picture's field. */
const SIDE = 112;
const GAP = 4;

export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** A `data:` address. */
  readonly source: string;
}

/**
 * The pictures in rows, on transparent ground; those that cannot be opened leave a gap.
 * @param columns at most.
 */
export async function drawSheet(
  files: readonly string[],
  columns: number,
  thumbnails: Thumbnails,
): Promise<Sheet> {
  const across = Math.max(1, Math.min(columns, files.length));
  const down = Math.max(1, Math.ceil(files.length / across));
  const field = SIDE + GAP;
  const pieces = await Promise.all(
    files.map(async (file, i) => {
      const small = await thumbnails.get(file).catch(() => undefined);
      if (!small) return [];
      const input = await sharp(small).resize(SIDE, SIDE, { fit: 'inside' }).toBuffer();
      const { width = SIDE, height = SIDE } = await sharp(input).metadata();
      return [
        {
          input,
          left: (i % across) * field + Math.floor((SIDE - width) / 2),
          top: Math.floor(i / across) * field + Math.floor((SIDE - height) / 2),
        },
      ];
    }),
  );
  const [width, height] = [across * field - GAP, down * field - GAP];
  const background = { r: 0, g: 0, b: 0, alpha: 0 };
  const bytes = await sharp({ create: { width, height, channels: 4, background } })
    .composite(pieces.flat())
    .webp({ quality: 72 })
    .toBuffer();
  return { width, height, source: `data:image/webp;base64,${bytes.toString('base64')}` };
}

/** Members spread evenly over a list, so many at most. */
export function spread<T>(items: readonly T[], count: number): T[] {
  if (items.length <= count) return [...items];
  return Array.from(
    { length: count },
    (_, i) => items[Math.floor(((i + 0.5) * items.length) / count)]!,
  );
}
