/**
 * Adam (Kingma and Ba 2015) on plain tensors. tfjs's own optimiser restores the
 * powers of its decay rates by `pow`, so a resumed run would drift from one that
 * was never interrupted; here the state is tensors and a count, nothing else.
 */
import * as tf from '@tensorflow/tfjs-core';

import { pickPrefix, type Tensors } from './tensors';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

/** How one step differs from the options. */
export interface AdamStep {
  /** Factor on the learning rate of a weight: 1 unless given. */
  readonly rateOf?: (name: string) => number;
  /**
   * Share of a weight that is taken away at a learning rate of 1, apart from the
   * gradient (Loshchilov and Hutter 2019, algorithm 2): 0 unless given.
   */
  readonly decayOf?: (name: string) => number;
}

const EPSILON = 1e-7;

export class Adam {
  private first: Tensors = {};
  private second: Tensors = {};
  private steps = 0;

  constructor(private readonly options: AdamOptions) {}

  /** New weights for `gradients`; the old ones are disposed. Names without a gradient keep their tensor. */
  apply(weights: Tensors, gradients: Tensors, { rateOf, decayOf }: AdamStep = {}): Tensors {
    const { learningRate, beta1, beta2 } = this.options;
    this.steps++;
    const correction = Math.sqrt(1 - beta2 ** this.steps) / (1 - beta1 ** this.steps);
    const updated: Tensors = { ...weights };
    for (const [name, gradient] of Object.entries(gradients)) {
      const rate = learningRate * (rateOf?.(name) ?? 1);
      const kept = 1 - rate * (decayOf?.(name) ?? 0);
      const [weight, m, v] = tf.tidy(() => {
        const m = beta1 === 0 ? tf.clone(gradient) : decay(this.first[name], gradient, beta1);
        const v = decay(this.second[name], tf.square(gradient), beta2);
        const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), EPSILON)), rate * correction);
        const weight = kept === 1 ? weights[name]! : tf.mul(weights[name]!, kept);
        return [tf.sub(weight, change), m, v];
      });
      tf.dispose([weights[name]!, this.first[name] ?? [], this.second[name] ?? []]);
      updated[name] = weight!;
      if (beta1 === 0) m!.dispose();
      else this.first[name] = m!;
      this.second[name] = v!;
    }
    return updated;
  }

  /** Everything that `restore` needs. */
  state(): { steps: number; tensors: Tensors } {
    const tensors: Tensors = {};
    for (const [name, tensor] of Object.entries(this.first)) tensors[`m/${name}`] = tensor;
    for (const [name, tensor] of Object.entries(this.second)) tensors[`v/${name}`] = tensor;
    return { steps: this.steps, tensors };
  }

  /** Takes over the tensors. */
  restore(steps: number, tensors: Tensors): void {
    tf.dispose([this.first, this.second]);
    this.steps = steps;
    this.first = pickPrefix(tensors, 'm/');
    this.second = pickPrefix(tensors, 'v/');
  }
}

function decay(old: tf.Tensor | undefined, value: tf.Tensor, beta: number): tf.Tensor {
  const share = tf.mul(value, 1 - beta);
  return old ? tf.add(tf.mul(old, beta), share) : share;
}
