/**
 * Adam (Kingma and Ba 2015) on plain tensors. tfjs's own optimiser restores the
 * powers of its decay rates by `pow`, so a resumed run would drift from one that
 * was never interrupted; here the state is tensors and a count, nothing else.
 */
import * as tf from '@tensorflow/tfjs-core';

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
}

const EPSILON = 1e-7;

type Tensors = Record<string, tf.Tensor>;

export class Adam {
  private first: Tensors = {};
  private second: Tensors = {};
  private steps = 0;

  constructor(private readonly options: AdamOptions) {}

  /** New weights for `gradients`; the old ones are disposed. Names without a gradient keep their tensor. */
  apply(weights: Tensors, gradients: Tensors): Tensors {
    const { learningRate, beta1, beta2 } = this.options;
    this.steps++;
    const correction = Math.sqrt(1 - beta2 ** this.steps) / (1 - beta1 ** this.steps);
    const rate = learningRate * correction;
    const updated: Tensors = { ...weights };
    for (const [name, gradient] of Object.entries(gradients)) {
      const [weight, m, v] = tf.tidy(() => {
        const m = beta1 === 0 ? tf.clone(gradient) : decay(this.first[name], gradient, beta1);
        const v = decay(this.second[name], tf.square(gradient), beta2);
        const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), EPSILON)), rate);
        return [tf.sub(weights[name]!, change), m, v];
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

/** The tensors below a prefix, without it. */
export function pickPrefix(tensors: Tensors, prefix: string): Tensors {
  const found = Object.entries(tensors).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
