/** From a file's bytes to a picture, with the browser's own decoders; for a worker or the page. */
import type { OpenedPicture } from '../picture';
import { drawReduced } from './draw';
import { readHeader, type PictureHeader } from './header';
import { FORMATS } from './kind';
import { notesOn } from './notes';
import { LIMITS, refuse } from './refusals';

/** From so many pixels on, a picture may be too much for a phone. */
const LARGE = 24_000_000;

/**
 * Reads, decodes, turns upright, lays on white and reduces a picture.
 * @param most pixels that are kept of it; see `shrinkFactor`
 * @throws SfumatoError `invalid-input` with a sentence about the file.
 */
export async function decodePicture(
  file: Blob,
  name?: string,
  most?: number,
): Promise<OpenedPicture> {
  if (file.size > LIMITS.bytes) throw refuse({ why: 'too-many-bytes', bytes: file.size }, name);
  const bytes = new Uint8Array(
    await file.arrayBuffer().catch((cause: unknown) => {
      throw refuse({ why: 'unreadable' }, name, cause);
    }),
  );
  const header = readHeader(bytes, name);
  const bitmap = await decode(bytes, header, name);
  try {
    const { width, height } = bitmap;
    // Headers may lie; the decoder has had its own limits.
    if (width * height > LIMITS.pixels) {
      throw refuse({ why: 'too-many-pixels', width, height }, name);
    }
    return {
      picture: drawReduced(bitmap, most),
      width,
      height,
      format: header.format,
      notes: notesOn({ ...header, width, height }),
    };
  } finally {
    bitmap.close();
  }
}

async function decode(
  bytes: Uint8Array<ArrayBuffer>,
  { format, width, height }: PictureHeader,
  name: string | undefined,
): Promise<ImageBitmap> {
  const { label, mime } = FORMATS[format];
  // The type that the bytes have, whatever the file called itself.
  const blob = new Blob([bytes], { type: mime });
  try {
    return await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch (cause) {
    if (format === 'heic' || format === 'tiff') {
      throw refuse({ why: 'no-decoder', kind: label, where: 'browser' }, name, cause);
    }
    // Safari has it since 16, Edge since 121.
    if (format === 'avif') throw refuse({ why: 'perhaps-no-decoder', kind: label }, name, cause);
    throw width * height < LARGE
      ? refuse({ why: 'damaged' }, name, cause)
      : refuse({ why: 'not-decoded', width, height }, name, cause);
  }
}
