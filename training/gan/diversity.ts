/** How much the pictures of one class differ from each other, and what to do when they no longer do. */
import * as tf from '@tensorflow/tfjs-core';
import { z } from 'zod';

import type { GeneratorNetwork } from '@/models/generator';
import type { Weights } from '@/models/network';

import { bytesPerPicture, type Shard } from '../data/shard';
import { evenly } from '../evenly';
import type { Features } from './features';
import { drawPlan } from './sheet';

/** Pictures of each class, generated and real. */
const PICTURES = 16;
/** Places a side at which pictures are compared, so that composition counts and not style alone. */
const PLACES = 4;

/** Of every class: mean distance of two generated pictures over that of two real ones; NaN where too few are real. */
export type Diversity = readonly number[];

/**
 * Mean Euclidean distance over all pairs of rows.
 * @param x [n, dimensions], n ≥ 2.
 */
export function meanPairwiseDistance(x: tf.Tensor2D): tf.Scalar {
  return tf.tidy(() => {
    const count = x.shape[0];
    // ‖a − b‖² = ‖a‖² + ‖b‖² − 2ab, around the mean, so that little is cancelled.
    const centred = tf.sub<tf.Tensor2D>(x, tf.mean(x, 0, true));
    const norms = tf.sum(tf.square(centred), 1, true);
    const products = tf.matMul(centred, centred, false, true);
    const squares = tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(products, 2));
    const others = tf.sub(1, tf.eye(count));
    const distances = tf.sqrt(tf.mul(tf.relu(squares), others));
    return tf.div(tf.sum(distances), count * (count - 1)) as tf.Scalar;
  });
}

/** Measures a generator's classes against the collection's. */
export class DiversityGauge {
  private real: number[] | undefined;

  /** @param features of a frozen network; without one, pictures are compared by colours and places. */
  constructor(
    private readonly shard: Shard,
    private readonly features: Features | undefined,
  ) {}

  async measure(
    network: GeneratorNetwork,
    weights: Weights,
    latentDim: number,
  ): Promise<Diversity> {
    const classCount = this.shard.header.classes.length;
    this.real ??= await this.measureReal(classCount);
    const ratios: number[] = [];
    for (const [index, real] of this.real.entries()) {
      const cells = Array.from({ length: PICTURES }, (_, i) => ({
        seed: i + 1,
        classes: Array.from({ length: classCount }, (_, k) => (k === index ? 1 : 0)),
      }));
      const draw = () => drawPlan(network, weights, latentDim, { columns: 1, cells });
      ratios.push(Number.isNaN(real) ? NaN : (await this.distance(draw)) / real);
    }
    return ratios;
  }

  private async measureReal(classCount: number): Promise<number[]> {
    const { header, pixels } = this.shard;
    const size = bytesPerPicture(header.size);
    const distances: number[] = [];
    for (let k = 0; k < classCount; k++) {
      const own = header.classIndices.flatMap((c, picture) => (c === k ? [picture] : []));
      const chosen = evenly(own, PICTURES);
      const open = () =>
        tf.stack(
          chosen.map((picture) => {
            const bytes = pixels.subarray(picture * size, (picture + 1) * size);
            const shape: [number, number, number] = [header.size, header.size, 3];
            return tf.sub(tf.div(tf.tensor3d(new Float32Array(bytes), shape), 127.5), 1);
          }),
        ) as tf.Tensor4D;
      distances.push(chosen.length < 2 ? NaN : await this.distance(open));
    }
    return distances;
  }

  private async distance(pictures: () => tf.Tensor4D): Promise<number> {
    const distance = tf.tidy(() => {
      const drawn = pictures();
      // Their coarsest scale sees furthest.
      const map = this.features?.(drawn).at(-1) ?? drawn;
      const window = Math.max(1, Math.floor(map.shape[1] / PLACES));
      const pooled = tf.avgPool(map, window, window, 'valid');
      return meanPairwiseDistance(tf.reshape(pooled, [drawn.shape[0], -1]));
    });
    const [value = NaN] = await distance.data();
    distance.dispose();
    return value;
  }
}

export const guardSchema = z.object({
  /** Of every class: the share of its pictures that is shown and asked for without it. */
  hidden: z.array(z.number().min(0).max(1)),
  /** The best diversity so far, not more than 1. */
  best: z.array(z.number().min(0)),
});
export type GuardState = z.output<typeof guardSchema>;

/** Below this part of its best, a class has narrowed … */
const NARROWED = 0.6;
/** … and above this one it has opened again. */
const OPENED = 0.75;
const STEP = 0.25;
const MOST = 0.75;

/**
 * Takes weight from a class whose pictures become alike: part of them is shown, and asked
 * for, without the class, as if its painter were unknown. The discriminator then has
 * fewer chances to learn the few pictures of the class by heart and to hold the
 * generator to them, while the generator goes on learning variety from all. Fading the
 * embedding back would do so, too, but would leave a generator that at full weight is
 * asked for what it was not trained on.
 */
export class ClassGuard {
  constructor(private current: GuardState) {}

  static fresh(classCount: number): ClassGuard {
    const zeros = () => new Array<number>(classCount).fill(0);
    return new ClassGuard({ hidden: zeros(), best: zeros() });
  }

  get state(): GuardState {
    return this.current;
  }

  /** @returns a sentence for the person when something was changed for the worse. */
  observe(diversity: Diversity, names: readonly string[]): string | undefined {
    const narrowed: string[] = [];
    const best = diversity.map((ratio, k) =>
      Math.max(this.current.best[k] ?? 0, Math.min(1, ratio) || 0),
    );
    const hidden = diversity.map((ratio, k) => {
      const before = this.current.hidden[k] ?? 0;
      if (ratio < NARROWED * best[k]!) {
        narrowed.push(`${names[k]} (${Math.round(ratio * 100)} % of real ones)`);
        return Math.min(MOST, before + STEP);
      }
      return ratio > OPENED * best[k]! ? Math.max(0, before - STEP) : before;
    });
    this.current = { hidden, best };
    return narrowed.length > 0
      ? `Pictures within a class become alike: ${narrowed.join(', ')}. More of them are shown without their class until they differ again. If it goes on, start over from an earlier snapshot with --init-from and a later --class-fade.`
      : undefined;
  }
}

/** What a line of metrics says about it. */
export function summarise(
  diversity: Diversity,
  names: readonly string[],
): { diversity: number; lowestDiversity: number; leastDiverse: string } | undefined {
  const measured = diversity.flatMap((ratio, k) =>
    ratio >= 0 ? [{ ratio, name: names[k]! }] : [],
  );
  const lowest = measured.reduce<{ ratio: number; name: string } | undefined>(
    (least, one) => (least && least.ratio <= one.ratio ? least : one),
    undefined,
  );
  if (!lowest) return undefined;
  const mean = measured.reduce((sum, { ratio }) => sum + ratio, 0) / measured.length;
  return { diversity: mean, lowestDiversity: lowest.ratio, leastDiverse: lowest.name };
}
