/** What lies beside the models, read on the server. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cache } from 'react';

import { readCard, readIndex, type ShownCard } from '@/lib/models-view/card';
import { CURVES_FILE, curvesSchema, type Curves } from '@/lib/models-view/curves';
import { readEvaluation, type Evaluation } from '@/lib/models-view/evaluation';
import { STRUCTURE_FILE, structureSchema, type Structure } from '@/lib/models-view/structure';

/** A model with everything that its page draws. */
export interface ModelFiles extends ShownCard {
  readonly structure?: Structure;
  readonly curves?: Curves;
  readonly evaluation?: Evaluation;
}

/** All models of the index, in its order. */
export const readModels = cache(async (): Promise<ModelFiles[]> => {
  const ids = readIndex(await readJson('index.json'));
  const models = await Promise.all(ids.map(readModel));
  return models.filter((model) => model !== undefined);
});

/** Undefined for an id that no model has. */
export const readModel = cache(async (id: string): Promise<ModelFiles | undefined> => {
  if (!/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)) return undefined;
  const [shown, structure, curves, evaluated] = await Promise.all([
    readJson(id, 'card.json').then(readCard),
    readJson(id, STRUCTURE_FILE).then((json) => structureSchema.safeParse(json).data),
    readJson(id, CURVES_FILE).then((json) => curvesSchema.safeParse(json).data),
    readJson(id, 'evaluation.json'),
  ]);
  if (!shown) return undefined;
  const evaluation = readEvaluation(evaluated, shown.card.weights.sha256);
  return {
    ...shown,
    ...(structure ? { structure } : {}),
    ...(curves ? { curves } : {}),
    ...(evaluation ? { evaluation } : {}),
  };
});

/** Undefined for a file that is not there: none but the card is needed. */
async function readJson(...path: string[]): Promise<unknown> {
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'public', 'models', ...path);
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
