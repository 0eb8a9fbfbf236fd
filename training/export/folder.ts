/** What all exports do with a model's folder. */
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { SfumatoError } from '@/lib/errors';
import { modelCardSchema, type ModelCard } from '@/models/card';

import { writeWhole } from '../write-whole';
import { writeIndex } from './index-file';

/** Files that exports write beside the card, named after what they hold. */
const OURS =
  /^((weights|discriminator|works)-[0-9a-f]{16}\.(bin|json)|sheet-\d+\.webp|plot-[a-z-]+\.svg)$/;

/**
 * The card that an earlier export left, if it is one of this version of the format.
 * @throws SfumatoError `invalid-input` if it is of a model of another kind, whose place this is.
 */
export async function readEarlierCard(
  folder: string,
  kind: ModelCard['kind'],
): Promise<ModelCard | undefined> {
  const text = await readFile(path.join(folder, 'card.json'), 'utf8').catch(() => undefined);
  const card = text === undefined ? undefined : modelCardSchema.safeParse(JSON.parse(text)).data;
  if (!card || card.kind === kind) return card;
  throw new SfumatoError(
    'invalid-input',
    `"${card.id}" is a ${card.kind}, and this run has trained a ${kind}: name another --id, or take ${folder} away.`,
  );
}

/** Another version when the answers behind old links change; the same for the same weights. */
export function nextVersion(earlier: ModelCard | undefined, sha256: string): number {
  if (!earlier) return 1;
  return earlier.weights.sha256 === sha256 ? earlier.version : earlier.version + 1;
}

/**
 * Writes a checked card and the index, and removes what earlier exports left.
 * @param files names of all files of ours that belong to the card.
 */
export async function writeCard<Card extends ModelCard>(
  modelsDir: string,
  card: Card,
  files: readonly string[],
): Promise<Card> {
  const folder = path.join(modelsDir, card.id);
  const checked = modelCardSchema.parse(card) as Card;
  await writeWhole(path.join(folder, 'card.json'), `${JSON.stringify(checked, null, 2)}\n`);
  for (const name of await readdir(folder)) {
    if (OURS.test(name) && !files.includes(name)) await rm(path.join(folder, name));
  }
  await writeIndex(modelsDir);
  return checked;
}
