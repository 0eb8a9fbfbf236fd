/** An evaluation of a generator as its card tells it: numbers with their definitions, and plots. */
import type { GeneratorCard, GeneratorMetric } from '@/models/card';

import { blendPlot, precisionRecallPlot } from '../plots/generator';
import type { Family } from './families';
import type { GeneratorMeasures } from './generator';
import { BLEND_WEIGHTS } from './points';
import type { Plot } from './report';

/** What every value is stored with. */
export interface ReportContext {
  readonly seed: number;
  readonly psi: number;
  /** Side in pixels at which real and generated pictures are compared. */
  readonly size: number;
  /** What was compared with, as the card names it. */
  readonly data: string;
  readonly heldOut?: string | undefined;
  readonly classifier?: string | undefined;
  /** As it was typed, for the card. */
  readonly command: string;
}

/** Five digits say more than any of these values is sure of. */
const digits = (value: number) => Number(value.toPrecision(5));

interface Value {
  readonly name: string;
  readonly value: number;
  readonly definition: string;
  readonly count: number;
  readonly standardError?: number | undefined;
  readonly reference?: number | undefined;
  /** Where it was not compared with the data at large. */
  readonly data?: string | undefined;
}

export function generatorMetrics(
  measures: GeneratorMeasures,
  context: ReportContext,
): GeneratorMetric[] {
  const values = valuesOf(measures, context);
  return [...values].flatMap(([family, some]) =>
    some.map(({ name, value, definition, count, standardError, reference, data }) => ({
      ...{ name, value: digits(value), definition, command: context.command, family, count },
      ...{ data: data ?? context.data, seed: context.seed },
      ...(standardError === undefined ? {} : { standardError: digits(standardError) }),
      ...(reference === undefined ? {} : { reference: digits(reference) }),
    })),
  );
}

