/** Measures an exported generator and writes what was found into its folder. */
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

import * as tf from '@tensorflow/tfjs-core';

import type { BackendName } from '@/lib/engine/engine';
import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import { createGenerator } from '@/models/architectures';
import type { ClassifierCard, GeneratorCard, GeneratorMetric } from '@/models/card';
import { decodeWeightsFile } from '@/models/weights-file';

import type { Framing } from '../data/prepare';
import { readSplit, SPLIT_FILE } from '../data/split';
import { ganOptionsSchema } from '../gan/options';
import { evenly } from '../evenly';
import { writeCard } from '../export/folder';
import { readCards } from '../export/index-file';
import { readRawTensors } from '../raw-tensors';
import { assertNew, writeNew } from '../write-new';
import { engineAsTrained } from './as-trained';
import {
  assertSameWeights,
  EVALUATION_FILE,
  readClassifierCard,
  readEarlier,
  readGeneratorCard,
} from './card';
import type { Family } from './families';
import { createFeatureNetwork } from './features';
import { LEAST_CLASSES, measureGenerator, type GeneratorMeasures } from './generator';
import { closestOf, generatorDetails } from './generator-details';
import { generatorMetrics, generatorPlots } from './generator-report';
import { createJudge } from './judge';
import { encodePairs, SHEET_PAIRS } from './pairs-sheet';
import { readReal, someReal, type RealPictures } from './real';

export interface EvaluateGeneratorOptions {
  readonly modelsDir: string;
  readonly id: string;
  /** The collection that it was trained on, or a folder of pictures. */
  readonly data: string;
  /** MobileNetV2 as raw tensors: the path without `.json` and `.bin`. */
  readonly features: string;
  /** Real pictures that training did not see, for memorisation. */
  readonly heldOut?: string | undefined;
  /** The run that was exported: measures what storing its weights has cost. */
  readonly run?: string | undefined;
  /** Id of a classifier of artists; the first there is if not given. */
  readonly classifier?: string | undefined;
  /** The back end in use, on which the engine draws as well. */
  readonly backend: BackendName;
  readonly families: ReadonlySet<Family>;
  readonly count: number;
  readonly seed: number;
  readonly psi: number;
  /** Side in pixels at which pictures are compared. */
  readonly size: number;
  readonly pairs: number;
  readonly walks: number;
  readonly steps: number;
  /** A trial with at most so many pictures of each kind; writes nothing into the model's folder. */
  readonly limit?: number | undefined;
  readonly dryRun: boolean;
  readonly everything: boolean;
  /** Where to put a PNG of the pairs closest to training. It shows training pictures: not for shipping. */
  readonly sheet?: string | undefined;
  readonly cacheFolder: string;
  /** As it was typed, for the card. */
  readonly command: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
  /** A sentence about something that cannot be measured. */
  readonly onNote: (sentence: string) => void;
  /** For tests: another network than MobileNetV2 in full. */
  readonly createFeatures?: typeof createFeatureNetwork;
}

export interface EvaluatedGenerator {
  readonly metrics: readonly GeneratorMetric[];
  /** Whether they are in the card now. */
  readonly written: boolean;
}

