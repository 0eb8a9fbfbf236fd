/** What those who take pictures apart have to know of the painter. Free of tfjs. */

/** Sides must be multiples of this: what is left of a side after three halvings must be whole. */
export const PAINTER_STEP = 8;

/**
 * So far from the border, in pixels, can it be seen that there is one; a multiple of the
 * step. Pictures are continued by this much before they are painted.
 */
export const PAINTER_MARGIN = 48;

/**
 * No pixel of the result sees further than this, in pixels, when there are three blocks and
 * statistics are given; a multiple of the step. A test holds it.
 */
export const PAINTER_REACH = 96;

/** Place of a part's first pixel in its whole, in pixels. */
export interface Origin {
  readonly left: number;
  readonly top: number;
}
