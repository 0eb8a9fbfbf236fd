/** What is too long for a generator's card. */
import type { GeneratorCard } from '@/models/card';

import type { GeneratorMeasures } from './generator';
import { digits } from './generator-report';
import { BLEND_WEIGHTS } from './points';

/** What is too long for the card: artist by artist, pair by pair, the closest to training. */
export function generatorDetails(
  measures: GeneratorMeasures,
  { classes }: Pick<GeneratorCard, 'classes'>,
  known: { readonly classIds: readonly string[]; readonly realIds: readonly string[] },
) {
  const { accuracy, blends, parzen, memory, wanted } = measures;
  const { classIds, realIds } = known;
  const named = (index: number) => classIds[index] ?? classes[index]?.id;
  return {
    ...(accuracy && {
      artists: accuracy.generated.perClass.map(({ asked, count, right, takenFor }) => {
        const real = accuracy.reference?.perClass.find((one) => one.asked === asked);
        return {
          ...{ id: named(asked), pictures: count, accuracy: digits(right / count) },
          takenMostFor: named(takenFor),
          ...(real && { realPictures: real.count, realAccuracy: digits(real.right / real.count) }),
        };
      }),
    }),
    ...(blends && {
      blends: blends.pairs.map(({ pair, curve, ...values }) => ({
        pair: pair.map(({ id }) => id),
        weights: BLEND_WEIGHTS,
        shares: curve.map(digits),
        rankCorrelation: digits(values.rankCorrelation),
        walkRankCorrelation: digits(values.walkRankCorrelation),
        absoluteError: digits(values.absoluteError),
      })),
    }),
    ...(parzen && { parzenBandwidth: digits(parzen.generated.bandwidth) }),
    ...(memory && {
      closest: closestOf(memory.nearest, 24).map(({ picture, index, distance }) => ({
        point: wanted[picture]!.point,
        training: realIds[index],
        distance: digits(distance),
      })),
      suspiciousBelow: digits(memory.threshold),
    }),
  };
}

/** The generated pictures that are nearest to training, the nearest first. */
export function closestOf(
  nearest: readonly { readonly index: number; readonly distance: number }[],
  count: number,
) {
  return nearest
    .map((one, picture) => ({ ...one, picture }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count);
}
