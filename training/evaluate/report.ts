/** An evaluation as a card tells it: numbers with their definitions, and plots. */
import type { ClassifierCard } from '@/models/card';

import { confusionPlot, reliabilityPlot, rocPlot } from '../plots/classifier';
import type { Evaluation } from './classifier';

type Metric = ClassifierCard['metrics'][number];

export interface Plot {
  readonly file: string;
  readonly caption: string;
  readonly svg: string;
}

/** The plot of the rule for "none of these". */
export const RULE_PLOT = 'plot-none-of-these.svg';
const RULE_METRIC = 'none of these: ';

/** Whether a value is of the rule for "none of these". */
export const isRuleMetric = ({ name }: Pick<Metric, 'name'>): boolean =>
  name.startsWith(RULE_METRIC);

const digits = (value: number) => Math.round(value * 1e4) / 1e4;

/** @param command as it was typed, for the card. */
export function metricsOf(evaluation: Evaluation, command: string): Metric[] {
  const metric = (name: string, value: number, definition: string): Metric => ({
    name,
    value: digits(value),
    definition,
    command,
  });
  const { protocols, macro, style, genre, calibrationError, told, degradedTop1, sources } =
    evaluation;
  return [
    ...protocols.flatMap(({ minimum, artists, pictures, top1, top3, top5 }) => {
      const among = `among the ${artists} artists with at least ${minimum} pictures, over ${pictures} pictures that were not learned from, but by which the snapshot was chosen`;
      return [
        metric(`top-1, ${artists} artists`, top1, `Share told at once ${among}.`),
        metric(`top-3, ${artists} artists`, top3, `Share told within three ${among}.`),
        metric(`top-5, ${artists} artists`, top5, `Share told within five ${among}.`),
      ];
    }),
    metric('macro precision', macro.precision, 'Mean over the artists of the precision.'),
    metric('macro recall', macro.recall, 'Mean over the artists of the recall.'),
    metric('macro F1', macro.f1, 'Mean over the artists of the harmonic mean of the two.'),
    ...Object.entries({ style, genre }).flatMap(([kind, { pictures, top1 }]) =>
      pictures === 0
        ? []
        : [metric(`${kind} top-1`, top1, `Over ${pictures} pictures whose ${kind} is known.`)],
    ),
    metric(
      'calibration error before scaling',
      calibrationError.before,
      'Expected calibration error in 15 bins (Guo et al. 2017).',
    ),
    {
      ...metric(
        'calibration error',
        calibrationError.after,
        'The same after temperature scaling, on pictures that the temperature was not fitted on.',
      ),
      reference: digits(calibrationError.byChance),
    },
    ...told.map(({ name, pictures, areaUnderRoc }) =>
      metric(
        `${RULE_METRIC}${name}`,
        areaUnderRoc,
        `Area under the ROC curve for telling ${pictures} pictures from half of the measured paintings, none of which the rule was fitted on.`,
      ),
    ),
    metric(
      'top-1, degraded',
      degradedTop1,
      'Share told at once when every picture is reduced to a shorter side of 128 px and compressed as JPEG of quality 60.',
    ),
    ...sources.flatMap(({ source, pictures, top1, degradedTop1: ofCopies }) => [
      metric(`top-1, source ${source}`, top1, `Over its ${pictures} pictures.`),
      metric(
        `top-1 degraded, source ${source}`,
        ofCopies,
        `Over its ${pictures} pictures, each reduced to a shorter side of 128 px and compressed as JPEG of quality 60.`,
      ),
    ]),
  ];
}

export function plotsOf(evaluation: Evaluation, artistNames: readonly string[]): Plot[] {
  const { reliability, calibrationError, told, confusion } = evaluation;
  const percent = (value: number) => `${(value * 100).toFixed(1)} %`;
  return [
    {
      file: 'plot-reliability-before.svg',
      caption: `Before temperature scaling: calibration error ${percent(calibrationError.before)}.`,
      svg: reliabilityPlot('Probabilities before scaling', reliability.before),
    },
    {
      file: 'plot-reliability.svg',
      caption: `After temperature scaling: calibration error ${percent(calibrationError.after)}.`,
      svg: reliabilityPlot('Probabilities as shown', reliability.after),
    },
    ...(told.length > 0
      ? [
          {
            file: RULE_PLOT,
            caption: 'How well pictures by none of the artists are told.',
            svg: rocPlot('None of these', new Map(told.map(({ name, curve }) => [name, curve]))),
          },
        ]
      : []),
    {
      file: 'plot-confusion.svg',
      caption: 'Who is taken for whom: rows are the painters, columns the answers.',
      svg: confusionPlot('Who is taken for whom', artistNames, confusion),
    },
  ];
}
