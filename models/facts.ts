import { isLearned } from '@/lib/latent/classes';
import type { ModelFacts } from '@/lib/latent/point';

import type { GeneratorEntry } from './card';

type Described = Pick<GeneratorEntry, 'id' | 'version' | 'latentDim' | 'classes' | 'directions'>;

/** What the latent vocabulary needs to know about a generator: of its card, or of its line in the index. */
export function factsOf({ id, version, latentDim, classes, directions }: Described): ModelFacts {
  const others = classes.find((one) => !isLearned(one));
  const learned = classes.filter(isLearned);
  const subjects = learned.filter(({ kind }) => kind === 'genre');
  const areSome = subjects.length > 0 && subjects.length < learned.length;
  return {
    id,
    version,
    latentDim,
    classIds: learned.map((c) => c.id),
    ...(others && { othersId: others.id }),
    ...(areSome && { subjectIds: subjects.map((c) => c.id) }),
    ...(directions && { directionIds: directions.map((direction) => direction.id) }),
  };
}
