/** A file that somebody drops, and what must come of it. */
import type { PictureFormat } from '@/lib/image/open/kind';

import { QUARTERS, quarters, type Colour } from './pictures';

/** What becomes of a file. */
export type Outcome =
  | {
      readonly opens: readonly [format: PictureFormat, width: number, height: number];
      /** The colours in the middle of its quarters: upper left, upper right, lower left, lower right. */
      readonly colours?: readonly Colour[];
      /** Something that the notes must say. */
      readonly note?: RegExp;
    }
  | { readonly refused: RegExp };

export interface HostileFile {
  readonly what: string;
  readonly name: string;
  /** The MIME type that it claims. */
  readonly type: string;
  readonly bytes: () => Uint8Array | Promise<Uint8Array>;
  readonly then: Outcome;
  /** What becomes of it in Chromium, where that differs from Node. */
  readonly inBrowser?: Outcome;
}

export const JPEG = 'image/jpeg';
export const PNG = 'image/png';

/** Width and height of most of the pictures. */
export const [W, H] = [96, 64];

/** What must come of `quarterJpeg`, however it is held, named or extended. */
export const UPRIGHT = { opens: ['jpeg', W, H], colours: QUARTERS } as const;
export const quarterJpeg = () => quarters(W, H).jpeg({ quality: 95 }).toBuffer();

export function file(
  what: string,
  name: string,
  type: string,
  bytes: HostileFile['bytes'],
  then: Outcome,
  inBrowser?: Outcome,
): HostileFile {
  let made: ReturnType<HostileFile['bytes']> | undefined;
  const once = () => (made ??= bytes());
  return { what, name, type, bytes: once, then, ...(inBrowser && { inBrowser }) };
}
