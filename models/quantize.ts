/** Numbers as tfjs stores them: IEEE half precision, and 8 bits on an affine grid. */

const view = new DataView(new ArrayBuffer(4));

/** The nearest half-precision bits (ties to even); magnitudes above 65504 become the largest finite half. */
export function toFloat16(value: number): number {
  view.setFloat32(0, value);
  const bits = view.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > 0x7f800000) return 0x7e00; // not a number
  if (magnitude >= 0x477ff000) return sign | 0x7bff;
  if (magnitude >= 0x38800000) {
    // Normal: drop 13 bits of mantissa and move the exponent's bias from 127 to 15.
    const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
    return sign | ((rounded - 0x38000000) >>> 13);
  }
  // Subnormal: an integer multiple of 2⁻²⁴.
  const steps = Math.abs(value) * 16777216;
  const floor = Math.floor(steps);
  const rest = steps - floor;
  return sign | (rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor);
}

export function encodeFloat16(values: ArrayLike<number>): Uint16Array<ArrayBuffer> {
  const encoded = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) encoded[i] = toFloat16(values[i]!);
  return encoded;
}

/** value ≈ code · scale + min, with the extremes of the tensor at 0 and 255. */
export function encodeUint8(values: ArrayLike<number>): {
  codes: Uint8Array<ArrayBuffer>;
  min: number;
  scale: number;
} {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    min = Math.min(min, values[i]!);
    max = Math.max(max, values[i]!);
  }
  // A constant tensor has no range; any positive scale restores it.
  const scale = max > min ? (max - min) / 255 : 1;
  const codes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) codes[i] = Math.round((values[i]! - min) / scale);
  return { codes, min, scale };
}
