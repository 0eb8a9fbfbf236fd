/** Where the numbers of a style come from. */
import type { Engine, StyleVector } from '@/lib/engine/engine';
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import type { StylizerCard } from '@/models/card';
import { readStyleVector } from '@/models/style-vectors';

import type { Brush, StyleSource } from './settings';

export interface StyleFinderParts {
  readonly engine: Pick<Engine, 'encodeStyle'>;
  readonly model: string;
  readonly loadCard: () => Promise<StylizerCard>;
  /** The picture of a point's code. */
  readonly drawPoint: (code: string) => Promise<Picture>;
  /** The picture that is kept under an id; undefined when it is gone. */
  readonly pictureOf: (id: string) => Promise<Picture> | undefined;
}

export type FindStyle = (source: StyleSource, brush: Brush) => Promise<StyleVector>;

/** @throws SfumatoError `not-found` for what is no longer here, and what the engine throws. */
export function createStyleFinder(parts: StyleFinderParts): FindStyle {
  const { engine, model } = parts;
  return async (source, brush) => {
    switch (source.kind) {
      case 'house': {
        const style = (await parts.loadCard()).styles.find(({ id }) => id === source.id);
        if (style) return readStyleVector(style.vector);
        throw new SfumatoError(
          'not-found',
          'A style of this mix is no longer in the house: take it out and choose another.',
        );
      }
      case 'numbers': {
        const vector = readStyleVector(source.vector);
        const { styleDim } = await parts.loadCard();
        if (vector.length === styleDim) return vector;
        throw new SfumatoError(
          'not-found',
          'A style of this mix belongs to another model: take it out and choose another.',
        );
      }
      case 'point':
        return engine.encodeStyle(model, await parts.drawPoint(source.code), brush);
      case 'picture': {
        const kept = parts.pictureOf(source.id);
        if (kept) return engine.encodeStyle(model, await kept, brush);
        throw new SfumatoError(
          'not-found',
          `The picture “${source.name}” is no longer on this device: take it out, or choose it again.`,
        );
      }
    }
  };
}
