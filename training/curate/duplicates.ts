/** The same picture twice: hashes that nearly agree, then embeddings that do. */
import { embeddingOf } from './judgement';
import { alikeHashes } from './measures/hash';
import type { Sound } from './find';

/** Of 64 bits. Copies differ in 0 to 6, variants of a motif seldom in fewer than 12. */
const BITS = 8;
/** Where no classifier was asked, only nearly equal hashes count. */
const BITS_ALONE = 4;
/** A flat picture has few frequencies, and its hash says little: shapes must agree, too. */
const ASPECT = 1.15;
/** Cosine from which embeddings confirm what hashes suggest. */
export const CONFIRMED = 0.9;

export interface Duplicate {
  readonly index: number;
  /** The one that is kept: the largest, then the first. */
  readonly like: number;
  /** Cosine of the embeddings, or the share of equal bits where there are none. */
  readonly similarity: number;
}

export function findDuplicates(sound: readonly Sound[]): Duplicate[] {
  const best = new Map<number, Duplicate>();
  for (const [i, j] of alikeHashes(
    sound.map(({ look }) => look.hash),
    BITS,
  )) {
    const [a, b] = [sound[i]!, sound[j]!];
    const [aspectA, aspectB] = [a, b].map(({ look }) => look.width / look.height) as [
      number,
      number,
    ];
    if (Math.max(aspectA / aspectB, aspectB / aspectA) > ASPECT) continue;
    const similarity = similarityOf(a, b);
    if (similarity < CONFIRMED) continue;
    const [like, index] = pixels(b) > pixels(a) ? [j, i] : [i, j];
    const known = best.get(index);
    if (!known || similarity > known.similarity) best.set(index, { index, like, similarity });
  }
  return [...best.values()];
}

const pixels = ({ look }: Sound) => look.width * look.height;

function similarityOf(a: Sound, b: Sound): number {
  if (a.judgement && b.judgement) return cosine(embeddingOf(a.judgement), embeddingOf(b.judgement));
  const [pair] = alikeHashes([a.look.hash, b.look.hash], BITS_ALONE);
  return pair ? 1 - BITS_ALONE / 64 : 0;
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
