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
 *   it (affine, per tensor; vectors and tracked statistics stay float16).
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
    const { data, entry } = encodeOne(weightSpec, await tensor.data<'float32'>(), dtype);
    parts.push(data);
    entries.push(entry);
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
): { data: Uint8Array; entry: Entry } {
  const entry = { name, shape: [...shape], dtype: 'float32' as const };
  if (dtype === 'float32') {
    return { data: new Uint8Array(values.buffer, values.byteOffset, values.byteLength), entry };
  }
  if (dtype === 'uint8' && trainable && shape.length > 1) {
    const { codes, min, scale } = encodeUint8(values);
    const quantization = { dtype: 'uint8' as const, min, scale, original_dtype: entry.dtype };
    return { data: codes, entry: { ...entry, quantization } };
  }
  const quantization = { dtype: 'float16' as const, original_dtype: entry.dtype };
  return {
    data: new Uint8Array(encodeFloat16(values).buffer),
    entry: { ...entry, quantization },
  };
}

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
    return tf.io.decodeWeights(bytes, file.entries as tf.io.WeightsManifestEntry[]);
  } catch (cause) {
    throw corrupt('the numbers cannot be read', cause);
  }
}

function checkEntries(entries: readonly Entry[], spec: NetworkSpec): void {
  const shapes = new Map(entries.map((entry) => [entry.name, entry.shape.join('×')]));
  for (const { name, shape } of spec.weights) {
    const found = shapes.get(name);
    if (found === undefined) throw corrupt(`the weight ${name} is missing`);
    const expected = shape.join('×');
    if (found !== expected) throw corrupt(`the weight ${name} is ${found} instead of ${expected}`);
    shapes.delete(name);
  }
  const [extra] = shapes.keys();
  if (extra !== undefined) throw corrupt(`there is no place for the weight ${extra}`);
}

function corrupt(what: string, cause?: unknown): SfumatoError {
  const message = `The model's weights do not fit its card: ${what}. Load the page again; if it stays so, the model has to be exported anew.`;
  return new SfumatoError('weights-corrupt', message, { cause });
}
