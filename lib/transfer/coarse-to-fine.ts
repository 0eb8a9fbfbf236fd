/**
 * Brushes of any breadth. The network's strokes have one size in pixels, so on a large picture
 * they are fine, and what a small preview promised is lost. Painted small first, enlarged, and
 * painted once more in full, strokes are as broad as on the small one and as sharp as on the
 * large one (Gatys et al. 2017, "Controlling Perceptual Factors in Neural Style Transfer",
 * section 6, coarse to fine; there for the optimisation).
 */
import type { StyleVector } from '@/lib/engine/engine';
import { stylizePicture, type StylizeOptions, type StylizingEngine } from '@/lib/engine/stylize';
import type { Picture } from '@/lib/image/picture';

import type { Brush } from './settings';
import type { Size } from './sizes';

/** Longer side of what is painted first, in pixels; undefined where the whole is painted at once. */
const FIRST_SIDES: Readonly<Record<Brush, number | undefined>> = {
  128: 256,
  192: 384,
  256: 576,
  384: 896,
  512: undefined,
};
/** A picture that is no larger than this times the first one gains nothing from two. */
const WORTH = 1.25;

export interface CoarseToFine {
  readonly engine: StylizingEngine;
  readonly model: string;
  readonly resize: (picture: Picture, size: Size) => Promise<Picture>;
  /** The content with another longer side. */
  readonly smaller: (side: number) => Promise<Picture>;
}

export interface CoarseToFineRequest {
  /** In the size of the result. */
  readonly content: Picture;
  /** All of the strength is in it. */
  readonly vector: StyleVector;
  readonly strength: number;
  readonly brush: Brush;
}

/** @throws SfumatoError as `stylizePicture`. */
export async function paintCoarseToFine(
  { engine, model, resize, smaller }: CoarseToFine,
  { content, vector, strength, brush }: CoarseToFineRequest,
  options: StylizeOptions = {},
): Promise<Picture> {
  const request = { styles: [{ vector, weight: 1 }] };
  const side = FIRST_SIDES[brush];
  const isLarge = side !== undefined && Math.max(content.width, content.height) > side * WORTH;
  if (!isLarge) return stylizePicture(engine, model, content, request, options);
  const { signal } = options;
  const first = await stylizePicture(engine, model, await smaller(side), request, { signal });
  const ground = await resize(first, content);
  blendInto(ground, content, 1 - Math.min(1, strength));
  return stylizePicture(engine, model, ground, request, options);
}

/**
 * Of a weak style the picture's own details must stay: they are not in the small painting.
 * In place, because a large picture twice is a lot of memory.
 */
function blendInto({ data: painted }: Picture, { data: content }: Picture, share: number): void {
  if (share === 0) return;
  for (let i = 0; i < painted.length; i++) {
    painted[i] = painted[i]! + (content[i]! - painted[i]!) * share;
  }
}
