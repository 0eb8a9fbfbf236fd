/**
 * Known works in a classifier's embedding space: a JSON file that says what they are
 * and a file of their vectors, in the same order. The pictures are not among them.
 */
import { sha256 } from '@noble/hashes/sha256';
import { bytesToHex } from '@noble/hashes/utils';
import { z } from 'zod';

import { SfumatoError } from '@/lib/errors';
import type { ClassifierCard } from '@/models/card';

import type { NearWork } from './answer';

/** What is known about a work. */
export type Work = Omit<NearWork, 'similarity'>;

/** How the card names the two files. */
export type WorksEntry = NonNullable<ClassifierCard['works']>;

const column = z.array(z.int().nonnegative());

/** Columns, because the same few artists, styles and genres come again and again. */
export const worksFileSchema = z.object({
  format: z.literal(1),
  artists: z.array(z.object({ id: z.string().min(1), name: z.string().min(1) })),
  styles: z.array(z.string()),
  genres: z.array(z.string()),
  /** One entry a work; the other columns are indices into the three tables. */
  titles: z.array(z.string()),
  artist: column,
  style: column,
  genre: column,
});

type WorksFile = z.infer<typeof worksFileSchema>;

/** Works that have been read; made by `readWorks`. */
export interface Works {
  readonly dim: number;
  readonly file: WorksFile;
  /** [count, dim]: unit vectors times 127, rounded. */
  readonly vectors: Int8Array;
}

/** Length of a unit vector in `vectors`. */
const UNIT = 127;

/** A work and its vector [dim], of any length but 0. */
export interface EmbeddedWork extends Work {
  readonly embedding: Float32Array;
}

/** What `export` writes beside a card, and into it. */
export interface EncodedWorks {
  readonly described: WorksEntry;
  /** The list and the vectors. */
  readonly files: readonly [WorksPart, WorksPart];
}

export interface WorksPart {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** @throws SfumatoError `invalid-input` for no works, and for vectors of different sizes. */
export function encodeWorks(works: readonly EmbeddedWork[]): EncodedWorks {
  const dim = works[0]?.embedding.length ?? 0;
  if (dim === 0 || works.some(({ embedding }) => embedding.length !== dim)) {
    throw new SfumatoError('invalid-input', 'Works need vectors that are all of one size.');
  }
  const artists = tableOf(works.map(({ artist }) => artist));
  const styles = tableOf(works.map(({ style }) => style));
  const genres = tableOf(works.map(({ genre }) => genre));
  const names = new Map(works.map(({ artist, artistName }) => [artist, artistName]));
  const columns: WorksFile = {
    format: 1,
    artists: artists.values.map((id) => ({ id, name: names.get(id)! })),
    styles: styles.values,
    genres: genres.values,
    titles: works.map(({ title }) => title),
    artist: artists.indices,
    style: styles.indices,
    genre: genres.indices,
  };
  const vectors = new Int8Array(works.length * dim);
  works.forEach(({ embedding }, row) => {
    const scale = UNIT / lengthOf(embedding);
    for (let i = 0; i < dim; i++) vectors[row * dim + i] = Math.round(embedding[i]! * scale);
  });
  const list = new TextEncoder().encode(JSON.stringify(columns));
  const bytes = new Uint8Array(vectors.buffer);
  const [fileSha256, vectorsSha256] = [bytesToHex(sha256(list)), bytesToHex(sha256(bytes))];
  const described: WorksEntry = {
    file: `works-${fileSha256.slice(0, 16)}.json`,
    vectors: `works-${vectorsSha256.slice(0, 16)}.bin`,
    count: works.length,
    dim,
    fileSha256,
    vectorsSha256,
    fileBytes: list.byteLength,
  };
  return {
    described,
    files: [
      { name: described.file, content: list },
      { name: described.vectors, content: bytes },
    ],
  };
}

/**
 * The works of a card from their two files.
 * @throws SfumatoError `weights-corrupt` for files that do not fit the card or each other.
 */
export function readWorks(file: Uint8Array, vectors: Uint8Array, entry: WorksEntry): Works {
  const { count, dim } = entry;
  const parsed = worksFileSchema.safeParse(parseJson(file));
  if (!parsed.success) throw corrupt('their list cannot be read', parsed.error);
  const { titles, artist, style, genre, artists, styles, genres } = parsed.data;
  if (vectors.byteLength !== count * dim || titles.length !== count) {
    throw corrupt('their number is another one');
  }
  const fits = (indices: readonly number[], table: readonly unknown[]) =>
    indices.length === count && indices.every((index) => index < table.length);
  if (!fits(artist, artists) || !fits(style, styles) || !fits(genre, genres)) {
    throw corrupt('their list refers to what is not there');
  }
  const { buffer, byteOffset, byteLength } = vectors;
  return { dim, file: parsed.data, vectors: new Int8Array(buffer, byteOffset, byteLength) };
}

/**
 * The works nearest to an embedding by cosine, the nearest first.
 * @param embedding [dim], of any length.
 */
export function nearestOf(works: Works, embedding: Float32Array, count: number): NearWork[] {
  const { dim, vectors, file } = works;
  if (embedding.length !== dim) {
    throw new SfumatoError(
      'invalid-input',
      `The works have vectors of ${dim} numbers, not of ${embedding.length}: identify the picture anew.`,
    );
  }
  const similarities = new Float32Array(file.titles.length);
  const length = lengthOf(embedding);
  for (let row = 0, at = 0; row < similarities.length; row++) {
    let product = 0;
    let squares = 0;
    for (let i = 0; i < dim; i++, at++) {
      const value = vectors[at]!;
      product += value * embedding[i]!;
      squares += value * value;
    }
    // A vector of zeros is like nothing.
    similarities[row] = squares > 0 ? product / (Math.sqrt(squares) * length) : 0;
  }
  return largest(similarities, count).map((row) => {
    const artist = file.artists[file.artist[row]!]!;
    return {
      title: file.titles[row]!,
      artist: artist.id,
      artistName: artist.name,
      style: file.styles[file.style[row]!]!,
      genre: file.genres[file.genre[row]!]!,
      similarity: similarities[row]!,
    };
  });
}

/** The indices of the largest values, the largest first. */
function largest(values: Float32Array, count: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < values.length; i++) {
    if (found.length >= count && !(values[i]! > values[found[count - 1]!]!)) continue;
    let place = found.length;
    while (place > 0 && values[found[place - 1]!]! < values[i]!) place--;
    found.splice(place, 0, i);
    if (found.length > count) found.pop();
  }
  return found;
}

function tableOf(values: readonly string[]): { values: string[]; indices: number[] } {
  const known = new Map<string, number>();
  const indices = values.map((value) => {
    if (!known.has(value)) known.set(value, known.size);
    return known.get(value)!;
  });
  return { values: [...known.keys()], indices };
}

/** Never 0, so that it can be divided by. */
function lengthOf(vector: Float32Array): number {
  let squares = 0;
  for (const value of vector) squares += value * value;
  return Math.max(Math.sqrt(squares), 1e-12);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function corrupt(what: string, cause?: unknown): SfumatoError {
  const message = `The known works do not fit the model's card: ${what}. Load the page again; if it stays so, the model has to be exported anew.`;
  return new SfumatoError('weights-corrupt', message, { cause });
}
