/** Batches for a classifier: drawn, decoded and varied while the step before is computed. */
import pLimit from 'p-limit';

import { createRandom, type Random } from '@/lib/latent/random';

import { distort, drawDistortion, type DistortOptions } from '../data/distort';
import { weightedPicker } from '../data/sampler';
import { readable } from '../pictures/readable';

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
  /** What covers a part of each picture, if anything. */
  readonly pasted: readonly (Pasted | undefined)[];
}

export interface Pasted {
  readonly example: Example;
  /** Of the picture's area, at most a half. */
  readonly share: number;
}

export interface BatchesOptions {
  readonly seed: number;
  readonly batchSize: number;
  readonly classBalance: number;
  /** Share of every batch taken from the strangers. */
  readonly strangers: number;
  /** Share of the pictures that get a part of another one pasted in. */
  readonly cutMix: number;
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
    const { seed, batchSize, strangers, cutMix, distort: options, sizeAt } = this.options;
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
          const { file } = example;
          const square = await readable(file, distort(file, distortion, size));
          pixels.set(square, i * size * size * 3);
        }),
      ),
    );
    const examples = drawn.map(({ example }) => example);
    const pasted = cutMix > 0 ? paste(random, pixels, { size, examples, share: cutMix }) : [];
    return { size, pixels, examples, pasted };
  }
}

/**
 * CutMix (Yun et al. 2019): a rectangle of another picture of the batch, where it is there,
 * covers up to half of a picture. Brushwork stays brushwork in both parts, which blending
 * whole pictures would not leave; and the network cannot rely on one spot.
 */
function paste(
  random: Random,
  pixels: Uint8Array,
  { size, examples, share }: { size: number; examples: readonly Example[]; share: number },
): (Pasted | undefined)[] {
  const before = pixels.slice();
  return examples.map((_, i) => {
    if (random.uniform() >= share) return undefined;
    const other = random.integer(examples.length);
    // The area is uniform between 0 and a half, the shape anything that it fits in.
    const area = random.uniform() / 2;
    const width = Math.max(1, Math.round(size * (area + (1 - area) * random.uniform())));
    const height = Math.max(1, Math.min(size, Math.round((area * size * size) / width)));
    const left = random.integer(size - width + 1);
    const top = random.integer(size - height + 1);
    for (let y = top; y < top + height; y++) {
      const row = (y * size + left) * 3;
      const from = other * size * size * 3 + row;
      pixels.set(before.subarray(from, from + width * 3), i * size * size * 3 + row);
    }
    return { example: examples[other]!, share: (width * height) / (size * size) };
  });
}
