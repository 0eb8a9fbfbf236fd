/** What a classifier said of a picture, in the form that is kept. */
import { z } from 'zod';

import type { Picture } from '@/lib/image/picture';

/** Length of a unit vector in a kept embedding. */
const UNIT = 127;
/** So many classes of each kind are kept; the others are less probable than the last. */
const KEPT = 12;

const likely = z.array(z.tuple([z.string(), z.number()]));

export const judgementSchema = z.object({
  /** Unit vector times 127, rounded, in base64. */
  embedding: z.string(),
  /** The most probable first: id and calibrated probability, 0..1. */
  artists: likely,
  styles: likely,
  genres: likely,
  /** 0..1: that the picture is by no artist that is known, or no painting at all. */
  noneOfThese: z.number(),
});
export type Judgement = z.output<typeof judgementSchema>;

interface Likely {
  readonly id: string;
  readonly probability: number;
}

/** What an engine answers (`Identification`), as far as it is needed here. */
export interface Answered {
  readonly artists: readonly Likely[];
  readonly styles: readonly Likely[];
  readonly genres: readonly Likely[];
  readonly noneOfThese: number;
  readonly embedding: Float32Array;
}

/** A classifier that can be asked. */
export interface Judge {
  /** Model and version: what its answers depend on. */
  readonly name: string;
  /** Ids of the artists it knows; of another it cannot say how unlike her a picture is. */
  readonly artists: ReadonlySet<string>;
  ask(picture: Picture): Promise<Answered>;
}

export function toJudgement(answered: Answered): Judgement {
  const first = (classes: readonly Likely[]) =>
    classes
      .slice(0, KEPT)
      .map(({ id, probability }): [string, number] => [id, Math.round(probability * 1e5) / 1e5]);
  const levels = Int8Array.from(answered.embedding, (x) =>
    Math.max(-UNIT, Math.min(UNIT, Math.round(x * UNIT))),
  );
  return {
    embedding: Buffer.from(levels.buffer).toString('base64'),
    artists: first(answered.artists),
    styles: first(answered.styles),
    genres: first(answered.genres),
    noneOfThese: Math.round(answered.noneOfThese * 1e5) / 1e5,
  };
}

/** [dim], of length 1 (0 for a vector of zeros). */
export function embeddingOf({ embedding }: Judgement): Float32Array {
  const levels = new Int8Array(Buffer.from(embedding, 'base64'));
  const length = Math.sqrt(levels.reduce((sum, x) => sum + x * x, 0));
  return Float32Array.from(levels, (x) => (length > 0 ? x / length : 0));
}

/** Of one class; 0 for those beyond the kept ones. */
export function probabilityOf(kept: Judgement['artists'], id: string): number {
  return kept.find(([known]) => known === id)?.[1] ?? 0;
}
