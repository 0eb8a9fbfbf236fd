/** What an evaluation of a stylizer leaves in the model's folder. */
import path from 'node:path';

import type { StylizerCard } from '@/models/card';

import { writeCard } from '../export/folder';
import { writeWhole } from '../write-whole';
import { assertSameWeights, EVALUATION_FILE, readEarlier, readStylizerCard } from './card';
import type { PairEvaluation, TakenFor } from './stylizer';

export interface Found {
  readonly pairs: PairEvaluation;
  /** Empty where no classifier was asked. */
  readonly artists: readonly TakenFor[];
  readonly metrics: StylizerCard['metrics'];
  readonly command: string;
}

interface Table extends Partial<Pick<Found, 'pairs' | 'artists'>> {
  readonly weights?: string;
}

/**
 * The card last: until it is there, nothing refers to the rest. What was left out this time and
 * measured of the same weights before stays.
 * @throws SfumatoError `invalid-input` if the model was exported anew in the meantime.
 */
export async function writeFound(
  modelsDir: string,
  measured: StylizerCard,
  { pairs, artists, metrics, command }: Found,
): Promise<void> {
  const folder = path.join(modelsDir, measured.id);
  const card = await readStylizerCard(folder, measured.id);
  assertSameWeights(measured, card);
  const file = path.join(folder, EVALUATION_FILE);
  const earlier: Table = await readEarlier(file, card.weights.sha256);
  const table = {
    command,
    weights: card.weights.sha256,
    pairs: { ...earlier.pairs, ...pairs },
    artists: artists.length > 0 ? artists : (earlier.artists ?? []),
  };
  await writeWhole(file, `${JSON.stringify(table, null, 1)}\n`);
  const renewed = new Set(metrics.map(({ name }) => name));
  const kept = card.metrics.filter(({ name }) => !renewed.has(name));
  const files = [card.weights.file, ...card.sheets.map((sheet) => sheet.file)];
  await writeCard(modelsDir, { ...card, metrics: [...metrics, ...kept] }, files);
}
