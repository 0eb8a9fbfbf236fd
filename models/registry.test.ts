import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { decodePoint, encodePoint } from '@/lib/latent/codec';
import { setShift } from '@/lib/latent/shifts';

import { createClassifier, createGenerator } from './architectures';
import { classifierCardSchema, generatorCardSchema, modelIndexSchema } from './card';
import { parameterCount } from './network';
import { catalogue, classifiers, generators } from './registry';

const FOLDER = path.join(process.cwd(), 'public/models');

it('serves at least one model, and its index is what the schema says', () => {
  expect(modelIndexSchema.parse(generators)).toEqual(generators);
  expect(generators.length).toBeGreaterThan(0);
});

describe.each(generators.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  const readCard = async () =>
    generatorCardSchema.parse(
      JSON.parse(await readFile(path.join(FOLDER, id, 'card.json'), 'utf8')),
    );

  it('has a card that the index agrees with, and the files that it names', async () => {
    const card = await readCard();
    expect(entry).toEqual({
      id: card.id,
      kind: card.kind,
      title: card.title,
      version: card.version,
      parameters: card.parameters,
      resolution: card.resolution,
      latentDim: card.latentDim,
      ...(card.genres && { genres: card.genres }),
      classes: card.classes,
      bytes: card.weights.bytes,
      ...(card.directions && {
        directions: card.directions.map(({ id, name, less, more }) => ({ id, name, less, more })),
      }),
    });
    const files = ['poster.png', ...card.sheets.map((sheet) => sheet.file)];
    for (const file of files)
      expect((await stat(path.join(FOLDER, id, file))).size).toBeGreaterThan(0);
    expect((await stat(path.join(FOLDER, id, card.weights.file))).size).toBe(card.weights.bytes);
  });

  it('was made for genres that a classifier knows by the same names, if not for all', () => {
    const known = classifiers[0]!.genres.map((genre) => genre.id);
    expect(known).toEqual(expect.arrayContaining(entry.genres ?? []));
  });

  it('has as many parameters as its architecture says', async () => {
    const { architecture, options, parameters } = await readCard();
    expect(parameterCount(createGenerator(architecture, options).spec)).toBe(parameters);
  });

  it('has directions of length 1, whose links cannot be taken for one another', async () => {
    const { directions = [], latentDim, opening } = await readCard();
    for (const { vector } of directions) {
      expect(vector).toHaveLength(latentDim);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
    }
    const { seed, mix, psi } = opening;
    for (const direction of directions) {
      const point = { model: id, source: { kind: 'seed', seed }, mix, psi } as const;
      const shifted = setShift(point, direction.id, 1);
      expect(decodePoint(encodePoint(shifted, catalogue), catalogue)).toEqual(shifted);
    }
  });

  it('opens at a point that has a link', async () => {
    const { seed, mix, psi } = (await readCard()).opening;
    const code = encodePoint({ model: id, source: { kind: 'seed', seed }, mix, psi }, catalogue);
    expect(code.length).toBeLessThanOrEqual(60);
  });
});

describe.each(classifiers.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  const readCard = async () =>
    classifierCardSchema.parse(
      JSON.parse(await readFile(path.join(FOLDER, id, 'card.json'), 'utf8')),
    );
  const sizeOf = async (file: string) => (await stat(path.join(FOLDER, id, file))).size;

  it('has a card that the index agrees with, and the files that it names', async () => {
    const card = await readCard();
    expect(modelIndexSchema.parse([entry])).toEqual([entry]);
    expect(entry).toMatchObject({
      version: card.version,
      parameters: card.parameters,
      artists: card.artists,
      styles: card.styles,
      genres: card.genres,
      bytes: card.weights.bytes,
    });
    expect(await sizeOf(card.weights.file)).toBe(card.weights.bytes);
    for (const { file } of card.plots) expect(await sizeOf(file)).toBeGreaterThan(0);
    if (card.works) {
      expect(await sizeOf(card.works.file)).toBe(card.works.fileBytes);
      expect(await sizeOf(card.works.vectors)).toBe(card.works.count * card.works.dim);
    }
  });

  it('has as many parameters as its architecture says, and fits into a visit', async () => {
    const { architecture, options, parameters, weights } = await readCard();
    expect(parameterCount(createClassifier(architecture, options).spec)).toBe(parameters);
    expect(weights.bytes).toBeLessThanOrEqual(12_000_000);
  });

  it('was measured, and its probabilities calibrated', async () => {
    const { metrics, temperatures } = await readCard();
    expect(temperatures.artist).not.toBe(1);
    expect(metrics.map(({ name }) => name)).toContain('calibration error');
  });
});