export async function evaluateGenerator(
  options: EvaluateGeneratorOptions,
): Promise<EvaluatedGenerator> {
  const { modelsDir, id, limit = Infinity } = options;
  const folder = path.join(modelsDir, id);
  const card = await readGeneratorCard(folder, id);
  await assertNew(options.sheet, '--sheet');
  await assertSheetPossible(options.sheet);
  const asTrained =
    options.run === undefined
      ? undefined
      : await engineAsTrained(options.run, card, options.backend);
  const classifier = await findClassifier(options);
  const tensors = await readFeatureTensors(options.features);
  const features = (options.createFeatures ?? createFeatureNetwork)(tensors);
  tf.dispose(tensors);
  const engine = createNodeEngine({ modelsDir, backend: options.backend });
  const network = createGenerator(card.architecture, card.options);
  const bytes = new Uint8Array(await readFile(path.join(folder, card.weights.file)));
  const weights = decodeWeightsFile(bytes.buffer, card.weights, network.spec);
  try {
    // Loaded now: what is exported anew in the meantime must not be measured half and half.
    for (const model of classifier ? [id, classifier.id] : [id]) await engine.load(model);
    const { trim, cutAbove } = framingOf(card);
    const read = (data: string, framing: Framing) => readSome(options, card, data, framing);
    const real = await read(options.data, { cutAbove });
    const remembers = trim > 0 && options.families.has('memorisation');
    const trimmed = remembers ? await read(options.data, { trim, cutAbove }) : undefined;
    const heldOut =
      options.heldOut === undefined ? undefined : await read(options.heldOut, { trim, cutAbove });
    const judge =
      classifier && createJudge(engine, card, classifier, await unseenBy(modelsDir, classifier.id));
    const artists = judge?.classes.filter(({ kind }) => kind === 'artist') ?? [];
    const usable = artists.length >= LEAST_CLASSES ? judge : undefined;
    if (!usable) noteWithoutJudge(options, classifier);
    const walksInAll = Math.max(1, Math.floor(limit / 11));
    const pairs = Math.min(options.pairs, walksInAll);
    const measures = await measureGenerator({
      ...{ card, engine, asTrained, features, real, trimmed, heldOut, judge: usable },
      ...{ generator: { network, weights }, families: options.families },
      ...{ seed: options.seed, psi: options.psi, signal: options.signal },
      count: Math.min(options.count, limit),
      steps: Math.min(options.steps, limit),
      pairs,
      walks: Math.min(options.walks, Math.max(1, Math.floor(walksInAll / pairs))),
      // Trials are of all sizes; what they find is not worth keeping.
      cache: options.limit === undefined ? await cacheOf(options) : undefined,
      onProgress: options.onProgress,
    });
    const metrics = generatorMetrics(measures, {
      ...{ seed: options.seed, psi: options.psi, size: real.size, command: options.command },
      data: inWords(real),
      heldOut: heldOut && inWords(heldOut),
      classifier: usable?.name,
      trim,
    });
    if (options.sheet) await writeSheet(options.sheet, measures, trimmed ?? real, engine);
    const written = options.limit === undefined && !options.dryRun;
    if (written) {
      const details = generatorDetails(measures, (trimmed ?? real).ids);
      await writeFound(modelsDir, card, measures, metrics, details);
    }
    return { metrics, written };
  } finally {
    tf.dispose(weights);
    features.dispose();
    await engine.dispose();
    await asTrained?.dispose();
  }
}

/** As training framed its pictures. */
const framingOf = ({ training: { options } }: GeneratorCard) =>
  ganOptionsSchema.pick({ trim: true, cutAbove: true }).parse(options);

const inWords = ({ name, count, size }: RealPictures) =>
  `${name}; ${count.toLocaleString('en')} pictures, cut to squares of ${size} px`;

async function readSome(
  options: EvaluateGeneratorOptions,
  card: GeneratorCard,
  data: string,
  framing: Framing,
): Promise<RealPictures> {
  const { size, everything, cacheFolder } = options;
  const onProgress = (done: number, total: number) =>
    options.onProgress('Preparing pictures', done, total);
  const real = await readReal({ data, card, size, framing, everything, cacheFolder, onProgress });
  if (options.limit === undefined || real.count <= options.limit) return real;
  const all = Array.from({ length: real.count }, (_, i) => i);
  return someReal(real, evenly(all, options.limit));
}

async function readFeatureTensors(base: string) {
  try {
    return await readRawTensors(base);
  } catch (cause) {
    if (!(cause instanceof SfumatoError) || cause.code !== 'not-found') throw cause;
    throw new SfumatoError(
      'not-found',
      `There is no feature network at ${base}.json and .bin. Name MobileNetV2 as raw tensors with --features, the path without .json; docs/evaluation.md says what they hold.`,
      { cause },
    );
  }
}

async function cacheOf({ features, backend, cacheFolder }: EvaluateGeneratorOptions) {
  const network = createHash('sha256').update(await readFile(`${features}.bin`));
  return { folder: cacheFolder, key: `${network.digest('hex')} ${backend}` };
}

