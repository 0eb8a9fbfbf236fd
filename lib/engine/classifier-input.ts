import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';
import { centreCut, resizeCut, sizeFor, type Cut } from '@/lib/image/reduce';
import type { ClassifierCard } from '@/models/card';

/** A picture as a classifier looks at it. */
export interface ClassifierInput {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] in [-1, 1]. */
  readonly data: Float32Array<ArrayBuffer>;
  /** The part of the picture that this is, in its pixels. */
  readonly cut: Cut;
}

/**
 * Longer sides come in steps of so many pixels, the stride of the networks: back ends
 * prepare themselves anew for every shape, so there must be few. The picture is stretched
 * by less than a tenth; training stretches by more.
 */
const SIDE_STEP = 32;

/**
 * Puts an opaque picture of any size before a classifier, as its card says: the same in
 * the app, on the command line and where a model is measured.
 * @throws SfumatoError `invalid-input` for a picture without pixels, or with too few of them.
 */
export function classifierInput(picture: Picture, input: ClassifierCard['input']): ClassifierInput {
  const { width, height } = picture;
  if (!(width >= 1 && height >= 1 && picture.data.length === width * height * 4)) {
    throw new SfumatoError('invalid-input', 'The picture has no pixels, or not all of them.');
  }
  const cut = centreCut(width, height, input.maxAspect);
  const size = sizeFor(cut, input.shortSide, SIDE_STEP);
  const { data, ...resized } = resizeCut(picture, cut, size.width, size.height);
  return { ...resized, data: data.map((level) => level / 127.5 - 1), cut };
}
