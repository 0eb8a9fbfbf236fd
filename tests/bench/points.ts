import { readFileSync } from 'node:fs';

import { randomPoint } from '@/lib/latent/blend';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { modelIndexSchema, type IndexEntry } from '@/models/card';
import { factsOf } from '@/models/facts';

/** The first of a kind in the index: for generators, what the app opens with. */
export function modelOfKind<Kind extends IndexEntry['kind']>(
  kind: Kind,
): Extract<IndexEntry, { kind: Kind }> {
  const file = new URL('../../public/models/index.json', import.meta.url);
  const entries = modelIndexSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const isWanted = (entry: IndexEntry): entry is Extract<IndexEntry, { kind: Kind }> =>
    entry.kind === kind;
  const model = entries.find(isWanted);
  if (!model) throw new Error(`No ${kind} is installed: nothing can be drawn.`);
  return model;
}

/** The model that the app opens with. */
export const firstModel = (): ModelFacts => factsOf(modelOfKind('generator'));

/** Points as the dice would roll them, always the same ones. */
export function benchPoints(count: number, facts: ModelFacts): LatentPoint[] {
  return Array.from({ length: count }, (_, seed) => randomPoint(seed, facts));
}
