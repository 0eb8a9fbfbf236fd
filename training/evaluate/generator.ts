/** Everything that is measured about a generator. */
import * as tf from '@tensorflow/tfjs-core';

import type { Engine } from '@/lib/engine/engine';
import { isLearned } from '@/lib/latent/classes';
import { createRandom } from '@/lib/latent/random';
import {
  labelKindSchema,
  type GeneratorCard,
  type LabelKind,
  type ModelClass,
} from '@/models/card';
import type { GeneratorNetwork } from '@/models/generator';
import type { Weights } from '@/models/network';

import { bestKnownPairs, blendFidelity, type BlendFidelity } from '../metrics/blend-fidelity';
import { classAccuracy, type ClassAccuracy, type Recognised } from '../metrics/class-accuracy';
import { frechetDistance, momentsOf } from '../metrics/frechet';
import { pathLength, randomStep, type PathLength } from '../metrics/path-length';
import type { Vectors } from '../metrics/vectors';
import { compare, COMPARING, type Comparison, type Measured } from './compare';
import {
  AS_THEY_ARE,
  createDescriber,
  picturesTensor,
  realPicture,
  realTensor,
  trainingForms,
  type Described,
  type Form,
} from './described';
import { cachedDescription, type DescribedCache } from './described-cache';
import type { Family } from './families';
import type { FeatureNetwork } from './features';
import { assertGoing } from './going';
import type { Judge } from './judge';
import {
  BLEND_WEIGHTS,
  blendWalk,
  classPicker,
  wantedPictures,
  type WantedPicture,
} from './points';
import { pixelsOf, type RealPictures } from './real';

export interface MeasuredBlend extends BlendFidelity {
  readonly pair: readonly [ModelClass, ModelClass];
}

/** Of one kind of classes: how often a picture is taken for what was asked for. */
export interface MeasuredAccuracy extends Measured<ClassAccuracy> {
  readonly kind: LabelKind;
  /** The classes of this kind that both know, as the indices in `generated` name them. */
  readonly classes: readonly ModelClass[];
}

/** What was asked for, by families. */
export interface GeneratorMeasures extends Comparison {
  readonly wanted: readonly WantedPicture[];
  /** The Fréchet distance of the weights as they were trained. */
  readonly distanceAsTrained?: number;
  readonly path?: PathLength;
  /** Kind by kind; of kinds with two classes or more. */
  readonly accuracies?: readonly MeasuredAccuracy[];
  readonly blends?: { readonly walks: number; readonly pairs: readonly MeasuredBlend[] };
}

export interface MeasureOptions {
  readonly card: GeneratorCard;
  /** Draws the pictures and asks the classifier, as the app does. */
  readonly engine: Pick<Engine, 'generate'>;
  /** The same network and weights, for steps too small for whole levels of 0..255. */
  readonly generator: { readonly network: GeneratorNetwork; readonly weights: Weights };
  /** Draws with the weights as they were trained: `fd-m` is measured of both. */
  readonly asTrained?: Pick<Engine, 'generate'> | undefined;
  readonly features: FeatureNetwork;
  readonly real: RealPictures;
  /** The same without the edges that training cut off; as they are if it cut off none. */
  readonly trimmed?: RealPictures | undefined;
  /** Real pictures that training did not see, cut alike; see `memorisation`. */
  readonly heldOut?: RealPictures | undefined;
  /** Needed for `class-accuracy` and `blend-fidelity`. */
  readonly judge?: Judge | undefined;
  readonly families: ReadonlySet<Family>;
  /** Generated pictures. */
  readonly count: number;
  readonly seed: number;
  readonly psi: number;
  /** Pairs of artists that are blended, and walks for each. */
  readonly pairs: number;
  readonly walks: number;
  /** Steps of the path length. */
  readonly steps: number;
  /** Where descriptions of real pictures are kept. */
  readonly cache?: DescribedCache | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress: (what: string, done: number, total: number) => void;
}

/** Pictures drawn, or looked at, at once. */
const BATCH = 16;
/** Fewer are no pair to blend and no choice to make. */
export const LEAST_CLASSES = 2;
/** Both pictures of these steps are looked at together, at five scales: less fits. */
const STEP_BATCH = 4;

