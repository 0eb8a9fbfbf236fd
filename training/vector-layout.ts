/** Named tensors as one long vector, and back. */
import * as tf from '@tensorflow/tfjs-core';

import type { Tensors } from './tensors';

export class VectorLayout {
  readonly names: readonly string[];
  readonly size: number;
  private readonly shapes: readonly (readonly number[])[];
  private readonly sizes: readonly number[];

  /** @param like tensors of the names and shapes that all others will have. */
  constructor(like: Tensors) {
    this.names = Object.keys(like);
    this.shapes = Object.values(like).map(({ shape }) => shape);
    this.sizes = Object.values(like).map(({ size }) => size);
    this.size = this.sizes.reduce((sum, size) => sum + size, 0);
  }

  /** @returns [size]; tensors of other names are left out. */
  join(tensors: Tensors): tf.Tensor1D {
    return tf.tidy(() =>
      tf.concat1d(this.names.map((name) => tf.reshape(tensors[name]!, [-1]) as tf.Tensor1D)),
    );
  }

  split(vector: tf.Tensor1D): Tensors {
    return tf.tidy(() => {
      const parts = tf.split(vector, [...this.sizes]);
      return Object.fromEntries(
        this.names.map((name, i) => [name, tf.reshape(parts[i]!, [...this.shapes[i]!])]),
      );
    });
  }

  /** One number a name, repeated for each of its elements: [size]. */
  fill(valueOf: (name: string) => number): tf.Tensor1D {
    const values = new Float32Array(this.size);
    let offset = 0;
    this.names.forEach((name, i) => {
      values.fill(valueOf(name), offset, offset + this.sizes[i]!);
      offset += this.sizes[i]!;
    });
    return tf.tensor1d(values);
  }
}
