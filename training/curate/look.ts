/** Everything that is measured in a picture itself. */
import { z } from 'zod';

import type { OpenedPicture } from '@/lib/image/picture';

import { colourfulness, paletteOf } from './measures/colour';
import { bareBorder, framedness } from './measures/edges';
import { perceptualHash } from './measures/hash';
import { letterCount } from './measures/lettering';
import { workingOf } from './measures/working';

/** Raised when the same picture would be measured differently. */
export const LOOK_VERSION = 2;

const seenSchema = z.object({
  /** Of the file's own picture, in pixels. */
  width: z.number(),
  height: z.number(),
  hash: z.string(),
  /** Hasler and Süsstrunk 2003. */
  colourfulness: z.number(),
  palette: z.array(
    z.object({ rgb: z.tuple([z.number(), z.number(), z.number()]).readonly(), share: z.number() }),
  ),
  /** Part of the picture that is bare border, 0..1. */
  border: z.number(),
  /** See `framedness`. */
  frame: z.number(),
  /** Marks that stand in lines as letters do. */
  letters: z.number(),
});
export type Seen = z.output<typeof seenSchema>;

/** A picture's measures, or why it could not be opened. */
export const lookSchema = z.union([seenSchema, z.object({ broken: z.string() })]);
export type Look = z.output<typeof lookSchema>;

export function lookAt({ picture, width, height }: OpenedPicture): Seen {
  const working = workingOf(picture);
  const rounded = (value: number, digits: number) => Number(value.toFixed(digits));
  return {
    ...{ width, height },
    hash: perceptualHash(working),
    colourfulness: rounded(colourfulness(working), 1),
    palette: paletteOf(working),
    border: rounded(bareBorder(working), 4),
    frame: framedness(working),
    letters: letterCount(working),
  };
}
