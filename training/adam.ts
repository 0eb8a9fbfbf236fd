/**
 * Adam (Kingma and Ba 2015) on plain tensors. tfjs's own optimiser restores the
 * powers of its decay rates by `pow`, so a resumed run would drift from one that
 * was never interrupted; here the state is tensors and a count, nothing else.
 *
 * All weights are moved as one long vector: a network has a hundred small ones and more,
 * and a dozen operations for each would take longer than their convolutions.
 */
import * as tf from '@tensorflow/tfjs-core';

import { SfumatoError } from '@/lib/errors';

import type { Tensors } from './tensors';
import { VectorLayout } from './vector-layout';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  /** Factor on the learning rate of a weight: 1 unless given. */
  readonly rateOf?: (name: string) => number;
  /**
   * Share of a weight that is taken away at a learning rate of 1, apart from the
   * gradient (Loshchilov and Hutter 2019, algorithm 2): 0 unless given.
   */
  readonly decayOf?: (name: string) => number;
}

const EPSILON = 1e-7;

/** What the names of the gradients determine, once they are known. */
interface Plan {
  readonly layout: VectorLayout;
  /** Factor on the learning rate, and on that of the decay; missing where it is the same for all. */
  readonly rates?: tf.Tensor1D | undefined;
  readonly decays?: tf.Tensor1D | undefined;
}

/** Of all weights, one after the other. Without `m` where beta1 is 0: it is the gradient then. */
interface Moments {
  readonly m?: tf.Tensor1D | undefined;
  readonly v: tf.Tensor1D;
}

export class Adam {
  private plan: Plan | undefined;
  private moments: Moments | undefined;
  private steps = 0;

  constructor(private readonly options: AdamOptions) {}

  /**
   * New weights for `gradients`, which have the same names at every step; the old ones are
   * disposed. Weights without a gradient keep their tensor.
   * @param factor on the learning rate, in this step.
   */
  apply(weights: Tensors, gradients: Tensors, factor = 1): Tensors {
    const { learningRate, beta1, beta2 } = this.options;
    const { layout, rates, decays } = (this.plan ??= this.planFor(gradients));
    const before = (this.moments ??= {
      m: beta1 === 0 ? undefined : tf.zeros([layout.size]),
      v: tf.zeros([layout.size]),
    });
    this.steps++;
    const correction = Math.sqrt(1 - beta2 ** this.steps) / (1 - beta1 ** this.steps);
    const rate = learningRate * factor;
    const [updated, m, v] = tf.tidy(() => {
      const gradient = layout.join(gradients);
      const m = before.m && moved(before.m, gradient, beta1);
      const v = moved(before.v, tf.square(gradient), beta2);
      const step = tf.div(m ?? gradient, tf.add(tf.sqrt(v), EPSILON));
      const scaled = tf.mul(step, rate * correction);
      let change = rates ? tf.mul(scaled, rates) : scaled;
      const old = layout.join(weights);
      if (decays) change = tf.add(change, tf.mul(tf.mul(old, decays), rate));
      return [layout.split(tf.sub(old, change)), m, v];
    });
    tf.dispose([layout.names.map((name) => weights[name]!), before.m ?? [], before.v]);
    this.moments = { m, v };
    return { ...weights, ...updated };
  }

  /** Everything that `restore` needs. */
  state(): { steps: number; tensors: Tensors } {
    const { m, v } = this.moments ?? {};
    return { steps: this.steps, tensors: { ...(m && { m }), ...(v && { v }) } };
  }

  /**
   * Takes over the tensors.
   * @throws SfumatoError `invalid-input` for those of another version.
   */
  restore(steps: number, tensors: Tensors): void {
    const { m, v, ...others } = tensors as Record<string, tf.Tensor1D | undefined>;
    const complete = v !== undefined && (m !== undefined || this.options.beta1 === 0);
    if (Object.keys(others).length > 0 || (steps > 0 && !complete)) {
      throw new SfumatoError(
        'invalid-input',
        'The state of the optimiser is of another version of this program. Start from the run’s weights with --init-from.',
      );
    }
    this.dispose();
    this.steps = steps;
    this.moments = v && { m, v };
  }

  dispose(): void {
    const { m, v } = this.moments ?? {};
    const { rates, decays } = this.plan ?? {};
    tf.dispose([m ?? [], v ?? [], rates ?? [], decays ?? []]);
    this.moments = undefined;
    this.plan = undefined;
  }

  private planFor(like: Tensors): Plan {
    const { rateOf, decayOf } = this.options;
    const layout = new VectorLayout(like);
    return {
      layout,
      rates: rateOf && layout.fill(rateOf),
      decays: decayOf && layout.fill((name) => (rateOf?.(name) ?? 1) * decayOf(name)),
    };
  }
}

function moved(old: tf.Tensor1D, value: tf.Tensor1D, beta: number): tf.Tensor1D {
  return tf.add(tf.mul(old, beta), tf.mul(value, 1 - beta));
}
