/** An evaluation of a generator as its card tells it: numbers with their definitions, and plots. */
import type { GeneratorMetric, LabelKind } from '@/models/card';

import { blendPlot, precisionRecallPlot } from '../plots/generator';
import { FAMILIES, type Family } from './families';
import type { GeneratorMeasures } from './generator';
import { BLEND_WEIGHTS } from './points';
import type { Plot } from './report';

/** What every value is stored with. */
export interface ReportContext {
  readonly seed: number;
  readonly psi: number;
  /** Side in pixels at which real and generated pictures are compared. */
  readonly size: number;
  /** Part of the side that training cut off real pictures all around. */
  readonly trim?: number;
  /** What was compared with, as the card names it. */
  readonly data: string;
  readonly heldOut?: string | undefined;
  /** Which classifier was asked, e.g. `"painters" (version 3)`. */
  readonly classifier?: string | undefined;
  /** As it was typed, for the card. */
  readonly command: string;
}

/** Five digits say more than any of these values is sure of. */
export const digits = (value: number) => Number(value.toPrecision(5));

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
  return FAMILIES.flatMap((family) =>
    TELL[family](measures, context).map(
      ({ name, value, definition, count, standardError, reference, data }) => ({
        ...{ name, value: digits(value), definition, command: context.command, family, count },
        ...{ data: data ?? context.data, seed: context.seed },
        ...(standardError === undefined ? {} : { standardError: digits(standardError) }),
        ...(reference === undefined ? {} : { reference: digits(reference) }),
      }),
    ),
  );
}

type Tell = (measures: GeneratorMeasures, context: ReportContext) => Value[];

/** What is said of every family; nothing where it was not measured. */
const TELL: Readonly<Record<Family, Tell>> = {
  'fd-m': ({ distance, distanceAsTrained, distanceAtInfinity }, context) =>
    distance === undefined
      ? []
      : [
          {
            ...{ name: 'FD-M', value: distance.generated },
            ...{ count: distance.count, reference: distance.reference },
            definition: `Fréchet distance (Heusel et al. 2017, equation 6) of ${featuresOf(context)} Not the FID of the literature, whose features are Inception v3's. 0 and up, lower is better; the floor, two disjoint halves of the real pictures, holds for their count.`,
          },
          ...(distanceAsTrained === undefined
            ? []
            : [
                {
                  ...{ name: 'FD-M before quantisation', value: distanceAsTrained },
                  count: distance.count,
                  definition:
                    'The same of the same points, drawn with the weights as trained (float32) instead of as stored.',
                },
              ]),
          ...(distanceAtInfinity === undefined
            ? []
            : [
                {
                  ...{ name: 'FD-M∞', value: distanceAtInfinity, count: distance.count },
                  definition: `FD-M with ever more generated pictures: distances of 6 random subsets, from half of them to all, by a line in 1/number that is continued to 0 (Chong and Forsyth 2020). Without the bias of few generated pictures, which is another for each generator; that of the number of real ones stays. About 0 and up, lower is better.`,
                },
              ]),
        ],
  'kid-m': ({ kernel }, context) =>
    kernel === undefined
      ? []
      : [
          {
            ...{ name: 'KID-M', value: kernel.generated.mean, count: kernel.count },
            standardError: kernel.generated.standardError,
            reference: kernel.reference?.mean,
            definition: `Squared maximum mean discrepancy, unbiased, with the kernel (x·y/1280 + 1)³ (Bińkowski et al. 2018), of ${featuresOf(context)} Mean over 100 random subsets of ${kernel.generated.subsetSize}; the error is that of drawing subsets. About 0 and up, lower is better.`,
          },
        ],
  scores: tellScores,
  'precision-recall': tellPrecision,
  parzen: ({ parzen }, context) =>
    parzen === undefined
      ? []
      : [
          {
            ...{ name: 'Parzen log-likelihood', value: parzen.generated.mean },
            ...{ count: parzen.count, standardError: parzen.generated.standardError },
            reference: parzen.reference?.mean,
            definition: `Nats a picture of real ones under Gaussians of deviation ${parzen.generated.bandwidth.toPrecision(3)} around generated ones, all reduced to 16 × 16 pixels in 0..1 (768 numbers); the deviation was chosen on another third of the real pictures (Goodfellow et al. 2014, section 5). ${drawnAs(context)}. Higher is better; says little about quality (Theis et al. 2016).`,
          },
        ],
  'path-length': ({ path }, context) =>
    path === undefined
      ? []
      : [
          {
            ...{ name: 'perceptual path length', value: path.mean },
            ...{ standardError: path.standardError, count: path.count, data: 'none' },
            definition: `Mean d²/ε² for steps of ε = 0.0001 of the great circle between two random latent vectors of one class, ${varietyOf(context)} (Karras et al. 2019, section 4.1, in Z), without the outermost hundredth on either side; d² is the squared distance of MobileNetV2's features at five scales, normalised at every place, summed over channels, averaged over places, added up over scales (LPIPS without learned weights). 0 and up, lower is smoother.`,
          },
        ],
  'class-accuracy': tellAccuracies,
  'blend-fidelity': tellBlends,
  memorisation: tellMemory,
};

