/** All metrics that compare the set of generated pictures with the set of real ones. */
import { createRandom } from '@/lib/latent/random';

import { frechetDistance, momentsOf } from '../metrics/frechet';
import { distanceAtInfinity } from '../metrics/frechet-infinity';
import { inceptionScore, modeScore } from '../metrics/inception-score';
import { kernelDistance, type KernelDistance } from '../metrics/kernel-distance';
import { memorisation, type Memorisation } from '../metrics/memorisation';
import { parzenLikelihood, type ParzenResult } from '../metrics/parzen';
import { precisionRecall, type PrecisionRecall } from '../metrics/precision-recall';
import { halvesOf, shuffledIndices, takeRows, type Vectors } from '../metrics/vectors';
import type { Described } from './described';
import type { Family } from './families';

/** A value, and what real pictures reach by the same measure, where that can be told. */
export interface Measured<T> {
  /** Generated pictures that it is made of. */
  readonly count: number;
  readonly generated: T;
  readonly reference?: T | undefined;
}

export interface Comparison {
  readonly distance?: Measured<number>;
  readonly distanceAtInfinity?: number;
  readonly kernel?: Measured<KernelDistance>;
  readonly inception?: Measured<number>;
  readonly mode?: Measured<number>;
  readonly precisionRecall?: Measured<PrecisionRecall>;
  readonly parzen?: Measured<ParzenResult>;
  readonly memory?: Memorisation;
}

export interface Sets {
  readonly generated: Described;
  readonly real: Described;
  /** Features of the training pictures in every form that training saw, and of others. */
  readonly training: readonly [Vectors, ...Vectors[]];
  readonly heldOut: Vectors | undefined;
}

export interface CompareOptions {
  readonly families: ReadonlySet<Family>;
  readonly seed: number;
  /** Called before every metric and after the last; may throw to stop. */
  readonly onProgress: (done: number, total: number) => void;
}

type Measure = (
  sets: Sets,
  random: (stream: number) => Random,
  /** To be called within long computations; may throw to stop. */
  onStep: () => void,
) => Promise<Comparison>;
type Random = ReturnType<typeof createRandom>;

/** Two disjoint halves of the real pictures, the same for every metric. */
const halves = (vectors: Vectors, random: (stream: number) => Random) =>
  halvesOf(vectors, random(1));

const MEASURES: readonly (readonly [Family, Measure])[] = [
  ['fd-m', measureDistance],
  ['kid-m', measureKernel],
  ['scores', measureScores],
  ['precision-recall', measurePrecision],
  ['parzen', measureParzen],
  ['memorisation', measureMemory],
];

/** The families that need the pictures themselves described. */
export const COMPARING: readonly Family[] = MEASURES.map(([family]) => family);

export async function compare(sets: Sets, options: CompareOptions): Promise<Comparison> {
  const asked = MEASURES.filter(([family]) => options.families.has(family));
  // Each draws from streams of its own: leaving a metric out changes no other.
  const random = (stream: number) => createRandom((options.seed + 0x9e37 * stream) >>> 0);
  let found: Comparison = {};
  for (const [i, [, measure]] of asked.entries()) {
    // A turn of the event loop, so that Ctrl-C is heard between long computations.
    await new Promise((resolve) => setImmediate(resolve));
    const onStep = () => options.onProgress(i, asked.length);
    onStep();
    found = { ...found, ...(await measure(sets, random, onStep)) };
  }
  options.onProgress(asked.length, asked.length);
  return found;
}

async function measureDistance(
  { generated, real }: Sets,
  random: (stream: number) => Random,
  onStep: () => void,
): Promise<Comparison> {
  const [a, b] = halves(real.features, random);
  const moments = momentsOf(real.features);
  return {
    distance: {
      count: generated.features.count,
      generated: frechetDistance(momentsOf(generated.features), moments),
      reference: frechetDistance(momentsOf(a), momentsOf(b)),
    },
    distanceAtInfinity: await distanceAtInfinity(generated.features, moments, random(5), onStep),
  };
}

async function measureKernel(
  { generated, real }: Sets,
  random: (stream: number) => Random,
): Promise<Comparison> {
  const [a, b] = halves(real.features, random);
  return {
    kernel: {
      count: generated.features.count,
      generated: await kernelDistance(generated.features, real.features, random(2)),
      reference: await kernelDistance(a, b, random(2)),
    },
  };
}

async function measureScores(
  { generated, real }: Sets,
  random: (stream: number) => Random,
): Promise<Comparison> {
  const { count } = generated.probabilities;
  const [a, b] = halves(real.probabilities, random);
  return {
    inception: {
      count,
      generated: inceptionScore(generated.probabilities),
      reference: inceptionScore(real.probabilities),
    },
    mode: {
      count,
      generated: modeScore(generated.probabilities, real.probabilities),
      reference: modeScore(a, b),
    },
  };
}

async function measurePrecision(
  { generated, real }: Sets,
  random: (stream: number) => Random,
): Promise<Comparison> {
  const count = Math.min(generated.features.count, real.features.count);
  const some = (vectors: Vectors) =>
    takeRows(vectors, shuffledIndices(vectors.count, random(3)).subarray(0, count));
  const [a, b] = halves(real.features, random);
  return {
    precisionRecall: {
      count,
      generated: await precisionRecall(some(generated.features), some(real.features)),
      reference: await precisionRecall(a, b),
    },
  };
}

/** A third of the real pictures chooses the bandwidth, a third is measured, a third is the reference. */
async function measureParzen(
  { generated, real }: Sets,
  random: (stream: number) => Random,
): Promise<Comparison> {
  const third = Math.floor(real.thumbnails.count / 3);
  const order = shuffledIndices(real.thumbnails.count, random(4));
  const part = (i: number) => takeRows(real.thumbnails, order.subarray(i * third, (i + 1) * third));
  // As many centres of both kinds: more of them make every picture likelier.
  const count = Math.min(generated.thumbnails.count, third);
  const first = (vectors: Vectors) =>
    takeRows(
      vectors,
      Array.from({ length: count }, (_, i) => i),
    );
  const centres = first(generated.thumbnails);
  return {
    parzen: {
      count,
      generated: await parzenLikelihood(centres, part(0), part(1)),
      reference: await parzenLikelihood(first(part(2)), part(0), part(1)),
    },
  };
}

async function measureMemory({ generated, training, heldOut }: Sets): Promise<Comparison> {
  return { memory: await memorisation(generated.features, training, heldOut) };
}
