/**
 * What a file is, by its first bytes and by nothing else: names and MIME types are
 * what somebody said about it.
 */

/** Kinds of pictures that are opened wherever there is a decoder for them. */
export const FORMATS = {
  jpeg: { label: 'JPEG', mime: 'image/jpeg' },
  png: { label: 'PNG', mime: 'image/png' },
  webp: { label: 'WebP', mime: 'image/webp' },
  avif: { label: 'AVIF', mime: 'image/avif' },
  gif: { label: 'GIF', mime: 'image/gif' },
  heic: { label: 'HEIC', mime: 'image/heic' },
  bmp: { label: 'BMP', mime: 'image/bmp' },
  tiff: { label: 'TIFF', mime: 'image/tiff' },
} as const;

export type PictureFormat = keyof typeof FORMATS;

export type FileKind =
  | { readonly is: 'picture'; readonly format: PictureFormat }
  | { readonly is: 'svg' | 'pdf' | 'video' | 'unknown' }
  /** A kind of picture that is not opened, e.g. "Photoshop". */
  | { readonly is: 'other'; readonly kind: string };

/** Text is looked at so far for the beginning of an SVG or a PDF. */
const TEXT_BYTES = 4096;

const picture = (format: PictureFormat): FileKind => ({ is: 'picture', format });
const other = (kind: string): FileKind => ({ is: 'other', kind });
const VIDEO: FileKind = { is: 'video' };

/** Beginnings of files; `?` stands for any byte. Sources: the formats' specifications. */
const BEGINNINGS: readonly (readonly [string, FileKind])[] = [
  ['\xff\xd8\xff', picture('jpeg')],
  ['\x89PNG\r\n\x1a\n', picture('png')],
  ['RIFF????WEBP', picture('webp')],
  ['GIF87a', picture('gif')],
  ['GIF89a', picture('gif')],
  ['II*\0????CR', other('camera raw')],
  ['II*\0', picture('tiff')],
  ['MM\0*', picture('tiff')],
  ['BM????\0\0\0\0', picture('bmp')],
  ['\xff\x0a', other('JPEG XL')],
  ['\0\0\0\x0cJXL ', other('JPEG XL')],
  ['\0\0\0\x0cjP  ', other('JPEG 2000')],
  ['8BPS', other('Photoshop')],
  ['\0\0\x01\0', other('Windows icon')],
  ['FUJIFILMCCD-RAW', other('camera raw')],
  ['%PDF-', { is: 'pdf' }],
  ['RIFF????AVI ', VIDEO],
  ['\x1a\x45\xdf\xa3', VIDEO], // Matroska, WebM
  ['OggS', VIDEO],
  ['FLV\x01', VIDEO],
  ['\0\0\x01\xba', VIDEO], // MPEG program stream
  ['\0\0\x01\xb3', VIDEO],
  ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', VIDEO], // Windows Media
  // QuickTime from before it had a file type box.
  ['????moov', VIDEO],
  ['????mdat', VIDEO],
  ['????wide', VIDEO],
];

/** Brands of ISO/IEC 23008-12 (HEIF) and its AV1 profile; anything else is a film. */
const AVIF_BRANDS = ['avif', 'avis', 'avio'];
const HEIC_BRANDS = [
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'hevm',
  'hevs',
  'mif1',
  'msf1',
];

export function kindOf(bytes: Uint8Array): FileKind {
  const brands = brandsOf(bytes);
  if (brands.length > 0) {
    if (brands.some((brand) => AVIF_BRANDS.includes(brand))) return picture('avif');
    if (brands.some((brand) => HEIC_BRANDS.includes(brand))) return picture('heic');
    return brands[0] === 'crx ' ? other('camera raw') : VIDEO;
  }
  const known = BEGINNINGS.find(([beginning]) => beginsWith(bytes, beginning));
  return known?.[1] ?? kindOfText(bytes);
}

/** The brands of an ISO base media file (ISO/IEC 14496-12, section 4.3); none for any other. */
export function brandsOf(bytes: Uint8Array): string[] {
  if (!beginsWith(bytes, '????ftyp')) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = Math.min(view.getUint32(0), bytes.length, 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) {
    // Between the major brand and the compatible ones lies a version.
    if (at !== 12) brands.push(latin(bytes.subarray(at, at + 4)));
  }
  return brands.length > 0 ? brands : ['none'];
}

function beginsWith(bytes: Uint8Array, beginning: string): boolean {
  if (bytes.length < beginning.length) return false;
  for (let i = 0; i < beginning.length; i++) {
    if (beginning[i] !== '?' && beginning.charCodeAt(i) !== bytes[i]) return false;
  }
  return true;
}

function kindOfText(bytes: Uint8Array): FileKind {
  const text = latin(bytes.subarray(0, TEXT_BYTES))
    .replace(/^\xef\xbb\xbf/, '') // byte order mark
    .trimStart()
    .toLowerCase();
  if (text.startsWith('<') && !/^<(!doctype html|html)/.test(text) && text.includes('<svg')) {
    return { is: 'svg' };
  }
  // Readers of PDF look for its beginning in the first kilobyte.
  return { is: text.slice(0, 1024).includes('%pdf-') ? 'pdf' : 'unknown' };
}

function latin(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
