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

/** Places a side of what counts as a composition. */
const COMPOSITION_PLACES = 8;
/** Added to a standard deviation, so that an even picture has a composition, too. */
const EVEN = 1e-6;

/** Of every class: mean distance of two generated pictures over that of two real ones; NaN where too few are real. */
export type Diversity = readonly number[];

/**
 * Two measures, as one alone is blind: pictures of one composition in many lights have
 * features that are far from each other.
 */
export interface Variety {
  /** By features of the frozen network. */
  readonly features: Diversity;
  /** By where light and dark lie. */
  readonly compositions: Diversity;
}

/** The measure by which a class has less. */
export const lesser = ({ features, compositions }: Variety): Diversity =>
  features.map((ratio, k) => Math.min(ratio, compositions[k] ?? NaN));

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

/**
 * Mean over all pairs of 1 − r, r being the correlation of where two pictures are light
 * and where they are dark, whatever their contrast and brightness: 0 for one composition,
 * 1 for independent ones.
 * @param pictures [n, side, side, 3], n ≥ 2, side ≥ 8.
 */
export function compositionDistance(pictures: tf.Tensor4D): tf.Scalar {
  return tf.tidy(() => {
    const count = pictures.shape[0];
    const window = Math.floor(pictures.shape[1] / COMPOSITION_PLACES);
    const light = tf.avgPool(tf.mean<tf.Tensor4D>(pictures, 3, true), window, window, 'valid');
    const rows = tf.reshape(light, [count, -1]);
    const { mean, variance } = tf.moments(rows, 1, true);
    const standard = tf.div<tf.Tensor2D>(tf.sub(rows, mean), tf.add(tf.sqrt(variance), EVEN));
    const correlations = tf.div(tf.matMul(standard, standard, false, true), rows.shape[1]!);
    const others = tf.sub(1, tf.eye(count));
    const likeness = tf.div(tf.sum(tf.mul(correlations, others)), count * (count - 1));
    return tf.sub(1, likeness) as tf.Scalar;
  });
}

/** Distances within one class. */
interface Distances {
  readonly features: number;
  readonly compositions: number;
}

/** Measures a generator's classes against the collection's. */
export class DiversityGauge {
  private real: (Distances | undefined)[] | undefined;

  /** @param features of a frozen network; without one, pictures are compared by colours and places. */
  constructor(
    private readonly shard: Shard,
    private readonly features: Features | undefined,
  ) {}

  async measure(network: GeneratorNetwork, weights: Weights, latentDim: number): Promise<Variety> {
    const classCount = this.shard.header.classes.length;
    this.real ??= await this.measureReal(classCount);
    const features: number[] = [];
    const compositions: number[] = [];
    for (const [index, real] of this.real.entries()) {
      const cells = Array.from({ length: PICTURES }, (_, i) => ({
        seed: i + 1,
        classes: Array.from({ length: classCount }, (_, k) => (k === index ? 1 : 0)),
      }));
      const draw = () => drawPlan(network, weights, latentDim, { columns: 1, cells });
      const drawn = real && (await this.distances(draw));
      features.push(drawn ? drawn.features / real.features : NaN);
      compositions.push(drawn ? drawn.compositions / real.compositions : NaN);
    }
    return { features, compositions };
  }

  /** Nothing of a class that has not two pictures. */
  private async measureReal(classCount: number): Promise<(Distances | undefined)[]> {
    const { header, pixels } = this.shard;
    const size = bytesPerPicture(header.size);
    const distances: (Distances | undefined)[] = [];
    for (let k = 0; k < classCount; k++) {
      const own = header.labels.flatMap((of, picture) => (of.includes(k) ? [picture] : []));
      const chosen = evenly(own, PICTURES);
      const open = () =>
        tf.stack(
          chosen.map((picture) => {
            const bytes = pixels.subarray(picture * size, (picture + 1) * size);
            const shape: [number, number, number] = [header.size, header.size, 3];
            return tf.sub(tf.div(tf.tensor3d(new Float32Array(bytes), shape), 127.5), 1);
          }),
        ) as tf.Tensor4D;
      distances.push(chosen.length < 2 ? undefined : await this.distances(open));
    }
    return distances;
  }

  private async distances(pictures: () => tf.Tensor4D): Promise<Distances> {
    const both = tf.tidy(() => {
      const drawn = pictures();
      // Their coarsest scale sees furthest.
      const map = this.features?.(drawn).at(-1) ?? drawn;
      const window = Math.max(1, Math.floor(map.shape[1] / PLACES));
      const pooled = tf.avgPool(map, window, window, 'valid');
      const rows = tf.reshape(pooled, [drawn.shape[0], -1]) as tf.Tensor2D;
      return tf.stack([meanPairwiseDistance(rows), compositionDistance(drawn)]);
    });
    const [features = NaN, compositions = NaN] = await both.data();
    both.dispose();
    return { features, compositions };
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
      ? `Pictures within a class become alike: ${narrowed.join(', ')}. More of them are shown without their class until they differ again. If it goes on, start over with a later --class-fade.`
      : undefined;
  }
}

/** What a line of metrics says about it. */
export function summarise(
  { features, compositions }: Variety,
  names: readonly string[],
):
  | { diversity: number; lowestDiversity: number; leastDiverse: string; compositions: number }
  | undefined {
  const measured = features.flatMap((ratio, k) => (ratio >= 0 ? [{ ratio, name: names[k]! }] : []));
  const [first] = measured;
  if (!first) return undefined;
  const lowest = measured.reduce((least, one) => (least.ratio <= one.ratio ? least : one), first);
  return {
    diversity: meanOf(measured.map(({ ratio }) => ratio)),
    lowestDiversity: lowest.ratio,
    leastDiverse: lowest.name,
    compositions: meanOf(compositions.filter((ratio) => !Number.isNaN(ratio))),
  };
}

const meanOf = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
