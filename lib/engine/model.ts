import { SfumatoError } from '@/lib/errors';
import type { ModelFacts } from '@/lib/latent/point';
import { createClassifier, createGenerator, createStylizer } from '@/models/architectures';
import type { ClassifierCard, GeneratorCard, ModelCard, StylizerCard } from '@/models/card';
import type { ClassifierNetwork } from '@/models/classifier';
import { factsOf } from '@/models/facts';
import type { GeneratorNetwork } from '@/models/generator';
import type { Weights } from '@/models/network';
import type { StylizerNetwork } from '@/models/stylizer';
import { readStyleVector } from '@/models/style-vectors';
import { decodeWeightsFile } from '@/models/weights-file';

import { answerDistance, ANSWER_TOLERANCE } from './classify';
import { pictureDistance } from './generate';
import { goTo } from './go-to';
import { paintingDistance } from './paint';
import { SELF_CHECK_TOLERANCE } from './picture';
import type { Place } from './rung';

/** A generator that has been fetched. Its bytes stay, so that a lost back end costs no download. */
export interface GeneratorModel {
  readonly kind: 'generator';
  readonly card: GeneratorCard;
  readonly facts: ModelFacts;
  readonly network: GeneratorNetwork;
  readonly bytes: ArrayBuffer;
}

/** A classifier that has been fetched. */
export interface ClassifierModel {
  readonly kind: 'classifier';
  readonly card: ClassifierCard;
  readonly network: ClassifierNetwork;
  readonly bytes: ArrayBuffer;
}

/** A stylizer that has been fetched. */
export interface StylizerModel {
  readonly kind: 'stylizer';
  readonly card: StylizerCard;
  readonly network: StylizerNetwork;
  readonly bytes: ArrayBuffer;
}

export type Model = GeneratorModel | ClassifierModel | StylizerModel;

/**
 * @throws SfumatoError `invalid-input` for an architecture this version does not have,
 *   `weights-corrupt` for a card that contradicts itself.
 */
export function createModel(card: ModelCard, bytes: ArrayBuffer): Model {
  if (card.kind === 'classifier') {
    assertCounts(card);
    const network = createClassifier(card.architecture, card.options);
    return { kind: 'classifier', card, network, bytes };
  }
  if (card.kind === 'stylizer') {
    const network = createStylizer(card.architecture, card.options);
    assertStyles(card, network);
    return { kind: 'stylizer', card, network, bytes };
  }
  return {
    kind: 'generator',
    card,
    facts: factsOf(card),
    network: createGenerator(card.architecture, card.options),
    bytes,
  };
}

/** Logits without a class, or classes without a logit, would be told under wrong names. */
function assertCounts({ id, options, artists, styles, genres }: ClassifierCard): void {
  const counts = [
    [options['artistCount'], artists],
    [options['styleCount'], styles],
    [options['genreCount'], genres],
  ] as const;
  // A kind without classes has one logit all the same, which nobody reads.
  if (counts.every(([count, classes]) => count === Math.max(1, classes.length))) return;
  throw new SfumatoError(
    'weights-corrupt',
    `The card of the model "${id}" names other classes than its network knows: it has to be exported anew.`,
  );
}

/** A style of another length would be another style. */
function assertStyles({ id, styleDim, styles }: StylizerCard, network: StylizerNetwork): void {
  const fits = styles.every(({ vector }) => readStyleVector(vector).length === network.styleDim);
  if (fits && styleDim === network.styleDim) return;
  throw new SfumatoError(
    'weights-corrupt',
    `The card of the model "${id}" has styles that its network cannot paint: it has to be exported anew.`,
  );
}

/** @throws SfumatoError `invalid-input` for a model that is none. */
export function asStylizer(model: Model): StylizerModel {
  if (model.kind === 'stylizer') return model;
  throw new SfumatoError(
    'invalid-input',
    `The model "${model.card.id}" paints in no style: choose one that does.`,
  );
}

/** @throws SfumatoError `invalid-input` for a model that is none. */
export function asGenerator(model: Model): GeneratorModel {
  if (model.kind === 'generator') return model;
  throw new SfumatoError(
    'invalid-input',
    `The model "${model.card.id}" draws no pictures: choose one that does.`,
  );
}

/** @throws SfumatoError `invalid-input` for a model that is none. */
export function asClassifier(model: Model): ClassifierModel {
  if (model.kind === 'classifier') return model;
  throw new SfumatoError(
    'invalid-input',
    `The model "${model.card.id}" judges no pictures: choose one that does.`,
  );
}

/** The model's weights, put on a back end. @throws SfumatoError `weights-corrupt`. */
export function weightsOf({ bytes, card, network }: Model, place: Place): Weights {
  goTo(place);
  return decodeWeightsFile(bytes, card.weights, network.spec);
}

/**
 * Why the back end is unfit for the model, as half a sentence; undefined if it gives what
 * the card says that it must.
 */
export async function selfCheck(
  model: Model,
  weights: Weights,
  place: Place,
): Promise<string | undefined> {
  if (model.kind !== 'classifier') {
    const distance =
      model.kind === 'generator'
        ? await pictureDistance(model, weights, place)
        : await paintingDistance(model, weights, place);
    const levels = Math.round(distance);
    return distance > SELF_CHECK_TOLERANCE
      ? `its picture is ${levels} levels off the known one`
      : undefined;
  }
  const distance = await answerDistance(model, weights, place);
  const percent = Math.round(100 * distance);
  return distance > ANSWER_TOLERANCE ? `its answer is ${percent} % off the known one` : undefined;
}
