/**
 * Weights as one file in tfjs's own format (`tf.io`), named after its content.
 * The entries that describe it live in the model's card.
 */
import { sha256 } from '@noble/hashes/sha256';
import { bytesToHex } from '@noble/hashes/utils';
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';

import type { WeightsFile } from './card';
import type { NetworkSpec, Weights, WeightSpec } from './network';
import { encodeFloat16, encodeUint8 } from './quantize';

export type WeightsDtype = WeightsFile['dtype'];
type Entry = WeightsFile['entries'][number];

/**
 * Encodes in the spec's order.
 * @param dtype how the numbers are stored: float16 halves the file, uint8 quarters
 *   it (symmetric, per output channel; vectors and tracked statistics stay float16).
 */
export async function encodeWeightsFile(
  weights: Weights,
  spec: NetworkSpec,
  dtype: WeightsDtype = 'float16',
): Promise<{ bytes: Uint8Array<ArrayBuffer>; file: WeightsFile }> {
  const parts: Uint8Array[] = [];
  const entries: Entry[] = [];
  for (const weightSpec of spec.weights) {
    const tensor = weights[weightSpec.name];
    if (!tensor) throw corrupt(`the weight ${weightSpec.name} is missing`);
    const values = await tensor.data<'float32'>();
    for (const { data, entry } of encodeOne(weightSpec, values, dtype)) {
      parts.push(data);
      entries.push(entry);
    }
  }
  const bytes = new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
  const hash = bytesToHex(sha256(bytes));
  const file = `weights-${hash.slice(0, 16)}.bin`;
  return { bytes, file: { file, bytes: bytes.byteLength, sha256: hash, dtype, entries } };
}

function encodeOne(
  { name, shape, trainable }: WeightSpec,
  values: Float32Array,
  dtype: WeightsDtype,
): { data: Uint8Array; entry: Entry }[] {
  const entry = { name, shape: [...shape], dtype: 'float32' as const };
  if (dtype === 'float32') {
    const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return [{ data, entry }];
  }
  if (dtype === 'uint8' && trainable && shape.length > 1) {
    const channels = channelsOf(shape);
    const { codes, scales } = encodeUint8(values, channels);
    const whole = { dtype: 'uint8' as const, min: -1, scale: 1 / 127, original_dtype: entry.dtype };
    return [
      { data: codes, entry: { ...entry, quantization: whole } },
      halves({ name: name + SCALES, shape: [channels], dtype: 'float32' }, scales),
    ];
  }
  return [halves(entry, values)];
}

function halves(entry: Entry, values: ArrayLike<number>): { data: Uint8Array; entry: Entry } {
  const quantization = { dtype: 'float16' as const, original_dtype: entry.dtype };
  const data = new Uint8Array(encodeFloat16(values).buffer);
  return { data, entry: { ...entry, quantization } };
}

/** Beside codes of 8 bits: the largest magnitude of every channel. */
const SCALES = ':scales';

/** The channels that a kernel's numbers belong to lie last; a depthwise kernel's one before. */
const channelsOf = (shape: readonly number[]) =>
  shape[shape.at(-1) === 1 ? shape.length - 2 : shape.length - 1]!;

/**
 * The tensors of a weights file, after checking size, hash and every name and shape.
 * @throws SfumatoError `weights-corrupt`, naming what does not fit.
 */
export function decodeWeightsFile(
  bytes: ArrayBuffer,
  file: WeightsFile,
  spec: NetworkSpec,
): Record<string, tf.Tensor> {
  if (bytes.byteLength !== file.bytes) {
    throw corrupt(`the file has ${bytes.byteLength} bytes instead of ${file.bytes}`);
  }
  const hash = bytesToHex(sha256(new Uint8Array(bytes)));
  if (hash !== file.sha256) {
    throw corrupt(`its SHA-256 is ${hash.slice(0, 16)}… instead of ${file.sha256.slice(0, 16)}…`);
  }
  checkEntries(file.entries, spec);
  try {
    const decoded = tf.io.decodeWeights(bytes, file.entries as tf.io.WeightsManifestEntry[]);
    return scaled(decoded, spec);
  } catch (cause) {
    throw corrupt('the numbers cannot be read', cause);
  }
}

/** Multiplies what was stored in 8 bits by the scales of its channels. */
function scaled(decoded: Record<string, tf.Tensor>, spec: NetworkSpec): Record<string, tf.Tensor> {
  const weights: Record<string, tf.Tensor> = {};
  for (const { name, shape } of spec.weights) {
    const values = decoded[name]!;
    const scales = decoded[name + SCALES];
    if (!scales) {
      weights[name] = values;
      continue;
    }
    const depthwise = shape.at(-1) === 1;
    weights[name] = tf.tidy(() => tf.mul(values, depthwise ? tf.reshape(scales, [-1, 1]) : scales));
    tf.dispose([values, scales]);
  }
  return weights;
}

function checkEntries(entries: readonly Entry[], spec: NetworkSpec): void {
  const shapes = new Map(entries.map((entry) => [entry.name, entry.shape.join('×')]));
  for (const { name, shape } of spec.weights) {
    const found = shapes.get(name);
    if (found === undefined) throw corrupt(`the weight ${name} is missing`);
    const expected = shape.join('×');
    if (found !== expected) throw corrupt(`the weight ${name} is ${found} instead of ${expected}`);
    shapes.delete(name);
    const scales = shapes.get(name + SCALES);
    if (scales === String(channelsOf(shape))) shapes.delete(name + SCALES);
  }
  const [extra] = shapes.keys();
  if (extra !== undefined) throw corrupt(`there is no place for the weight ${extra}`);
}

function corrupt(what: string, cause?: unknown): SfumatoError {
  const message = `The model's weights do not fit its card: ${what}. Load the page again; if it stays so, the model has to be exported anew.`;
  return new SfumatoError('weights-corrupt', message, { cause });
}
