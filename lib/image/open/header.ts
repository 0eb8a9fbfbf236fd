/** What can be known of a picture before anything is decoded. */
import { imageDimensionsFromData } from 'image-dimensions';

import { readBmpHeader, readTiffHeader, type Size } from './bitmap-headers';
import { readGif } from './gif';
import { brandsOf, kindOf, type PictureFormat } from './kind';
import { LIMITS, refuse, type Refusal } from './refusals';
import { hasWholeBoxes, isWholeJpeg, isWholeWebp, readPngChunks } from './whole';

export interface PictureHeader {
  readonly format: PictureFormat;
  /** As stored, in pixels: an orientation is not applied. */
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
}

/** Beginnings in which sizes are looked for: they bound the work on lists in hostile files. */
const FIXED_HEADER = 256;
const LONG_HEADER = 1 << 20;

/** What a format's own structure says; without a size where none could be found. */
interface Found extends Partial<Size> {
  readonly animated?: boolean;
  /** The file is there to its end. */
  readonly whole?: boolean;
  /** A kind of file that only looks like this format. */
  readonly otherKind?: string;
}

/**
 * Kind and size of a picture that is worth decoding. Takes time linear in the file and
 * no memory but for a copy of its beginning.
 * @param bytes the whole file
 * @param name for the sentence, if it cannot be opened
 * @throws SfumatoError `invalid-input` for everything that is no picture, incomplete, or
 * beyond `LIMITS`.
 */
export function readHeader(bytes: Uint8Array, name?: string): PictureHeader {
  const no = (refusal: Refusal) => refuse(refusal, name);
  if (bytes.length === 0) throw no({ why: 'empty' });
  if (bytes.length > LIMITS.bytes) throw no({ why: 'too-many-bytes', bytes: bytes.length });

  const kind = kindOf(bytes);
  if (kind.is === 'other') throw no({ why: 'other-kind', kind: kind.kind });
  if (kind.is === 'unknown') throw no({ why: 'not-a-picture' });
  if (kind.is !== 'picture') throw no({ why: kind.is });

  const { width, height, animated = false, whole = true, otherKind } = find(kind.format, bytes);
  if (otherKind !== undefined) throw no({ why: 'other-kind', kind: otherKind });
  if (width === undefined || height === undefined) {
    throw no({ why: whole ? 'damaged' : 'breaks-off' });
  }
  if (!(width > 0 && height > 0)) throw no({ why: 'no-pixels' });
  if (width * height > LIMITS.pixels) throw no({ why: 'too-many-pixels', width, height });
  if (Math.max(width, height) > LIMITS.side) throw no({ why: 'too-long', width, height });
  if (!whole) throw no({ why: 'breaks-off' });
  return { format: kind.format, width, height, animated };
}

function find(format: PictureFormat, bytes: Uint8Array): Found {
  switch (format) {
    case 'jpeg':
      // Some cameras put megabytes of notes before the size.
      return { ...(sizeIn(bytes, LONG_HEADER) ?? sizeIn(bytes)), whole: isWholeJpeg(bytes) };
    case 'png':
      return { ...sizeIn(bytes, FIXED_HEADER), ...readPngChunks(bytes) };
    case 'webp':
      return {
        ...sizeIn(bytes, FIXED_HEADER),
        whole: isWholeWebp(bytes),
        animated: isAnimatedWebp(bytes),
      };
    case 'avif':
    case 'heic':
      return {
        ...sizeIn(bytes, LONG_HEADER),
        whole: hasWholeBoxes(bytes),
        animated: brandsOf(bytes).includes('avis'),
      };
    case 'gif':
      return readGif(bytes);
    case 'bmp':
      return readBmpHeader(bytes) ?? {};
    case 'tiff': {
      const { raw, ...size } = readTiffHeader(bytes) ?? { raw: false };
      return raw ? { ...size, otherKind: 'camera raw' } : size;
    }
  }
}

/**
 * The library follows a HEIC's or AVIF's primary item, so that a thumbnail in front of it
 * does not hide how large it is.
 */
function sizeIn(bytes: Uint8Array, beginning = bytes.length): Size | undefined {
  try {
    return imageDimensionsFromData(bytes.subarray(0, beginning));
  } catch {
    // Lists that are too long for its spread arguments, say: no size is the answer, too.
    return undefined;
  }
}

/** Flags of the extended format. Source: RFC 9649, section 2.7. */
function isAnimatedWebp(bytes: Uint8Array): boolean {
  const extended = [...'VP8X'].every((letter, i) => bytes[12 + i] === letter.charCodeAt(0));
  return extended && (bytes[20]! & 0x02) !== 0;
}
