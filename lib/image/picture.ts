import type { PictureFormat } from './open/kind';

/** Width, height and RGBA bytes, row by row from the top left; not premultiplied. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** A picture as it came out of a person's file. */
export interface OpenedPicture {
  /**
   * Upright, opaque (on white), in sRGB, and reduced to about 4 megapixels (a panorama to 16) unless
   * more are asked for: enough to show and to judge, without the weight of a camera's picture.
   */
  readonly picture: Picture;
  /** Of the file's own picture, upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly format: PictureFormat;
  /** What a person should know about what was opened: a sentence each, often none. */
  readonly notes: readonly string[];
}
