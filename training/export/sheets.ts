/** Sample sheets over the time of training, as the card shows them. */
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import type { GeneratorCard, ModelCard } from '@/models/card';

import type { Run } from '../run';

type Sheet = GeneratorCard['sheets'][number];

/** As many as can be looked at; the first, the last and evenly between. */
const MAX_SHEETS = 12;
/** Pixels a side that a sheet is reduced to: 8 pictures of 128 px and what lies between them. */
const MAX_SIDE = 1042;
const SHEET_PATTERN = /^sheet-(\d+)\.(png|webp)$/;

interface SheetOptions {
  /** Seen in the runs that this one was started from. */
  readonly imagesBefore: number;
  /** What is added to the numbers in the names of the run's sheets. */
  readonly countedFrom: number;
  /** Pixels at the left and at the top that are not shown. */
  readonly leaveOut?: { readonly left: number; readonly top: number };
}

/**
 * Sheets of the run, as WebP, after those of an earlier export if it was started from other
 * weights: what began fresh has nothing before it.
 */
export async function copySheets(
  run: Run,
  folder: string,
  imagesSeen: number,
  earlier: ModelCard | undefined,
  { imagesBefore, countedFrom, leaveOut }: SheetOptions,
): Promise<Sheet[]> {
  const own = (await readdir(run.folder)).flatMap((name) => {
    const images = Number(SHEET_PATTERN.exec(name)?.[1]);
    return images <= imagesSeen ? [{ images: countedFrom + images, source: run.file(name) }] : [];
  });
  const first = Math.min(...own.map(({ images }) => images));
  const before = (imagesBefore > 0 && earlier && 'sheets' in earlier ? earlier.sheets : [])
    .filter((sheet) => sheet.imagesSeen < first)
    .map((sheet) => ({ images: sheet.imagesSeen, source: path.join(folder, sheet.file) }));
  const all = [...before, ...own].sort((a, b) => a.images - b.images);
  const count = Math.min(MAX_SHEETS, all.length);
  const chosen = Array.from(
    { length: count },
    (_, i) => all[Math.round((i * (all.length - 1)) / Math.max(1, count - 1))]!,
  );
  const sheets: Sheet[] = [];
  for (const { images, source } of chosen) {
    const file = `sheet-${String(images).padStart(9, '0')}.webp`;
    const target = path.join(folder, file);
    if (path.resolve(source) !== path.resolve(target)) {
      const { width, height } = await sharp(source).metadata();
      const { left, top } = leaveOut ?? { left: 0, top: 0 };
      const part = { left, top, width: width - left, height: height - top };
      const reduced = { fit: 'inside', withoutEnlargement: true } as const;
      const sheet = sharp(source).extract(part).resize(MAX_SIDE, MAX_SIDE, reduced);
      await writeFile(target, await sheet.webp({ quality: 88 }).toBuffer());
    }
    sheets.push({ file, imagesSeen: images });
  }
  return sheets;
}
