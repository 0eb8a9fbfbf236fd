import { readFileSync } from 'node:fs';

import { randomPoint } from '@/lib/latent/blend';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { modelIndexSchema } from '@/models/card';

/** The model that the app opens with. */
export function firstModel(): ModelFacts {
  const file = new URL('../../public/models/index.json', import.meta.url);
  const entries = modelIndexSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const model = entries.find((entry) => entry.kind === 'generator');
  if (!model) throw new Error('No model is installed: nothing can be drawn.');
  return { ...model, classIds: model.classes.map(({ id }) => id) };
}

/** Points as the dice would roll them, always the same ones. */
export function benchPoints(count: number, facts: ModelFacts): LatentPoint[] {
  return Array.from({ length: count }, (_, seed) => randomPoint(seed, facts));
}
