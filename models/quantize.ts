/** Numbers as tfjs stores them: IEEE half precision, and 8 bits with a scale a channel. */

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

/**
 * value ≈ (code/127 − 1) · scale of its channel: 255 steps, with zero in the middle and
 * the largest magnitude of each channel at an end. Kernels whose normalisation was
 * folded in differ much between channels; one range for all would lose the small ones.
 * @param channels of which the values are the fastest running index.
 */
export function encodeUint8(
  values: ArrayLike<number>,
  channels: number,
): { codes: Uint8Array<ArrayBuffer>; scales: Float32Array } {
  const scales = new Float32Array(channels);
  for (let i = 0; i < values.length; i++) {
    scales[i % channels] = Math.max(scales[i % channels]!, Math.abs(values[i]!));
  }
  // As they are read back; never below the magnitudes, or codes would leave their range.
  for (let c = 0; c < channels; c++) scales[c] = atLeastFloat16(scales[c]!);
  const codes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const scale = scales[i % channels]!;
    codes[i] = scale === 0 ? 127 : Math.round((values[i]! / scale + 1) * 127);
  }
  return { codes, scales };
}

/** The smallest half-precision number that is not below a positive one. */
function atLeastFloat16(value: number): number {
  const bits = toFloat16(value);
  const near = fromFloat16(bits);
  return near >= value ? near : fromFloat16(bits + 1);
}

function fromFloat16(bits: number): number {
  const exponent = (bits >>> 10) & 31;
  const mantissa = bits & 1023;
  return exponent === 0 ? mantissa * 2 ** -24 : (1 + mantissa / 1024) * 2 ** (exponent - 15);
}
