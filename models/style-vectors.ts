/** Style vectors as a card keeps them: half precision, little-endian, in base64. Free of tfjs. */
import { toFloat16 } from './quantize';

export function writeStyleVector(vector: ArrayLike<number>): string {
  let bytes = '';
  for (let i = 0; i < vector.length; i++) {
    const half = toFloat16(vector[i]!);
    bytes += String.fromCharCode(half & 0xff, half >>> 8);
  }
  return btoa(bytes);
}

/** @throws DOMException for what is no base64, which a checked card is. */
export function readStyleVector(text: string): Float32Array<ArrayBuffer> {
  const bytes = atob(text);
  return Float32Array.from({ length: bytes.length >> 1 }, (_, i) =>
    fromFloat16(bytes.charCodeAt(2 * i) | (bytes.charCodeAt(2 * i + 1) << 8)),
  );
}

/** The number that half-precision bits stand for (IEEE 754-2008, section 3.4). */
function fromFloat16(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >>> 10) & 0x1f;
  const mantissa = half & 0x3ff;
  if (exponent === 0) return sign * mantissa * 2 ** -24;
  if (exponent === 31) return mantissa ? NaN : sign * Infinity;
  return sign * (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
