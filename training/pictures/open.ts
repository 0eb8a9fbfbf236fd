/** Opens a person's picture in Node: for the command line and for training. */
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import sharp, { type Metadata } from 'sharp';

import { SfumatoError } from '@/lib/errors';
import { readHeader } from '@/lib/image/open/header';
import { FORMATS, type PictureFormat } from '@/lib/image/open/kind';
import { notesOn } from '@/lib/image/open/notes';
import { LIMITS, refuse } from '@/lib/image/open/refusals';
import { shrunkSize } from '@/lib/image/open/shrink';
import type { OpenedPicture } from '@/lib/image/picture';

export interface OpenOptions {
  /** The most pixels that are wanted of it (`shrunkSize`); about 4 million if not given. */
  readonly pixels?: number | undefined;
}

/**
 * Opens a picture file with the same limits and sentences as the page does: judged by its
 * bytes and not by its name, upright, on white, in sRGB, reduced to the pixels that are wanted.
 * Of an animation or of several pages it takes the first. It knows JPEG, PNG, WebP, AVIF,
 * GIF and TIFF.
 * @throws SfumatoError `invalid-input` with a sentence about the file.
 */
export async function openPictureFile(
  file: string,
  options: OpenOptions = {},
): Promise<OpenedPicture> {
  return decodeBytes(await readWithin(file), path.basename(file), options);
}

/** `openPictureFile` of bytes in memory; `name` is for the sentence if they cannot be opened. */
export async function decodeBytes(
  bytes: Uint8Array,
  name?: string,
  { pixels }: OpenOptions = {},
): Promise<OpenedPicture> {
  const { format, animated } = readHeader(bytes, name);
  const image = sharp(bytes, { failOn: 'error', limitInputPixels: LIMITS.pixels });
  const metadata = await image.metadata().catch((cause: unknown) => {
    throw notDecoded(format, name, cause);
  });
  // What decodes must see in the file what was checked, not another format that it also is.
  if (!isFormat(format, metadata)) throw refuse({ why: 'damaged' }, name);

  const { width, height } = metadata.autoOrient;
  const shrunk = shrunkSize(width, height, pixels);
  const { data, info } = await image
    .autoOrient()
    // Without it, 16-bit pictures with a colour profile would come out in Display P3.
    .pipelineColourspace('srgb')
    .resize(shrunk.width, shrunk.height, { fit: 'fill', kernel: 'mitchell' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .timeout({ seconds: LIMITS.seconds })
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw notDecoded(format, name, cause);
    });
  return {
    picture: {
      width: info.width,
      height: info.height,
      data: new Uint8ClampedArray(data.buffer as ArrayBuffer, data.byteOffset, data.length),
    },
    width,
    height,
    format,
    notes: notesOn({ animated, width, height }),
  };
}

/** The bytes of a file, unless there are too many. */
async function readWithin(file: string): Promise<Buffer> {
  const name = path.basename(file);
  const entry = await stat(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  // Reading a pipe or a device might never end.
  if (!entry.isFile()) throw refuse({ why: 'not-a-picture' }, name);
  if (entry.size > LIMITS.bytes) throw refuse({ why: 'too-many-bytes', bytes: entry.size }, name);
  return readFile(file).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
}

function unreadable(file: string, cause: unknown): SfumatoError {
  if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') {
    return refuse({ why: 'unreadable' }, path.basename(file), cause);
  }
  return new SfumatoError('not-found', `There is no file ${file}.`, { cause });
}

function isFormat(format: PictureFormat, metadata: Metadata): boolean {
  const decoder: string = metadata.format;
  return decoder === format || (decoder === 'heif' && (format === 'avif' || format === 'heic'));
}

/** Why the library did not decode it, in words for people. */
function notDecoded(format: PictureFormat, name: string | undefined, cause: unknown): SfumatoError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (message.startsWith('timeout')) return refuse({ why: 'too-slow' }, name, cause);
  if (format === 'heic' || format === 'bmp') {
    return refuse({ why: 'no-decoder', kind: FORMATS[format].label, where: 'here' }, name, cause);
  }
  return refuse({ why: 'damaged' }, name, cause);
}
