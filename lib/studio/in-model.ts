import { createMix, mixableIds, mixOf } from '@/lib/latent/mix';
import type { LatentPoint, LatentSource, Mix, ModelFacts } from '@/lib/latent/point';
import { withShifts } from '@/lib/latent/shifts';

import { seedOf } from './id';

/**
 * What another model has for a point: the same seed or vector, painters that it knows with
 * their weights, the same variety, and the directions that it has. It is another picture all
 * the same, as every model has a latent space of its own.
 */
export function inModel(point: LatentPoint, facts: ModelFacts): LatentPoint {
  if (point.model === facts.id) return point;
  const { mix, psi, source, shifts = [] } = point;
  const there: LatentPoint = {
    model: facts.id,
    source: sourceIn(source, facts),
    mix: mixIn(mix, facts),
    psi,
  };
  const known = shifts.filter(({ directionId }) => facts.directionIds?.includes(directionId));
  return withShifts(there, known);
}

/** A vector that does not fit gives the seed that follows from it. */
function sourceIn(source: LatentSource, { latentDim }: ModelFacts): LatentSource {
  if (source.kind === 'seed' || source.z.length === latentDim) return source;
  return { kind: 'seed', seed: seedOf(source.z.join(' ')) };
}

function mixIn(mix: Mix, facts: ModelFacts): Mix {
  const known = mix.filter(({ classId }) => mixableIds(facts).includes(classId));
  if (known.length > 0) return createMix(known);
  const [first] = facts.classIds;
  return first === undefined ? [] : mixOf(first);
}
