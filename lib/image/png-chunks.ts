/**
 * The container of a PNG file: a signature, then chunks of length, type, data
 * and checksum. Source: PNG Specification (Third Edition), W3C 2025, section 5.
 */

export interface PngChunk {
  /** Four letters, e.g. `IHDR`. */
  readonly type: string;
  /** A view into the file. */
  readonly data: Uint8Array;
  /** Whether the stored checksum fits type and data. Computed when asked for. */
  intact(): boolean;
}

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** Type and data between length and checksum: 4 + 4 + data + 4 bytes. */
const CHUNK_OVERHEAD = 12;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** CRC-32 of ISO 3309, as PNG and zip use it (annex D of the specification). */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = CRC_TABLE[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

/** One chunk as it lies in the file. */
export function encodeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(CHUNK_OVERHEAD + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) chunk[4 + i] = type.charCodeAt(i);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

export function isPng(bytes: Uint8Array): boolean {
  return (
    bytes.length >= PNG_SIGNATURE.length && PNG_SIGNATURE.every((byte, i) => bytes[i] === byte)
  );
}

/**
 * The chunks of a PNG in order, up to `IEND`, the end of the file, or the first
 * chunk that claims to be longer than what is left. Never allocates by what a
 * length field says, and takes time linear in the file.
 */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk, void> {
  if (!isPng(bytes)) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = PNG_SIGNATURE.length;
  while (at + CHUNK_OVERHEAD <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + CHUNK_OVERHEAD + length;
    if (end > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const checked = bytes.subarray(at + 4, end - 4);
    const stored = view.getUint32(end - 4);
    yield { type, data: checked.subarray(4), intact: () => crc32(checked) === stored };
    if (type === 'IEND') return;
    at = end;
  }
}
