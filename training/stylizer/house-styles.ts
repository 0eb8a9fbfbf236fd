/** Styles that are shipped as numbers: what an artist's paintings have in common, and typical ones. */
import type { PictureRow } from '../data/collection';
import { motifOf } from '../data/split';

/** A painting and its style vector. */
export interface EncodedPainting {
  readonly row: PictureRow;
  readonly vector: ArrayLike<number>;
}

export interface FoundStyle {
  readonly artist: string;
  /** The painting, for the style of a single one. */
  readonly work?: PictureRow;
  /** Paintings that it is the mean of. */
  readonly count: number;
  readonly vector: Float32Array;
}

/**
 * The mean of an artist's vectors, and the works nearest to it: typical, and never two of
 * one motif. Only works with a title are named.
 * @param paintings of one artist, at least one.
 */
export function stylesOfArtist(paintings: readonly EncodedPainting[], works: number): FoundStyle[] {
  const { artist } = paintings[0]!.row;
  const mean = meanOf(paintings.map(({ vector }) => vector));
  const byDistance = paintings
    .filter(({ row }) => row.title !== '')
    .map((painting) => ({ ...painting, distance: distanceOf(painting.vector, mean) }))
    .sort((a, b) => a.distance - b.distance);
  const typical: FoundStyle[] = [];
  const motifs = new Set<string>();
  for (const { row, vector } of byDistance) {
    if (typical.length >= works) break;
    const motif = motifOf(row);
    if (motifs.has(motif)) continue;
    motifs.add(motif);
    typical.push({ artist, work: row, count: 1, vector: Float32Array.from(vector) });
  }
  return [{ artist, count: paintings.length, vector: mean }, ...typical];
}

function meanOf(vectors: readonly ArrayLike<number>[]): Float32Array {
  return Float32Array.from(
    { length: vectors[0]!.length },
    (_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length,
  );
}

function distanceOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a).reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}