/** @throws SfumatoError `cancelled` when the signal says so; and what engine and metrics throw. */
export async function measureGenerator(options: MeasureOptions): Promise<GeneratorMeasures> {
  const { families, card, count, seed, psi, judge } = options;
  const wanted = wantedPictures(card, { count, seed, psi });
  const compares = COMPARING.some((family) => families.has(family));
  const recognises = families.has('class-accuracy') && judge !== undefined;
  const real = compares ? await describeReal(options, options.real, 'Real pictures') : undefined;
  const { described, recognised } =
    compares || recognises
      ? await describeGenerated(options, wanted, { compares, recognises })
      : { described: undefined, recognised: [] };
  return {
    wanted,
    ...(real && described ? await compareAll(options, described, real) : {}),
    ...(real && options.asTrained && families.has('fd-m')
      ? { distanceAsTrained: await measureAsTrained(options, options.asTrained, wanted, real) }
      : {}),
    ...(recognises ? { accuracies: await measureAccuracies(options, judge, recognised) } : {}),
    ...(families.has('blend-fidelity') && judge
      ? { blends: await measureBlends(options, judge) }
      : {}),
    ...(families.has('path-length') ? { path: await measurePath(options) } : {}),
  };
}

async function compareAll(
  options: MeasureOptions,
  generated: Described,
  real: Described,
): Promise<Comparison> {
  const { families, card, heldOut, trimmed } = options;
  const training: [Vectors, ...Vectors[]] = [real.features];
  let fresh: Described | undefined;
  if (families.has('memorisation')) {
    // A copy is one of what was shown: with its edges, the picture itself would lie apart.
    if (trimmed) training[0] = (await describeReal(options, trimmed, 'Trimmed pictures')).features;
    const [, ...forms] = trainingForms(card.training.options);
    for (const form of forms) {
      const pictures = trimmed ?? options.real;
      training.push((await describeReal(options, pictures, 'Mirrored pictures', form)).features);
    }
    fresh = heldOut && (await describeReal(options, heldOut, 'Held-out pictures'));
  }
  return compare(
    { generated, real, training, heldOut: fresh?.features },
    {
      ...{ families, seed: options.seed },
      onProgress: (done, total) => {
        assertGoing(options);
        options.onProgress('Comparing', done, total);
      },
    },
  );
}

async function measureAsTrained(
  options: MeasureOptions,
  engine: Pick<Engine, 'generate'>,
  wanted: readonly WantedPicture[],
  real: Described,
): Promise<number> {
  const what = 'Pictures by the weights as trained';
  const asked = { compares: true, recognises: false, what };
  const { described } = await describeGenerated({ ...options, engine }, wanted, asked);
  return frechetDistance(momentsOf(described.features), momentsOf(real.features));
}

function describeReal(
  options: MeasureOptions,
  pictures: RealPictures,
  what: string,
  form: Form = AS_THEY_ARE,
): Promise<Described> {
  const { pixels, count } = pictures;
  return cachedDescription(options.cache, { pixels, count, form: form.name }, async () => {
    const describer = createDescriber(options.features, count);
    for (const [start, end] of batches(options, what, count)) {
      const batch = realTensor(pictures, start, end);
      await describer.add(form.apply(batch));
      batch.dispose();
    }
    return describer.described;
  });
}

async function describeGenerated(
  options: MeasureOptions,
  wanted: readonly WantedPicture[],
  {
    compares,
    recognises,
    what = 'Generated pictures',
  }: { compares: boolean; recognises: boolean; what?: string },
) {
  const { engine, features, card, real, judge } = options;
  const describer = createDescriber(features, compares ? wanted.length : 0);
  // Both kinds come to the network through the same size, or it would tell them by it.
  const through = card.resolution === real.size ? [] : [real.size];
  const recognised: Recognised[] = [];
  for (const [start, end] of batches(options, what, wanted.length)) {
    const batch = wanted.slice(start, end);
    const pictures = await engine.generate(batch.map(({ point }) => point));
    if (compares) await describer.add(picturesTensor(pictures), through);
    if (!recognises) continue;
    for (const [i, { classId }] of batch.entries()) {
      const asked = placeOf(judge!, classId);
      if (asked >= 0) recognised.push({ asked, said: await judge!.ask(pictures[i]!) });
    }
  }
  return { described: describer.described, recognised };
}

