/** The style that moving pictures are to be painted in; what a page hands to webcam and film. */
import type { StyleVector } from '@/lib/engine/engine';

export interface WantedStyle {
  /** The stylizer whose numbers `vector` are. */
  readonly model: string;
  /** One style, or the weighted mean of several (`mixStyles`). */
  readonly vector: StyleVector;
  /** The way from a picture's own style, 0, to the wanted one, 1; up to `MAX_STRENGTH`. */
  readonly strength: number;
  /** Paints only light and shade, in the colours of the picture itself. */
  readonly keepColours: boolean;
}
