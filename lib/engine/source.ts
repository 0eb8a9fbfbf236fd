import { SfumatoError } from '@/lib/errors';
import type { WorksEntry } from '@/lib/identify/works';
import {
  modelCardSchema,
  generatorCardSchema,
  type ClassifierCard,
  type ModelCard,
} from '@/models/card';

import { sha256 } from './sha256';

/** Which version of each model is meant, by its id; one that is not named may be any. */
export type ModelVersions = Readonly<Record<string, number>>;

/** Where models come from: the network with a cache, or a folder. */
export interface ModelSource {
  /** @throws SfumatoError `unknown-model`, `download-failed`, `cancelled`. */
  card(modelId: string, signal: AbortSignal): Promise<ModelCard>;
  /**
   * The weights file of a card, of the size and hash that the card states.
   * @throws SfumatoError `weights-corrupt`, `download-failed`, `cancelled`.
   */
  weights(
    card: ModelCard,
    onProgress: (receivedBytes: number) => void,
    signal: AbortSignal,
  ): Promise<ArrayBuffer>;
  /**
   * The two files of a classifier's known works, of the sizes and hashes that the card states.
   * @throws SfumatoError `weights-corrupt`, `download-failed`, `cancelled`.
   */
  works(card: ClassifierCard, entry: WorksEntry, signal: AbortSignal): Promise<WorksFiles>;
}

/** Known works as they were fetched; `readWorks` makes sense of them. */
export interface WorksFiles {
  readonly file: Uint8Array<ArrayBuffer>;
  readonly vectors: Uint8Array<ArrayBuffer>;
}

/** A file beside a card. */
export interface StatedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const statedWeights = ({ weights }: ModelCard): StatedFile => ({
  name: weights.file,
  bytes: weights.bytes,
  sha256: weights.sha256,
});

export const statedWorks = (entry: WorksEntry): { file: StatedFile; vectors: StatedFile } => ({
  file: { name: entry.file, bytes: entry.fileBytes, sha256: entry.fileSha256 },
  vectors: { name: entry.vectors, bytes: entry.count * entry.dim, sha256: entry.vectorsSha256 },
});

/** The names of all files that a card stands for, its own included. */
export function filesOf(card: ModelCard): string[] {
  const works = card.kind === 'classifier' && card.works ? statedWorks(card.works) : undefined;
  return ['card.json', card.weights.file, ...(works ? [works.file.name, works.vectors.name] : [])];
}

/** @throws SfumatoError `weights-corrupt` for a file that is not what its card says. */
export async function assertStated(
  bytes: Uint8Array<ArrayBuffer>,
  stated: StatedFile,
): Promise<void> {
  const hash = await sha256(bytes);
  if (hash === stated.sha256) return;
  throw new SfumatoError(
    'weights-corrupt',
    `The model arrived damaged (SHA-256 ${hash.slice(0, 16)}… instead of ${stated.sha256.slice(0, 16)}…). Try again; if it stays so, load the page again.`,
  );
}

/** Keeps ids from outside out of paths and addresses. @throws SfumatoError `unknown-model`. */
export function assertModelId(modelId: string): void {
  if (!generatorCardSchema.shape.id.safeParse(modelId).success) throw unknownModel(modelId);
}

export function unknownModel(modelId: string): SfumatoError {
  const shown = modelId.slice(0, 60);
  return new SfumatoError('unknown-model', `There is no model "${shown}" here.`);
}

/**
 * A card as it was read.
 * @throws SfumatoError `weights-corrupt` for anything that is not this model's card.
 */
export function parseCard(json: unknown, modelId: string): ModelCard {
  const parsed = modelCardSchema.safeParse(json);
  if (parsed.success && parsed.data.id === modelId) return parsed.data;
  throw new SfumatoError(
    'weights-corrupt',
    `The card of the model "${modelId}" cannot be read: load the page again; if it stays so, the model has to be exported anew.`,
    { cause: parsed.error },
  );
}

/** Codes hold the version that the page knows: with other weights they would mean other pictures. */
export function renewedModel(modelId: string): SfumatoError {
  return new SfumatoError(
    'outdated-point',
    `The model "${modelId}" has been renewed since this page was loaded: reload the page. If that changes nothing, try again in a few minutes.`,
  );
}

export function cancelled(): SfumatoError {
  return new SfumatoError('cancelled', 'Loading was stopped.');
}