/** The reference: real pictures of the same classes that the classifier was not trained on. */
async function measureAccuracies(
  options: MeasureOptions,
  judge: Judge,
  recognised: readonly Recognised[],
): Promise<MeasuredAccuracy[]> {
  const { real } = options;
  const fresh = real.ids.flatMap((id, index) => {
    const asked = real.classIds[index]!.map((classId) => placeOf(judge, classId));
    const known = asked.filter((place) => place >= 0);
    return known.length > 0 && judge.unseen.has(id) ? [{ index, known }] : [];
  });
  const references: Recognised[] = [];
  for (const [start, end] of batches(options, 'Real pictures of the classes', fresh.length)) {
    for (const { index, known } of fresh.slice(start, end)) {
      const said = await judge.ask(realPicture(pixelsOf(real, index), real.size));
      references.push(...known.map((asked) => ({ asked, said })));
    }
  }
  return labelKindSchema.options.flatMap((kind) => {
    const places = judge.classes.flatMap((one, place) => (one.kind === kind ? place : []));
    const ofKind = (pictures: readonly Recognised[]): Recognised[] =>
      pictures.flatMap(({ asked, said }) =>
        places.includes(asked)
          ? { asked: places.indexOf(asked), said: places.map((place) => said[place]!) }
          : [],
      );
    const generated = ofKind(recognised);
    const known = ofKind(references);
    if (places.length < LEAST_CLASSES || generated.length === 0) return [];
    return {
      ...{ kind, count: generated.length, classes: places.map((place) => judge.classes[place]!) },
      generated: classAccuracy(generated, places.length),
      ...(known.length > 0 ? { reference: classAccuracy(known, places.length) } : {}),
    };
  });
}

const placeOf = ({ classes }: Judge, classId: string | undefined) =>
  classes.findIndex(({ id }) => id === classId);

async function measureBlends(options: MeasureOptions, judge: Judge) {
  const { card, engine, seed, psi, walks } = options;
  const artists = judge.classes.filter(({ kind }) => kind === 'artist');
  const pairs = bestKnownPairs(artists, options.pairs);
  const measured: MeasuredBlend[] = [];
  const total = pairs.length * walks;
  let done = 0;
  for (const pair of pairs) {
    const places = pair.map(({ id }) => placeOf(judge, id));
    const said: (readonly [number, number])[][] = [];
    for (let walk = 0; walk < walks; walk++) {
      assertGoing(options);
      options.onProgress('Blends', done++, total);
      const ids = [pair[0].id, pair[1].id] as const;
      const points = blendWalk(card.id, ids, (seed + walk) >>> 0, psi);
      const answers: (readonly [number, number])[] = [];
      for (const picture of await engine.generate(points)) {
        const probabilities = await judge.ask(picture);
        answers.push([probabilities[places[0]!]!, probabilities[places[1]!]!]);
      }
      said.push(answers);
    }
    measured.push({ pair, ...blendFidelity({ weights: BLEND_WEIGHTS, walks: said }) });
  }
  options.onProgress('Blends', total, total);
  return { walks, pairs: measured };
}

async function measurePath(options: MeasureOptions): Promise<PathLength> {
  const { card, generator, features, psi } = options;
  const random = createRandom(options.seed ^ 0x70617468);
  const next = classPicker(card, random);
  const learned = card.classes.filter(isLearned);
  const distances: number[] = [];
  for (const [start, end] of batches(options, 'Steps', options.steps, STEP_BATCH)) {
    const steps = Array.from({ length: end - start }, () => randomStep(card.latentDim, random));
    const classes = steps.map(() => {
      const classId = next();
      return learned.map(({ id }) => (id === classId ? 1 : 0));
    });
    const found = tf.tidy(() => {
      const drawn = (side: 'from' | 'to') =>
        generator.network.apply(generator.weights, {
          z: tf.mul(tf.stack(steps.map((step) => tf.tensor1d(step[side]))), psi) as tf.Tensor2D,
          ...(learned.length > 0 ? { classes: tf.tensor2d(classes) } : {}),
        }) as tf.Tensor4D;
      return features.distances(drawn('from'), drawn('to'));
    });
    distances.push(...(await found.data<'float32'>()));
    found.dispose();
  }
  return pathLength(distances);
}

/** From and to of every batch; tells how far it is, and stops when it is told to. */
function* batches(
  options: MeasureOptions,
  what: string,
  total: number,
  size = BATCH,
): Generator<[number, number]> {
  for (let start = 0; start < total; start += size) {
    assertGoing(options);
    options.onProgress(what, start, total);
    yield [start, Math.min(total, start + size)];
  }
  if (total > 0) options.onProgress(what, total, total);
}
