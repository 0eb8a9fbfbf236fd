/** What paints a picture for `stylize`: the network, as the Transfer screen does, or the optimisation. */
import type { StyleVector } from '@/lib/engine/engine';
import { towards, type StylizingEngine } from '@/lib/engine/stylize';
import type { Picture } from '@/lib/image/picture';
import { inSize } from '@/lib/image/reduce';
import { paintCoarseToFine } from '@/lib/transfer/coarse-to-fine';
import type { Brush } from '@/lib/transfer/settings';

import {
  optimisePicture,
  sizedTo,
  type OptimisePictureOptions,
} from '../stylizer/optimise-picture';

export interface Content {
  /** As it was opened. */
  readonly original: Picture;
  /** In the size of the result. */
  readonly content: Picture;
}

/** Paints one picture. @throws SfumatoError `cancelled`, and what the engine throws. */
export type Painter = (picture: Content, onProgress: (share: number) => void) => Promise<Picture>;

/** Longer side of the copy on which a content's own style is looked at, as on the Transfer screen. */
const OWN_STYLE_SIDE = 512;

export interface NetworkPainterOptions {
  readonly engine: StylizingEngine;
  /** Id of the stylizer. */
  readonly model: string;
  /** The wanted style, mixed already. */
  readonly vector: StyleVector;
  /** See `StylizeRequest`. */
  readonly strength: number;
  readonly brush: Brush;
  readonly signal?: AbortSignal | undefined;
}

/** The same picture for the same settings as the Transfer screen (`lib/transfer/painter.ts`). */
export function networkPainter(options: NetworkPainterOptions): Painter {
  const { engine, model, vector, strength, brush, signal } = options;
  return async ({ original, content }, onProgress) => {
    const ownSide = Math.min(OWN_STYLE_SIDE, Math.max(original.width, original.height));
    const smaller = async (side: number) => sizedTo(original, side);
    const wanted =
      strength === 1
        ? vector
        : towards(await engine.encodeStyle(model, await smaller(ownSide)), vector, strength);
    return paintCoarseToFine(
      {
        ...{ engine, model, smaller },
        resize: async (picture, { width, height }) => inSize(picture, width, height),
      },
      { content, vector: wanted, strength, brush },
      { onProgress, signal },
    );
  };
}

/** @param options as `optimisePicture` takes them, and the picture whose style is wanted. */
export function optimisingPainter({
  style,
  ...options
}: Omit<OptimisePictureOptions, 'onProgress'> & { readonly style: Picture }): Painter {
  return ({ content }, onProgress) =>
    optimisePicture(content, style, {
      ...options,
      onProgress: (step, steps) => onProgress(step / steps),
    });
}
