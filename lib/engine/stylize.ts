/**
 * Painting a whole picture in a style, by an engine that paints parts: progress, stopping,
 * and pictures of any size within a bounded memory. Nothing here knows of tensors.
 */
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { cutOut } from '@/lib/image/reduce';

import type { Engine, StyleStatistics, StyleVector } from './engine';
import { planPatches, planTiles, putIn, WHOLE_PIXELS } from './tiles';

export interface WeightedStyle {
  readonly vector: StyleVector;
  /** Above 0; weights are shares of their sum. */
  readonly weight: number;
}

export interface StylizeRequest {
  /** One or more; their weighted mean is painted. */
  readonly styles: readonly WeightedStyle[];
  /**
   * The way from the picture's own style, 0, to the wanted one, 1; a little beyond 1
   * exaggerates. 1 if not given.
   */
  readonly strength?: number | undefined;
}

export interface StylizeOptions {
  /** Called with 0..1 after every part, 1 last. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Aborting rejects with `cancelled` as soon as the part under way is done. */
  readonly signal?: AbortSignal | undefined;
}

export type StylizingEngine = Pick<Engine, 'encodeStyle' | 'measureStyle' | 'paint'>;

/** How far beyond the style strength may go. */
export const MAX_STRENGTH = 1.5;

/**
 * Paints a picture of any size. Up to 768 × 768 pixels it is painted whole. Beyond, it is
 * painted in tiles that overlap by all that a pixel sees, with one set of statistics for
 * all, measured on nine patches from all over the picture: so there is no seam, and the only
 * thing that is not exact is how well the patches stand for the whole.
 *
 * @throws SfumatoError `invalid-input`, `cancelled`, and what the engine throws.
 */
export async function stylizePicture(
  engine: StylizingEngine,
  modelId: string,
  picture: Picture,
  { styles, strength = 1 }: StylizeRequest,
  { onProgress, signal }: StylizeOptions = {},
): Promise<Picture> {
  const { width, height } = picture;
  const wanted = mixStyles(styles);
  if (!(strength >= 0 && strength <= MAX_STRENGTH)) {
    throw new SfumatoError('invalid-input', `The strength must lie between 0 and ${MAX_STRENGTH}.`);
  }
  const own = strength === 1 ? undefined : await engine.encodeStyle(modelId, picture);
  const vector = own ? towards(own, wanted, strength) : wanted;
  const isWhole = width * height <= WHOLE_PIXELS;
  const tiles = isWhole ? [] : planTiles(width, height);
  const steps = tiles.length + 1;
  const done = (count: number) => {
    if (signal?.aborted) throw new SfumatoError('cancelled', 'Painting was stopped.');
    onProgress?.(count / steps);
  };

  done(0);
  if (isWhole) {
    const painted = await engine.paint(modelId, picture, vector);
    done(1);
    return painted;
  }
  const statistics = await measureWhole(engine, modelId, picture, vector);
  done(1);
  const whole: Picture = { width, height, data: new Uint8ClampedArray(width * height * 4) };
  for (const [i, tile] of tiles.entries()) {
    const part = cutOut(picture, tile.painted);
    putIn(whole, tile, await engine.paint(modelId, part, vector, statistics, tile.painted));
    done(i + 2);
  }
  return whole;
}

/**
 * Statistics that stand for a whole picture. For a film they can be measured once and used
 * for all frames of a scene, which is steadier than each frame's own.
 */
export function measureWhole(
  engine: StylizingEngine,
  modelId: string,
  picture: Picture,
  vector: StyleVector,
): Promise<StyleStatistics> {
  const patches = planPatches(picture.width, picture.height);
  return engine.measureStyle(
    modelId,
    patches.map((cut) => cutOut(picture, cut)),
    vector,
  );
}

/**
 * The weighted mean of style vectors.
 * @throws SfumatoError `invalid-input` for none, for other lengths, and for weights that are not above 0.
 */
export function mixStyles(styles: readonly WeightedStyle[]): StyleVector {
  const total = styles.reduce((sum, { weight }) => sum + weight, 0);
  const fits = styles.every(
    ({ vector, weight }) => weight > 0 && vector.length === styles[0]!.vector.length,
  );
  if (styles.length === 0 || !fits || !Number.isFinite(total)) {
    throw new SfumatoError(
      'invalid-input',
      'Choose at least one style, with a weight above 0, and only styles of one model.',
    );
  }
  return styles[0]!.vector.map((_, i) =>
    styles.reduce((sum, { vector, weight }) => sum + (vector[i]! * weight) / total, 0),
  );
}

/** A straight way from one style to another; 0 is the first, 1 the second. */
export function towards(from: StyleVector, to: StyleVector, share: number): StyleVector {
  return from.map((value, i) => value + (to[i]! - value) * share);
}
