import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { createRandom } from '@/lib/latent/random';
import { worksSchema } from '@/models/card';

import { encodeWorks, nearestOf, readWorks, type Work } from './works';

const DIM = 24;

function workOf(index: number): Work {
  const artist = ['claude-monet', 'titian', 'rembrandt'][index % 3]!;
  return {
    title: `Work ${index}, “außen”`,
    artist,
    artistName: artist.toUpperCase(),
    style: index % 2 === 0 ? 'Baroque' : '',
    genre: 'Landscape',
  };
}

function collection(count: number) {
  const random = createRandom(3);
  const embeddings = Array.from({ length: count }, () =>
    Float32Array.from({ length: DIM }, () => 5 * random.gaussian()),
  );
  const works = embeddings.map((_, i) => workOf(i));
  const embedded = works.map((work, i) => ({ ...work, embedding: embeddings[i]! }));
  return { works, embeddings, embedded, encoded: encodeWorks(embedded) };
}

const cosine = (a: Float32Array, b: Float32Array) => {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};

describe('works in embedding space', () => {
  const { works, embeddings, embedded, encoded } = collection(60);
  const { described: entry, files } = encoded;
  const [file, vectors] = files.map(({ content }) => content) as [Uint8Array, Uint8Array];
  const read = readWorks(file, vectors, entry);

  it('are described by an entry that the card accepts', () => {
    expect(worksSchema.parse(entry)).toEqual(entry);
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(entry).toMatchObject({
      count: 60,
      dim: DIM,
      file: `works-${hash(file).slice(0, 16)}.json`,
      vectors: `works-${hash(vectors).slice(0, 16)}.bin`,
      fileSha256: hash(file),
      vectorsSha256: hash(vectors),
      fileBytes: file.byteLength,
    });
    expect(files.map(({ name }) => name)).toEqual([entry.file, entry.vectors]);
  });

  it('are found by cosine, the nearest first, as if nothing had been rounded', () => {
    const random = createRandom(9);
    const asked = Float32Array.from({ length: DIM }, () => random.gaussian());
    const found = nearestOf(read, asked, 5);
    const expected = embeddings
      .map((embedding, i) => ({ ...works[i]!, similarity: cosine(asked, embedding) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, 5);
    expect(found.map(({ title }) => title)).toEqual(expected.map(({ title }) => title));
    found.forEach(({ similarity, ...work }, i) => {
      const { similarity: exact, ...same } = expected[i]!;
      expect(work).toEqual(same);
      expect(similarity).toBeCloseTo(exact, 2);
    });
  });

  it('know themselves', () => {
    const [first] = nearestOf(read, embeddings[17]!, 1);
    expect(first!.title).toBe(works[17]!.title);
    expect(first!.similarity).toBeGreaterThan(0.999);
  });

  it('are all there when more are asked for, and none when none are', () => {
    expect(nearestOf(read, embeddings[0]!, 1000)).toHaveLength(60);
    expect(nearestOf(read, embeddings[0]!, 0)).toEqual([]);
  });

  it('take an embedding of zeros without dividing by it', () => {
    const found = nearestOf(read, new Float32Array(DIM), 3);
    expect(found.map(({ similarity }) => similarity)).toEqual([0, 0, 0]);
  });

  it('refuse an embedding of another model', () => {
    expect(() => nearestOf(read, new Float32Array(DIM + 1), 3)).toThrow(/24 numbers/);
  });

  it('refuse to be none, or to have vectors of different sizes', () => {
    expect(() => encodeWorks([])).toThrow(/of one size/);
    const short = { ...works[1]!, embedding: embeddings[1]!.slice(1) };
    expect(() => encodeWorks([embedded[0]!, short])).toThrow(/of one size/);
  });

  const columns = () => JSON.parse(new TextDecoder().decode(file)) as Record<string, unknown>;
  const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
  it.each([
    ['no JSON', () => new TextEncoder().encode('<html>')],
    ['another format', () => bytesOf({ ...columns(), format: 2 })],
    ['a work too few', () => bytesOf({ ...columns(), titles: works.slice(1).map((w) => w.title) })],
    ['an artist too few', () => bytesOf({ ...columns(), artists: [] })],
    ['a column that is too short', () => bytesOf({ ...columns(), style: [0] })],
  ])('say so when their list is %s', (_, damaged) => {
    expect(() => readWorks(damaged(), vectors, entry)).toThrow(/known works do not fit/);
  });

  it('say so when vectors are missing', () => {
    expect(() => readWorks(file, vectors.slice(1), entry)).toThrow(/number/);
  });
});
