/** What is too long for a generator's card. */
import { labelKindSchema } from '@/models/card';

import type { GeneratorMeasures, MeasuredAccuracy } from './generator';
import { digits } from './generator-report';
import { BLEND_WEIGHTS } from './points';

/**
 * What is too long for the card: class by class, pair by pair, the closest to training.
 * @param realIds of the pictures that were trained on, as `memory` counts them.
 */
export function generatorDetails(measures: GeneratorMeasures, realIds: readonly string[]) {
  const { accuracies = [], blends, parzen, memory, wanted } = measures;
  const [artist, style, genre] = labelKindSchema.options.map((kind) =>
    accuracies.find((one) => one.kind === kind),
  );
  return {
    ...(artist && { artists: rowsOf(artist) }),
    ...(style && { styles: rowsOf(style) }),
    ...(genre && { genres: rowsOf(genre) }),
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

function rowsOf({ classes, generated, reference }: MeasuredAccuracy) {
  return generated.perClass.map(({ asked, count, right, takenFor }) => {
    const real = reference?.perClass.find((one) => one.asked === asked);
    return {
      ...{ id: classes[asked]!.id, pictures: count, accuracy: digits(right / count) },
      takenMostFor: classes[takenFor]!.id,
      ...(real && { realPictures: real.count, realAccuracy: digits(real.right / real.count) }),
    };
  });
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
