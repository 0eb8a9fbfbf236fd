/** The card of the model that is to be measured, and what was measured of it before. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';
import {
  classifierCardSchema,
  generatorCardSchema,
  stylizerCardSchema,
  type ClassifierCard,
  type GeneratorCard,
  type ModelCard,
  type StylizerCard,
} from '@/models/card';

/** What is too long for the card. */
export const EVALUATION_FILE = 'evaluation.json';

/** @throws SfumatoError `unknown-model`, `invalid-input` */
export async function readClassifierCard(folder: string, id: string): Promise<ClassifierCard> {
  const parsed = classifierCardSchema.safeParse(await readJson(folder, id));
  if (parsed.success) return parsed.data;
  throw new SfumatoError('invalid-input', `"${id}" is no classifier.`, { cause: parsed.error });
}

/** @throws SfumatoError `unknown-model`, `invalid-input` */
export async function readGeneratorCard(folder: string, id: string): Promise<GeneratorCard> {
  const parsed = generatorCardSchema.safeParse(await readJson(folder, id));
  if (parsed.success) return parsed.data;
  throw new SfumatoError('invalid-input', `"${id}" is no generator.`, { cause: parsed.error });
}

/** @throws SfumatoError `unknown-model`, `invalid-input` */
export async function readStylizerCard(folder: string, id: string): Promise<StylizerCard> {
  const parsed = stylizerCardSchema.safeParse(await readJson(folder, id));
  if (parsed.success) return parsed.data;
  throw new SfumatoError('invalid-input', `"${id}" is no stylizer.`, { cause: parsed.error });
}

/** What an earlier evaluation of the same weights has left; nothing of other ones. */
export async function readEarlier(file: string, weights: string): Promise<object> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return {};
  const earlier = JSON.parse(text) as { weights?: string };
  return earlier.weights === weights ? earlier : {};
}

/**
 * What was measured belongs to the weights that were measured.
 * @throws SfumatoError `invalid-input` if the model was exported anew in the meantime.
 */
export function assertSameWeights(measured: Weighed, now: Weighed): void {
  if (measured.weights.sha256 === now.weights.sha256) return;
  throw new SfumatoError(
    'invalid-input',
    `"${measured.id}" was exported anew while it was measured; measure it again.`,
  );
}

type Weighed = Pick<ModelCard, 'id' | 'weights'>;

async function readJson(folder: string, id: string): Promise<unknown> {
  const text = await readFile(path.join(folder, 'card.json'), 'utf8').catch((cause: unknown) => {
    throw new SfumatoError(
      'unknown-model',
      `There is no model "${id}"; \`sfumato models\` lists those there are.`,
      { cause },
    );
  });
  return JSON.parse(text);
}
