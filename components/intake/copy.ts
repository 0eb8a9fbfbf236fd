/** Pictures in other sizes, by the browser's own canvas. */
import { SfumatoError } from '@/lib/errors';
import type { Picture } from '@/lib/image/picture';

/** Longer side of a copy, in pixels: sharp on a large screen, and quick to read again. */
const LONGER_SIDE = 1400;
const QUALITY = 0.88;
/** What is seen through transparent places. */
const GROUND = '#ffffff';

/** A JPEG of the picture, its longer side at most 1400 pixels. @throws SfumatoError `internal` */
export async function reduceToCopy(picture: Picture): Promise<Blob> {
  const factor = Math.min(1, LONGER_SIDE / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * factor));
  const height = Math.max(1, Math.round(picture.height * factor));
  const bitmap = await createImageBitmap(
    new ImageData(picture.data, picture.width, picture.height),
    { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' },
  );
  const { canvas, context } = canvasOf(width, height);
  context.fillStyle = GROUND;
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return blobOf(canvas, 'image/jpeg', QUALITY);
}

/** A picture in another size, smoothly. @throws SfumatoError `internal` */
export async function resizePicture(
  picture: Picture,
  { width, height }: Pick<Picture, 'width' | 'height'>,
): Promise<Picture> {
  if (picture.width === width && picture.height === height) return picture;
  const bitmap = await createImageBitmap(
    new ImageData(picture.data, picture.width, picture.height),
    { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' },
  );
  const { context } = canvasOf(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** The picture of a copy. @throws SfumatoError `invalid-input` when it cannot be read any more. */
export async function restoreCopy(copy: Blob): Promise<Picture> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(copy);
  } catch (cause) {
    throw new SfumatoError(
      'invalid-input',
      'The copy of this picture can no longer be read: open the file again.',
      { cause },
    );
  }
  const { width, height } = bitmap;
  const { context } = canvasOf(width, height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** A canvas that is never shown. @throws SfumatoError `internal` where there is none to be had. */
export function canvasOf(width: number, height: number) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) {
    throw new SfumatoError(
      'internal',
      'This browser has no memory left for another picture: close other tabs and try again.',
    );
  }
  return { canvas, context };
}

/** What stands on a canvas, as a file. @throws SfumatoError `internal` */
export function blobOf(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => {
        if (blob) resolve(blob);
        else reject(new SfumatoError('internal', 'The picture could not be saved. Try again.'));
      },
      type,
      quality,
    );
  });
}
