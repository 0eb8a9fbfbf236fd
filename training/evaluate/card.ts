/** The card of the model that is to be measured. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';
import {
  classifierCardSchema,
  generatorCardSchema,
  type ClassifierCard,
  type GeneratorCard,
} from '@/models/card';

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
