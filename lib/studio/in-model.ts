import { blendMixes, createMix, mixableIds, mixOf } from '@/lib/latent/mix';
import type { LatentPoint, LatentSource, Mix, ModelFacts } from '@/lib/latent/point';
import { withShifts } from '@/lib/latent/shifts';

import { seedOf } from './id';

/** The genre's part of a mix that had none: without it there is little to be made out. */
const SUBJECT_SHARE = 0.4;

/**
 * What another model has for a point: the same seed or vector, painters that it knows with
 * their weights, the same variety, and the directions that it has; where it wants to be told what
 * is to be seen, a genre as well. It is another picture all the same, as every model has a latent
 * space of its own.
 * @param genres that the point's model was made for
 */
export function inModel(
  point: LatentPoint,
  facts: ModelFacts,
  genres: readonly string[] = [],
): LatentPoint {
  if (point.model === facts.id) return point;
  const { mix, psi, source, shifts = [] } = point;
  const there: LatentPoint = {
    model: facts.id,
    source: sourceIn(source, facts),
    mix: mixIn(mix, facts, genres),
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

function mixIn(mix: Mix, facts: ModelFacts, genres: readonly string[]): Mix {
  const { classIds, subjectIds = [] } = facts;
  const isSubject = (id: string) => subjectIds.includes(id);
  const known = mix.filter(({ classId }) => mixableIds(facts).includes(classId));
  const first = classIds.find((id) => !isSubject(id));
  if (known.length === 0 && first === undefined) return [];
  const there = createMix(known.length > 0 ? known : mixOf(first!));
  const subject = genres.find(isSubject) ?? subjectIds[0];
  if (subject === undefined || there.some(({ classId }) => isSubject(classId))) return there;
  return blendMixes([
    { mix: there, weight: 1 - SUBJECT_SHARE },
    { mix: mixOf(subject), weight: SUBJECT_SHARE },
  ]);
}
