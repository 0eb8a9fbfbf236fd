/** What the front door shows. Server side only. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import sharp from 'sharp';

import { toSfumatoError } from '@/lib/errors';
import { readPointCode } from '@/lib/image/png';
import { randomPoint } from '@/lib/latent/blend';
import { decodePoint, encodePoint } from '@/lib/latent/codec';
import type { LatentPoint } from '@/lib/latent/point';
import type { GeneratorEntry } from '@/models/card';
import { factsOf } from '@/models/facts';
import { catalogue } from '@/models/registry';

export interface Opening {
  readonly point: LatentPoint;
  /** Address of a picture of that point. */
  readonly poster: string;
}

/** Width of a poster that the server draws, in pixels. */
const POSTER_WIDTH = 512;
/** Where a model without a poster of its own opens. */
const OPENING_SEED = 1506;

/**
 * The model's own poster, if its folder has one that carries its point; else a
 * fixed point, drawn by the server. The poster is small and comes with the page
 * itself, so that there is a picture with the first bytes.
 */
export async function openingOf(model: GeneratorEntry): Promise<Opening> {
  const file = path.join(process.cwd(), 'public', 'models', model.id, 'poster.png');
  try {
    const bytes = await readFile(file);
    const code = readPointCode(bytes);
    if (code !== undefined) {
      return { point: decodePoint(code, catalogue), poster: await enlarged(bytes) };
    }
  } catch (thrown) {
    const missing = (thrown as NodeJS.ErrnoException).code === 'ENOENT';
    if (!missing) console.warn(`The poster of ${model.id} is not used:`, toSfumatoError(thrown));
  }
  const point = randomPoint(OPENING_SEED, factsOf(model));
  return { point, poster: posterOf(encodePoint(point, catalogue)) };
}

/** Enlarged posters, by the hash of the file: a few kilobytes each, one a model. */
const posters = new Map<string, Promise<string>>();

/** A small picture at the width of a poster, as smooth as the canvas shows it; a data address. */
function enlarged(png: Buffer): Promise<string> {
  const key = createHash('sha256').update(png).digest('hex');
  const known = posters.get(key) ?? draw();
  posters.set(key, known);
  return known;

  async function draw() {
    const webp = await sharp(png)
      .resize(POSTER_WIDTH, POSTER_WIDTH, { kernel: 'cubic' })
      .webp({ quality: 82 })
      .toBuffer();
    return `data:image/webp;base64,${webp.toString('base64')}`;
  }
}

/** The address at which the server draws a point's picture. */
export function posterOf(code: string): string {
  return `/p/${code}/picture.png?size=${POSTER_WIDTH}`;
}
