/** What those who take pictures apart have to know of the painter. Free of tfjs. */

/** Sides must be multiples of this: what is left of a side after three halvings must be whole. */
export const PAINTER_STEP = 8;

/**
 * Of a part whose edges lie on multiples of the step, no pixel of the result sees further
 * beyond them than this, in pixels, when statistics are given and there are no more blocks
 * than by default. A test holds it.
 */
export const PAINTER_REACH = 64;

/** Place of a part's first pixel in its whole, in pixels. */
export interface Origin {
  readonly left: number;
  readonly top: number;
}
