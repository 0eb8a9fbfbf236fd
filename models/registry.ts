import type { ModelFacts } from '@/lib/latent/point';
import index from '@/public/models/index.json';

import type { ModelIndex, ModelIndexEntry } from './card';

/**
 * Every model the app serves, the default first. Written, and checked against the
 * schema, by `sfumato export`; a test holds it, so that browsers need not.
 */
export const modelIndex = index as unknown as ModelIndex;

/** What the latent vocabulary needs to know about an entry. */
export function factsOf(entry: ModelIndexEntry): ModelFacts {
  return {
    id: entry.id,
    version: entry.version,
    latentDim: entry.latentDim,
    classIds: entry.classes.map((c) => c.id),
  };
}

/** What links are read and written with. */
export const catalogue: readonly ModelFacts[] = modelIndex.map(factsOf);