const varietyOf = ({ psi }: ReportContext) =>
  psi === 1 ? 'at full variety' : `at a variety of ${psi}`;
const drawnAs = (context: ReportContext) =>
  `Generated pictures are of single classes, as frequent as in training, ${varietyOf(context)}; generated and real ones are compared at ${context.size} px`;
const featuresOf = (context: ReportContext) =>
  `the 1,280 pooled features of MobileNetV2. ${drawnAs(context)}, enlarged to 224 px by a bicubic filter.`;

function tellScores({ inception, mode }: GeneratorMeasures, context: ReportContext): Value[] {
  if (!inception || !mode) return [];
  const of = `on MobileNetV2's 1,001 classes of things, which are not what paintings show. ${drawnAs(context)}.`;
  return [
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
  ];
}

function tellPrecision({ precisionRecall }: GeneratorMeasures, context: ReportContext): Value[] {
  if (!precisionRecall) return [];
  const { count, generated, reference } = precisionRecall;
  const balls = `balls reach to their third nearest neighbour (Kynkäänniemi et al. 2019, k = 3), as many pictures on both sides, by ${featuresOf(context)} 0 to 1, higher is better.`;
  return [
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
  ];
}

/** What the share of pictures that are taken for their class is called, kind by kind. */
const ACCURACY_OF: Readonly<Record<LabelKind, string>> = {
  artist: 'class accuracy',
  style: 'style accuracy',
  genre: 'genre accuracy',
};

function tellAccuracies(measures: GeneratorMeasures, { classifier }: ReportContext): Value[] {
  return (measures.accuracies ?? []).flatMap(({ kind, count, classes, generated, reference }) => {
    const judged = `by ${classifier} among the ${classes.length} ${kind}s that both know (chance ${digits(generated.chance)}). The reference is that of real pictures which the classifier was not trained on. 0 to 1, higher is better.`;
    const name = ACCURACY_OF[kind];
    return [
      {
        ...{ name, value: generated.top1, count, reference: reference?.top1 },
        definition: `Share of the generated pictures of one ${kind} alone that are taken for that ${kind}'s ${judged}`,
      },
      {
        ...{ name: `${name}, mean of ${kind}s`, value: generated.macro, count },
        reference: reference?.macro,
        definition: `The same, ${kind} by ${kind}, then the mean: ${judged}`,
      },
    ];
  });
}

function tellBlends({ blends }: GeneratorMeasures, { classifier }: ReportContext): Value[] {
  if (!blends) return [];
  const { pairs, walks } = blends;
  const mean = (of: (pair: (typeof pairs)[number]) => number) =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const shared = {
    count: pairs.length * walks * BLEND_WEIGHTS.length,
    data: `none; asks ${classifier}`,
  };
  const along = `along mixes of two artists, 0 to 1 in steps of 0.1, ${walks} latent vectors each, mean over the ${pairs.length} pairs of which training saw the most; what ${classifier} gives to the first is taken relative to both.`;
  return [
    {
      ...{ name: 'blend rank correlation', value: mean((pair) => pair.rankCorrelation) },
      ...shared,
      definition: `Spearman's, between weight and mean share ${along} −1 to 1, higher is better.`,
    },
    {
      name: 'blend rank correlation, worst pair',
      ...{ value: Math.min(...pairs.map((pair) => pair.rankCorrelation)), ...shared },
      definition: 'The lowest of the pairs’ own.',
    },
    {
      name: 'blend rank correlation, walk by walk',
      ...{ value: mean((pair) => pair.walkRankCorrelation), ...shared },
      definition: `Spearman's for every latent vector alone, ${along} −1 to 1, higher is better.`,
    },
    {
      ...{ name: 'blend error', value: mean((pair) => pair.absoluteError), ...shared },
      definition: `Mean distance of share and weight, picture by picture, ${along} 0 to 1, lower is better.`,
    },
  ];
}

function tellMemory({ memory }: GeneratorMeasures, context: ReportContext): Value[] {
  if (!memory) return [];
  const fresh = context.heldOut
    ? `real pictures that training did not see (${context.heldOut})`
    : 'training pictures, each left out in turn';
  const cut = context.trim ? ', without the edges that training cut off' : '';
  const near = `distance to the nearest training picture${cut}, mirrored ones included where training saw them, by ${featuresOf(context)} Compared with ${fresh}.`;
  const count = memory.nearest.length;
  return [
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
  ];
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
