import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';

import { describe, expect, it } from 'vitest';

import { encodePoint } from '@/lib/latent/codec';

import { createGenerator } from './architectures';
import { generatorCardSchema, modelIndexSchema } from './card';
import { parameterCount } from './network';
import { catalogue, generators } from './registry';

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
      classes: card.classes,
      bytes: card.weights.bytes,
    });
    const files = ['poster.png', ...card.sheets.map((sheet) => sheet.file)];
    for (const file of files)
      expect((await stat(path.join(FOLDER, id, file))).size).toBeGreaterThan(0);
    expect((await stat(path.join(FOLDER, id, card.weights.file))).size).toBe(card.weights.bytes);
  });

  it('has as many parameters as its architecture says', async () => {
    const { architecture, options, parameters } = await readCard();
    expect(parameterCount(createGenerator(architecture, options).spec)).toBe(parameters);
  });

  it('opens at a point that has a link', async () => {
    const { seed, mix, psi } = (await readCard()).opening;
    const code = encodePoint({ model: id, source: { kind: 'seed', seed }, mix, psi }, catalogue);
    expect(code.length).toBeLessThanOrEqual(60);
  });
});
