/** Evaluates an exported stylizer and writes what was found into its folder. */
import path from 'node:path';

import { createNodeEngine } from '@/lib/engine/node';
import type { BackendName } from '@/lib/engine/engine';
import { SfumatoError } from '@/lib/errors';
import type { ClassifierCard, StylizerCard } from '@/models/card';

import { readSplit, SPLIT_FILE } from '../data/split';
import { evenly } from '../evenly';
import { readCards } from '../export/index-file';
import { readStylizerData } from '../stylizer/data';
import { readMeasure } from '../stylizer/measure';
import { JUDGED_LAYERS, stylizerTrainingSchema } from '../stylizer/options';
import {
  evaluateArtists,
  evaluatePairs,
  squarePicture,
  type PairEvaluation,
  type TakenFor,
} from './stylizer';
import { writeFound } from './stylizer-found';

export interface EvaluateStylizerOptions {
  readonly modelsDir: string;
  readonly id: string;
  readonly contents: string;
  readonly styles: string;
  /** Paths of VGG-19 and its distilled copy as raw tensors, without `.json`. */
  readonly features: readonly string[];
  readonly pairs: number;
  readonly optimisedPairs: number;
  readonly side: number;
  readonly steps: number;
  /** Which classifier is asked; the first there is. */
  readonly classifier?: string | undefined;
  /** Contents that are painted in the style of every artist. */
  readonly perArtist: number;
  readonly backend: BackendName;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal | undefined;
  /** As it was typed, for the card. */
  readonly command: string;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** @throws SfumatoError `unknown-model`, `invalid-input`, `cancelled` */
export async function evaluateStylizer(
  options: EvaluateStylizerOptions,
): Promise<StylizerCard['metrics']> {
  const { modelsDir, id, command, signal, onProgress } = options;
  const cards = await readCards(modelsDir);
  const card = cards.find((c): c is StylizerCard => c.id === id && c.kind === 'stylizer');
  if (!card) {
    throw new SfumatoError('unknown-model', `There is no stylizer "${id}" in ${modelsDir}.`);
  }
  const classifier = cards.find(
    (c): c is ClassifierCard =>
      c.kind === 'classifier' && (options.classifier === undefined || c.id === options.classifier),
  );
  if (options.classifier !== undefined && !classifier) {
    throw new SfumatoError(
      'unknown-model',
      `There is no classifier "${options.classifier}" in ${modelsDir}.`,
    );
  }
  const folder = path.join(modelsDir, id);
  const training = stylizerTrainingSchema.parse(card.training.options);
  const data = await readStylizerData({
    ...training,
    contents: options.contents,
    styles: options.styles,
    split: await readSplit(path.join(folder, SPLIT_FILE)),
  });
  const measure = await readMeasure(options.features, JUDGED_LAYERS);
  const engine = createNodeEngine({ modelsDir, backend: options.backend });
  try {
    const { side, steps, pairs, optimisedPairs, perArtist } = options;
    const measured = await evaluatePairs({
      ...{ engine, modelId: id, data, measure, pairs, optimisedPairs, side, signal, onProgress },
      optimisation: { steps },
    });
    const contents = await Promise.all(
      evenly(data.contents.test, perArtist).map((file) =>
        squarePicture(file, training.validationSize * 2),
      ),
    );
    const artists =
      classifier && perArtist > 0
        ? await evaluateArtists({ engine, card, classifier, contents, signal, onProgress })
        : [];
    const metrics = metricsOf({ found: measured, artists, options, classifier });
    if (!options.dryRun) {
      await writeFound(modelsDir, card, { pairs: measured, artists, metrics, command });
    }
    return metrics;
  } finally {
    measure.dispose();
    await engine.dispose();
  }
}

interface Found {
  readonly found: PairEvaluation;
  readonly artists: readonly TakenFor[];
  readonly options: Pick<EvaluateStylizerOptions, 'side' | 'steps' | 'command'>;
  readonly classifier: Pick<ClassifierCard, 'id' | 'version'> | undefined;
}

/** The numbers with their definitions, as the card tells them. */
export function metricsOf({ found, artists, options, classifier }: Found): StylizerCard['metrics'] {
  const { side, steps, command } = options;
  const metric = (name: string, value: number, definition: string) => ({
    name,
    value: Math.round(value * 1e4) / 1e4,
    definition,
    command,
  });
  const held = `over ${found.pairs} pairs that training did not see, at ${side} px`;
  const over = `median ${held}`;
  const style =
    'Distance of the Gram matrices from the style’s, relative, mean over relu1_1, relu2_1 and relu3_1 of VGG-19 and relu4_1 and (half) relu5_1 of its distilled copy';
  const content =
    'Distance of the features from the content’s, relative to how far those are from their mean; relu4_1 of the distilled VGG-19 and (three tenths) relu3_1 of VGG-19';
  const { painted, unstyled, optimised, paintedThere, identity } = found;
  const metrics = [
    metric('style loss', painted.gram, `${style}; ${over}.`),
    metric('style loss, unstyled', unstyled.gram, `The same of the contents as they are; ${over}.`),
    metric('content loss', painted.content, `${content}; ${over}.`),
    metric(
      'identity error',
      identity,
      `Mean squared difference of a picture painted in its own style, levels from −1 to 1; mean ${held}.`,
    ),
  ];
  if (optimised && paintedThere) {
    const there = `median over ${optimised.pairs} of the pairs`;
    metrics.push(
      metric(
        `style loss, optimised`,
        optimised.gram,
        `Of the optimisation of these losses (Gatys et al. 2016; weights: style 4, content 1, means and deviations 4) in ${steps} steps of Adam, ${there}.`,
      ),
      metric('content loss, optimised', optimised.content, `The content loss there, ${there}.`),
      metric(
        'style loss over optimised',
        paintedThere.gram / optimised.gram,
        `The network’s style loss over that of the optimisation, each the ${there}; the network’s content loss there is ${paintedThere.content.toFixed(3)}.`,
      ),
    );
  }
  if (artists.length > 0 && classifier) {
    const mean = (of: (taken: TakenFor) => number) =>
      artists.reduce((sum, taken) => sum + of(taken), 0) / artists.length;
    const by = `the classifier "${classifier.id}" (version ${classifier.version}) takes for the artist's; ${artists.length} artists, ${artists[0]!.pictures} contents each`;
    metrics.push(
      metric(
        'taken for the artist',
        mean(({ share }) => share),
        `Share of painted photographs that ${by}.`,
      ),
      metric(
        'taken for the artist, unpainted',
        mean(({ unpainted }) => unpainted),
        `Share of the photographs themselves that ${by}.`,
      ),
    );
  }
  return metrics;
}
