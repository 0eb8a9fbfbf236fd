import type { ModelFacts } from '@/lib/latent/point';

import type { GeneratorEntry } from './card';

type Described = Pick<GeneratorEntry, 'id' | 'version' | 'latentDim' | 'classes' | 'directions'>;

/** What the latent vocabulary needs to know about a generator: of its card, or of its line in the index. */
export function factsOf({ id, version, latentDim, classes, directions }: Described): ModelFacts {
  return {
    id,
    version,
    latentDim,
    classIds: classes.map((c) => c.id),
    ...(directions && { directionIds: directions.map((direction) => direction.id) }),
  };
}