async function findClassifier({
  modelsDir,
  classifier,
}: EvaluateGeneratorOptions): Promise<ClassifierCard | undefined> {
  if (classifier !== undefined)
    return readClassifierCard(path.join(modelsDir, classifier), classifier);
  const cards = await readCards(modelsDir);
  return cards.find((card): card is ClassifierCard => card.kind === 'classifier');
}

/** What was asked for by name must be there; of "everything" it is left out with a word. */
function noteWithoutJudge(
  { families, onNote }: EvaluateGeneratorOptions,
  classifier: ClassifierCard | undefined,
): void {
  const reason = classifier
    ? `"${classifier.id}" and the generator know fewer than ${LEAST_CLASSES} artists in common`
    : 'there is no classifier of artists among the models';
  const asked = (['class-accuracy', 'blend-fidelity'] as const).filter((f) => families.has(f));
  if (asked.length === 0) return;
  const sentence = `Without ${asked.join(' and ')}: ${reason}. Train one, or name one with --classifier.`;
  if (asked.length === families.size) throw new SfumatoError('invalid-input', sentence);
  onNote(sentence);
}

async function unseenBy(modelsDir: string, classifier: string): Promise<ReadonlySet<string>> {
  const file = path.join(modelsDir, classifier, SPLIT_FILE);
  if (!(await stat(file).catch(() => undefined))) return new Set();
  return new Set((await readSplit(file)).validation);
}

/** Found out before an hour of measuring, not after. */
async function assertSheetPossible(sheet: string | undefined): Promise<void> {
  if (sheet === undefined) return;
  const folder = path.dirname(path.resolve(sheet));
  const entry = await stat(folder).catch(() => undefined);
  if (entry?.isDirectory()) return;
  throw new SfumatoError('not-found', `There is no folder ${folder} for the sheet: make it first.`);
}

async function writeSheet(
  file: string,
  { memory, wanted }: GeneratorMeasures,
  real: RealPictures,
  engine: ReturnType<typeof createNodeEngine>,
): Promise<void> {
  if (!memory) return;
  const closest = closestOf(memory.nearest, SHEET_PAIRS);
  const pictures = await engine.generate(closest.map(({ picture }) => wanted[picture]!.point));
  const pairs = closest.map(({ index }, i) => ({ generated: pictures[i]!, training: index }));
  await writeNew(path.dirname(file), path.basename(file), await encodePairs(pairs, real));
}

/** The card last: until it is there, nothing refers to the rest. */
async function writeFound(
  modelsDir: string,
  measured: GeneratorCard,
  measures: GeneratorMeasures,
  metrics: readonly GeneratorMetric[],
  details: ReturnType<typeof generatorDetails>,
): Promise<void> {
  const folder = path.join(modelsDir, measured.id);
  const card = await readGeneratorCard(folder, measured.id);
  assertSameWeights(measured, card);
  const plots = generatorPlots(measures);
  for (const { file, svg } of plots) await writeFile(path.join(folder, file), svg);
  const file = path.join(folder, EVALUATION_FILE);
  const earlier = await readEarlier(file, card.weights.sha256);
  // Of the very weights: those that a later export brings have to be measured anew.
  const evaluation = { ...earlier, ...details, weights: card.weights.sha256 };
  await writeFile(file, `${JSON.stringify(evaluation, null, 1)}\n`);

  const renewed = new Set(metrics.map(({ family }) => family));
  const kept = card.metrics.filter(({ family }) => family === undefined || !renewed.has(family));
  const files = new Set(plots.map((plot) => plot.file));
  const changed: GeneratorCard = {
    ...card,
    metrics: [...kept, ...metrics],
    plots: [
      ...(card.plots ?? []).filter((plot) => !files.has(plot.file)),
      ...plots.map(({ file: name, caption }) => ({ file: name, caption })),
    ],
  };
  const belonging = (await readdir(folder)).filter(
    (name) => !name.startsWith('plot-') || changed.plots!.some((plot) => plot.file === name),
  );
  await writeCard(modelsDir, changed, belonging);
}