function valuesOf(measures: GeneratorMeasures, context: ReportContext): Map<Family, Value[]> {
  const { distance, kernel, inception, mode, precisionRecall, parzen } = measures;
  const { size, psi, classifier } = context;
  const variety = psi === 1 ? 'at full variety' : `at a variety of ${psi}`;
  const drawn = `Generated pictures are of single classes, as frequent as in training, ${variety}; generated and real ones are compared at ${size} px`;
  const features = `the 1,280 pooled features of MobileNetV2. ${drawn}, enlarged to 224 px by a bicubic filter.`;
  const values = new Map<Family, Value[]>();

  if (distance) {
    const { count, generated: value, reference } = distance;
    values.set('fd-m', [
      {
        ...{ name: 'FD-M', value, count, reference },
        definition: `Fréchet distance (Heusel et al. 2017, equation 6) of ${features} Not the FID of the literature, whose features are Inception v3's. 0 and up, lower is better; the floor, two disjoint halves of the real pictures, holds for their count.`,
      },
    ]);
  }
  if (kernel) {
    const { mean, standardError, subsetSize } = kernel.generated;
    values.set('kid-m', [
      {
        ...{ name: 'KID-M', value: mean, standardError, count: kernel.count },
        reference: kernel.reference?.mean,
        definition: `Squared maximum mean discrepancy, unbiased, with the kernel (x·y/1280 + 1)³ (Bińkowski et al. 2018), of ${features} Mean over 100 random subsets of ${subsetSize}; the error is that of drawing subsets. About 0 and up, lower is better.`,
      },
    ]);
  }
  if (inception && mode) {
    const of = `on MobileNetV2's 1,001 classes of things, which are not what paintings show. ${drawn}.`;
    values.set('scores', [
      {
        ...{ name: 'inception-style score', value: inception.generated },
        ...{ count: inception.count, reference: inception.reference },
        definition: `exp(mean KL(p(y|x) ‖ p(y))) (Salimans et al. 2016) ${of} 1 to 1,001, higher is better.`,
      },
      {
        ...{ name: 'mode score', value: mode.generated },
        ...{ count: mode.count, reference: mode.reference },
        definition: `exp(mean KL(p(y|x) ‖ p(y)) − KL(p(y) ‖ p(real y))) (Che et al. 2017, as in Xu et al. 2018) ${of} 0 to 1,001, higher is better.`,
      },
    ]);
  }
  if (precisionRecall) {
    const { count, generated, reference } = precisionRecall;
    const balls = `balls reach to their third nearest neighbour (Kynkäänniemi et al. 2019, k = 3), as many pictures on both sides, by ${features} 0 to 1, higher is better.`;
    values.set('precision-recall', [
      {
        ...{ name: 'precision', value: generated.precision, count },
        reference: reference?.precision,
        definition: `Share of the generated pictures inside the balls around real ones; ${balls}`,
      },
      {
        ...{ name: 'recall', value: generated.recall, count },
        reference: reference?.recall,
        definition: `Share of the real pictures inside the balls around generated ones; ${balls}`,
      },
    ]);
  }
  if (parzen) {
    const { mean, standardError, bandwidth } = parzen.generated;
    values.set('parzen', [
      {
        ...{ name: 'Parzen log-likelihood', value: mean, standardError, count: parzen.count },
        reference: parzen.reference?.mean,
        definition: `Nats a picture of real ones under Gaussians of deviation ${bandwidth.toPrecision(3)} around generated ones, all reduced to 16 × 16 pixels in 0..1 (768 numbers); the deviation was chosen on another third of the real pictures (Goodfellow et al. 2014, section 5). ${drawn}. Higher is better; says little about quality (Theis et al. 2016).`,
      },
    ]);
  }
  const { path, accuracy, blends, memory } = measures;
  if (path) {
    values.set('path-length', [
      {
        ...{ name: 'perceptual path length', value: path.mean },
        ...{ standardError: path.standardError, count: path.count },
        definition: `Mean d²/ε² for steps of ε = 0.0001 of the great circle between two random latent vectors of one class (Karras et al. 2019, section 4.1, in Z), without the outermost hundredth on either side; d² is the squared distance of MobileNetV2's features at five scales, normalised at every place, summed over channels, averaged over places, added up over scales (LPIPS without learned weights). ${variety}. 0 and up, lower is smoother.`,
        data: 'none',
      },
    ]);
  }
  if (accuracy) {
    const { count, generated, reference } = accuracy;
    const artists = Math.round(1 / generated.chance);
    const judged = `by "${classifier}" among the ${artists} artists that both know (chance ${digits(generated.chance)}). The reference is that of real pictures which the classifier was not trained on. 0 to 1, higher is better.`;
    values.set('class-accuracy', [
      {
        ...{ name: 'class accuracy', value: generated.top1, count, reference: reference?.top1 },
        definition: `Share of the generated pictures of an artist that are taken for that artist's ${judged}`,
      },
      {
        ...{ name: 'class accuracy, mean of artists', value: generated.macro, count },
        reference: reference?.macro,
        definition: `The same, artist by artist, then the mean: ${judged}`,
      },
    ]);
  }
  if (blends) {
    const { pairs, walks } = blends;
    const mean = (of: (pair: (typeof pairs)[number]) => number) =>
      pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
    const count = pairs.length * walks * BLEND_WEIGHTS.length;
    const along = `along mixes of two artists, 0 to 1 in steps of 0.1, ${walks} latent vectors each, mean over the ${pairs.length} pairs of which training saw the most; what "${classifier}" gives to the first is taken relative to both.`;
    const data = `none; asks "${classifier}"`;
    values.set('blend-fidelity', [
      {
        ...{ name: 'blend rank correlation', value: mean((pair) => pair.rankCorrelation), count },
        definition: `Spearman's, between weight and mean share ${along} −1 to 1, higher is better.`,
        data,
      },
      {
        name: 'blend rank correlation, worst pair',
        ...{ value: Math.min(...pairs.map((pair) => pair.rankCorrelation)), count, data },
        definition: `The lowest of the pairs' own.`,
      },
      {
        name: 'blend rank correlation, walk by walk',
        ...{ value: mean((pair) => pair.walkRankCorrelation), count, data },
        definition: `Spearman's for every latent vector alone, ${along} −1 to 1, higher is better.`,
      },
      {
        ...{ name: 'blend error', value: mean((pair) => pair.absoluteError), count, data },
        definition: `Mean distance of share and weight, picture by picture, ${along} 0 to 1, lower is better.`,
      },
    ]);
  }
  if (memory) {
    const fresh = context.heldOut
      ? `real pictures that training did not see (${context.heldOut})`
      : 'training pictures, each left out in turn';
    const near = `distance to the nearest training picture, mirrored ones included where training saw them, by ${features} Compared with ${fresh}.`;
    const count = memory.nearest.length;
    values.set('memorisation', [
      {
        ...{ name: 'memorisation: median distance', value: memory.medianRatio, count },
        definition: `Median ${near} A ratio: 1 is as far as new pictures, 0 are copies.`,
        reference: 1,
      },
      {
        ...{ name: 'memorisation: suspicious', value: memory.suspiciousShare, count },
        definition: `Share of the generated pictures nearer than all but the nearest hundredth of the others; ${near}`,
        reference: 0.01,
      },
      {
        ...{ name: 'memorisation: nearer than new', value: memory.nearerShare, count },
        definition: `Chance that a generated picture is nearer than one of the others (Meehan et al. 2020); above 0.5 speaks for copying; ${near}`,
        reference: 0.5,
      },
    ]);
  }
  return values;
}

export function generatorPlots({ blends, precisionRecall }: GeneratorMeasures): Plot[] {
  const plots: Plot[] = [];
  if (precisionRecall) {
    const { generated, reference } = precisionRecall;
    const floor = { name: 'halves of the real pictures', reference: true };
    plots.push({
      file: 'plot-precision-recall.svg',
      caption:
        'How many generated pictures are plausible, and how much of what is real they reach.',
      svg: precisionRecallPlot('Precision and recall', [
        ...(reference ? [{ ...floor, ...reference }] : []),
        { name: 'generated', ...generated },
      ]),
    });
  }
  if (blends && blends.pairs.length > 0) {
    const pairs = blends.pairs.map(({ pair: [first, second], curve }) => ({
      name: `${first.name} and ${second.name}`,
      curve,
    }));
    plots.push({
      file: 'plot-blend-fidelity.svg',
      caption:
        'How a mix of two artists is taken by the classifier: a faint line a pair, a strong one their mean, dashes where every answer is the weight.',
      svg: blendPlot('What a mix is taken for', BLEND_WEIGHTS, pairs),
    });
  }
  return plots;
}

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
