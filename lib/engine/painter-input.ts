/** Pictures as a stylizer takes them: in numbers, with sides that it can halve three times. */
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { centreCut, cutOut, resizeCut, sizeFor } from '@/lib/image/reduce';
import { PAINTER_STEP, type Origin } from '@/models/stylizer-geometry';

/** Numbers of a picture, [height, width, 3] in [-1, 1]. */
export interface PainterInput {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array<ArrayBuffer>;
  /** Where its first pixel lies in the whole that it is a part of. */
  readonly origin?: Origin;
}

/** Of a very long picture the middle shows its style. */
const MAX_ASPECT = 2;
/** Back ends prepare themselves anew for every shape, so there must be few. */
const SIDE_STEP = 32;
/** Smaller ones leave nothing of the deepest features. */
const MIN_STYLE_SIDE = 32;
const MAX_STYLE_SIDE = 1024;

const roundedUp = (side: number) => Math.ceil(side / PAINTER_STEP) * PAINTER_STEP;

/** @throws SfumatoError `invalid-input` for a picture without pixels, or with too few of them. */
export function assertPicture({ width, height, data }: Picture): void {
  if (width >= 1 && height >= 1 && data.length === width * height * 4) return;
  throw new SfumatoError('invalid-input', 'The picture has no pixels, or not all of them.');
}

/**
 * A picture to be painted, continued to the right and below by its mirror image where a side
 * is no multiple of 8; `inSizeOf` cuts that off.
 */
export function painterInput(picture: Picture, origin: Origin = { left: 0, top: 0 }): PainterInput {
  assertPicture(picture);
  const [width, height] = [roundedUp(picture.width), roundedUp(picture.height)];
  const data = new Float32Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const row = mirrored(y, picture.height) * picture.width;
    for (let x = 0; x < width; x++) {
      const from = (row + mirrored(x, picture.width)) * 4;
      for (let c = 0; c < 3; c++) data[to++] = picture.data[from + c]! / 127.5 - 1;
    }
  }
  return { width, height, data, origin };
}

/** The painted picture in the size of what was painted. */
export function inSizeOf({ width, height }: Picture, painted: Picture): Picture {
  if (painted.width === width && painted.height === height) return painted;
  return cutOut(painted, { left: 0, top: 0, width, height });
}

/** A picture whose style is asked for, its shorter side reduced or enlarged to `side` pixels. */
export function styleInput(picture: Picture, side: number): PainterInput {
  assertPicture(picture);
  if (!(side >= MIN_STYLE_SIDE && side <= MAX_STYLE_SIDE)) {
    throw new SfumatoError(
      'invalid-input',
      `A style is looked at with a shorter side of ${MIN_STYLE_SIDE} to ${MAX_STYLE_SIDE} pixels.`,
    );
  }
  const cut = centreCut(picture.width, picture.height, MAX_ASPECT);
  const { width, height } = sizeFor(cut, Math.round(side), SIDE_STEP);
  const { data } = resizeCut(picture, cut, width, height);
  return { width, height, data: data.map((level) => level / 127.5 - 1) };
}

/** Index `i` of a line of `count` pixels that goes on as its mirror image, and that as its own. */
function mirrored(i: number, count: number): number {
  const at = i % (2 * count);
  return at < count ? at : 2 * count - 1 - at;
}
