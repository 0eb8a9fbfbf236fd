import { createRandom } from '@/lib/latent/random';

import { bytesPerPicture, type Shard } from './shard';

export interface SamplerOptions {
  readonly seed: number;
  readonly batchSize: number;
  /** Mirror half of the pictures. */
  readonly flip: boolean;
  /** Turn by a random multiple of 90°: for pictures without an up and down. */
  readonly quarterTurns: boolean;
  /**
   * 0: every picture once an epoch. 1: every class equally often. Between: a class
   * of n pictures is drawn with weight n^(1 − balance).
   */
  readonly classBalance: number;
}

export interface Batch {
  /** [batch, size, size, 3], 0..255. */
  readonly pixels: Uint8Array;
  /** Of every picture the indices of its classes; see `ShardHeader.labels`. */
  readonly labels: readonly (readonly number[])[];
  /** Of every picture how many pixels of a side are its own; see `ShardHeader.sides`. */
  readonly sides: readonly number[];
}

/** Where the sampler stands; enough to go on exactly from there. */
export interface SamplerState {
  readonly epoch: number;
  readonly cursor: number;
}

/** Draws batches, epoch after epoch; a pure function of seed and state. */
export class Sampler {
  private order: { picture: number; symmetry: number }[] = [];
  private state: SamplerState = { epoch: -1, cursor: 0 };

  constructor(
    private readonly shard: Shard,
    private readonly options: SamplerOptions,
  ) {
    this.restore({ epoch: 0, cursor: 0 });
  }

  get position(): SamplerState {
    return this.state;
  }

  get picturesPerEpoch(): number {
    return this.shard.header.ids.length;
  }

  restore(state: SamplerState): void {
    if (state.epoch !== this.state.epoch) this.order = this.drawOrder(state.epoch);
    this.state = state;
  }

  next(): Batch {
    const { header, pixels } = this.shard;
    const { batchSize } = this.options;
    const size = bytesPerPicture(header.size);
    const batch = new Uint8Array(batchSize * size);
    const labels: (readonly number[])[] = [];
    const sides: number[] = [];
    for (let i = 0; i < batchSize; i++) {
      if (this.state.cursor >= this.order.length) {
        this.restore({ epoch: this.state.epoch + 1, cursor: 0 });
      }
      const { picture, symmetry } = this.order[this.state.cursor]!;
      this.state = { ...this.state, cursor: this.state.cursor + 1 };
      const source = pixels.subarray(picture * size, (picture + 1) * size);
      copyWithSymmetry(source, batch.subarray(i * size, (i + 1) * size), header.size, symmetry);
      labels.push(header.labels[picture]!);
      sides.push(header.sides?.[picture] ?? header.size);
    }
    return { pixels: batch, labels, sides };
  }

  private drawOrder(epoch: number) {
    const { seed, flip, quarterTurns, classBalance } = this.options;
    const { ids, labels } = this.shard.header;
    const random = createRandom((Math.imul(seed, 0x9e3779b1) + epoch) >>> 0);
    // Pictures without a class count as one class among the others.
    const first = labels.map(([label = -1]) => label);
    const counts = new Map<number, number>();
    for (const label of first) counts.set(label, (counts.get(label) ?? 0) + 1);
    const weights = first.map((label) => counts.get(label)! ** -classBalance);
    const pick = classBalance > 0 ? weightedPicker(weights) : undefined;
    const order = ids.map((_, i) => ({
      picture: pick ? pick(random.uniform()) : i,
      symmetry: (quarterTurns ? random.integer(4) : 0) + (flip ? 4 * random.integer(2) : 0),
    }));
    if (!pick) {
      for (let i = order.length - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        [order[i], order[j]] = [order[j]!, order[i]!];
      }
    }
    return order;
  }
}

/** Index by weight, for u in (0, 1): binary search in the running sum. */
export function weightedPicker(weights: readonly number[]): (u: number) => number {
  const sums: number[] = [];
  weights.reduce((sum, w, i) => (sums[i] = sum + w), 0);
  const total = sums[sums.length - 1]!;
  return (u) => {
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < u * total) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** Symmetry 0..3: quarter turns; 4..7: the same, mirrored first. */
function copyWithSymmetry(from: Uint8Array, to: Uint8Array, size: number, symmetry: number): void {
  if (symmetry === 0) {
    to.set(from);
    return;
  }
  const turns = symmetry % 4;
  const last = size - 1;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let [sx, sy] = [x, y];
      for (let turn = 0; turn < turns; turn++) [sx, sy] = [sy, last - sx];
      if (symmetry >= 4) sx = last - sx;
      const source = (sy * size + sx) * 3;
      const target = (y * size + x) * 3;
      to[target] = from[source]!;
      to[target + 1] = from[source + 1]!;
      to[target + 2] = from[source + 2]!;
    }
  }
}
