/** Batches for a classifier: drawn, decoded and varied while the step before is computed. */
import pLimit from 'p-limit';

import { createRandom } from '@/lib/latent/random';

import { distort, drawDistortion, type DistortOptions } from '../data/distort';
import { weightedPicker } from '../data/sampler';

/** A picture to learn from: where it is, and what is known about it. */
export interface Example {
  readonly file: string;
  /** Class indices; −1 where unknown. A stranger, by no artist of the classes, has `artist` −1. */
  readonly artist: number;
  readonly style: number;
  readonly genre: number;
}

export interface ExampleBatch {
  readonly size: number;
  /** [batch, size, size, 3], 0..255. */
  readonly pixels: Uint8Array;
  readonly examples: readonly Example[];
}

export interface BatchesOptions {
  readonly seed: number;
  readonly batchSize: number;
  readonly classBalance: number;
  /** Share of every batch taken from the strangers. */
  readonly strangers: number;
  readonly distort: Omit<DistortOptions, 'size'>;
  /** Side of the pictures of a step. */
  readonly sizeAt: (step: number) => number;
}

/**
 * Pictures under way at once. A step blocks the event loop while it computes, so the
 * work for the decoders' threads has to be queued before; how many run is up to them.
 */
const UNDER_WAY = 128;
/** Batches decoded ahead: a degraded picture needs several turns of the event loop. */
const AHEAD = 4;

/** A pure function of seed and step, so that a run can go on exactly from any step. */
export class Batches {
  private readonly ahead = new Map<number, Promise<ExampleBatch>>();
  private readonly limit = pLimit(UNDER_WAY);
  private readonly pickKnown: (u: number) => number;

  constructor(
    private readonly known: readonly Example[],
    private readonly strangers: readonly Example[],
    private readonly options: BatchesOptions,
  ) {
    const counts = new Map<number, number>();
    for (const { artist } of known) counts.set(artist, (counts.get(artist) ?? 0) + 1);
    this.pickKnown = weightedPicker(
      known.map(({ artist }) => counts.get(artist)! ** -options.classBalance),
    );
  }

  /** The batch of a step; those after it are prepared meanwhile. */
  async at(step: number): Promise<ExampleBatch> {
    for (let next = step; next <= step + AHEAD; next++) {
      if (this.ahead.has(next)) continue;
      const promise = this.prepare(next);
      // Whoever awaits it hears of a failure; until then it must not count as unhandled.
      promise.catch(() => undefined);
      this.ahead.set(next, promise);
    }
    const batch = await this.ahead.get(step)!;
    this.ahead.delete(step);
    return batch;
  }

  private async prepare(step: number): Promise<ExampleBatch> {
    const { seed, batchSize, strangers, distort: options, sizeAt } = this.options;
    const size = sizeAt(step);
    const random = createRandom((Math.imul(seed, 0x9e3779b1) + step) >>> 0);
    const strange = this.strangers.length === 0 ? 0 : Math.round(batchSize * strangers);
    const drawn = Array.from({ length: batchSize }, (_, i) => {
      const example =
        i < strange
          ? this.strangers[random.integer(this.strangers.length)]!
          : this.known[this.pickKnown(random.uniform())]!;
      return { example, distortion: drawDistortion(random, { ...options, size }) };
    });
    const pixels = new Uint8Array(batchSize * size * size * 3);
    await Promise.all(
      drawn.map(({ example, distortion }, i) =>
        this.limit(async () => {
          pixels.set(await distort(example.file, distortion, size), i * size * size * 3);
        }),
      ),
    );
    return { size, pixels, examples: drawn.map(({ example }) => example) };
  }
}
