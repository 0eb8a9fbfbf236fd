/** Contents and styles for a step, decoded and cropped while the step before is computed. */
import pLimit from 'p-limit';

import { createRandom, type Random } from '@/lib/latent/random';

import { distort, drawDistortion, type DistortOptions } from '../data/distort';
import { weightedPicker } from '../data/sampler';
import { readable } from '../pictures/readable';
import type { StylizerData } from './data';
import type { StylizerTrainingOptions } from './options';

export interface PairBatch {
  readonly size: number;
  /** [batch, size, size, 3], 0..255. */
  readonly contents: Uint8Array;
  readonly styles: Uint8Array;
  /** 1 where the style is the content itself, 0 elsewhere. */
  readonly own: readonly number[];
}

export type PairsOptions = Pick<
  StylizerTrainingOptions,
  'seed' | 'batchSize' | 'minimumCrop' | 'paintedContents' | 'classBalance' | 'identityShare'
> & {
  /** Side of the pictures of a step. */
  readonly sizeAt: (step: number) => number;
};

/** A step blocks the event loop: the decoders' work has to be queued before. */
const UNDER_WAY = 32;
const AHEAD = 4;
/** Nothing but the crop: a style is also in the colours and the sharpness. */
const PLAIN = { aspectJitter: 1, degrade: 0, colour: 0 };

/** A pure function of seed and step, so that a run can go on exactly from any step. */
export class Pairs {
  private readonly ahead = new Map<number, Promise<PairBatch>>();
  private readonly limit = pLimit(UNDER_WAY);
  private readonly pickStyle: (u: number) => number;

  constructor(
    private readonly data: StylizerData,
    private readonly options: PairsOptions,
  ) {
    const counts = new Map<string, number>();
    for (const { row } of data.styles.train) {
      counts.set(row.artist, (counts.get(row.artist) ?? 0) + 1);
    }
    this.pickStyle = weightedPicker(
      data.styles.train.map(({ row }) => counts.get(row.artist)! ** -options.classBalance),
    );
  }

  /** The batch of a step; those after it are prepared meanwhile. */
  async at(step: number): Promise<PairBatch> {
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

  private async prepare(step: number): Promise<PairBatch> {
    const { seed, batchSize, minimumCrop, identityShare, sizeAt } = this.options;
    const size = sizeAt(step);
    const random = createRandom((Math.imul(seed, 0x9e3779b1) + step) >>> 0);
    const drawn = Array.from({ length: batchSize }, () => {
      const content = this.drawContent(random);
      const style = this.data.styles.train[this.pickStyle(random.uniform())]!.file;
      const crop = (minimum: number) => drawDistortion(random, cropOptions(size, minimum));
      return {
        content: { file: content, crop: crop(minimumCrop.content) },
        style: { file: style, crop: crop(minimumCrop.style) },
        own: random.uniform() < identityShare,
      };
    });
    const bytes = size * size * 3;
    const contents = new Uint8Array(batchSize * bytes);
    const styles = new Uint8Array(batchSize * bytes);
    const decode = (into: Uint8Array, i: number, { file, crop }: (typeof drawn)[0]['content']) =>
      this.limit(async () => into.set(await readable(file, distort(file, crop, size)), i * bytes));
    await Promise.all(
      drawn.flatMap(({ content, style, own }, i) => [
        decode(contents, i, content),
        decode(styles, i, own ? content : style),
      ]),
    );
    return { size, contents, styles, own: drawn.map(({ own }) => (own ? 1 : 0)) };
  }

  private drawContent(random: Random): string {
    const { contents, styles } = this.data;
    return random.uniform() < this.options.paintedContents
      ? styles.train[random.integer(styles.train.length)]!.file
      : contents.train[random.integer(contents.train.length)]!;
  }
}

function cropOptions(size: number, minimumCrop: number): DistortOptions {
  return { ...PLAIN, size, minimumCrop };
}
