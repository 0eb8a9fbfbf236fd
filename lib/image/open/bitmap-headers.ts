/** Sizes of BMP and TIFF pictures. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The two headers there have been, told apart by their length. */
const CORE_HEADER = 12;
const INFO_HEADERS = [40, 52, 56, 64, 108, 124];

export interface BmpHeader extends Size {
  /** The pixels are there to the last; taken on trust where they are compressed. */
  readonly whole: boolean;
}

/** Source: Microsoft, "Bitmap Storage" (BITMAPCOREHEADER, BITMAPINFOHEADER and later). */
export function readBmpHeader(bytes: Uint8Array): BmpHeader | undefined {
  if (bytes.length < 34) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header = view.getUint32(14, true);
  const core = header === CORE_HEADER;
  if (!core && !INFO_HEADERS.includes(header)) return undefined;
  const width = core ? view.getUint16(18, true) : view.getInt32(18, true);
  // A negative height says that the rows come from top to bottom.
  const height = core ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const bitsAPixel = view.getUint16(core ? 24 : 28, true);
  const compressed = !core && view.getUint32(30, true) !== 0;
  // Rows are padded to four bytes.
  const end = view.getUint32(10, true) + 4 * Math.ceil((width * bitsAPixel) / 32) * height;
  return { width, height, whole: compressed || end <= bytes.length };
}

export interface TiffHeader extends Size {
  /** A digital negative (DNG): what it shows at first is only a preview. */
  readonly raw: boolean;
}

const WIDTH = 256;
const LENGTH = 257;
const DNG_VERSION = 50706;
const SHORT = 3;
const LONG = 4;

/** The first page. Source: TIFF Revision 6.0, Adobe 1992, sections 2 and 8. */
export function readTiffHeader(bytes: Uint8Array): TiffHeader | undefined {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const littleEndian = bytes[0] === 0x49;
  const directory = view.getUint32(4, littleEndian);
  if (directory + 2 > bytes.length) return undefined;
  const count = view.getUint16(directory, littleEndian);
  let [width, height, raw] = [0, 0, false];
  for (let i = 0, at = directory + 2; i < count && at + 12 <= bytes.length; i++, at += 12) {
    const tag = view.getUint16(at, littleEndian);
    if (tag === DNG_VERSION) raw = true;
    if (tag !== WIDTH && tag !== LENGTH) continue;
    const type = view.getUint16(at + 2, littleEndian);
    if (type !== SHORT && type !== LONG) return undefined;
    const value =
      type === SHORT ? view.getUint16(at + 8, littleEndian) : view.getUint32(at + 8, littleEndian);
    if (tag === WIDTH) width = value;
    else height = value;
  }
  return width > 0 && height > 0 ? { width, height, raw } : undefined;
}
