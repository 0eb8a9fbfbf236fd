import { SfumatoError } from '@/lib/errors';
import { generatorCardSchema, modelCardSchema, type ModelCard } from '@/models/card';

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

export function cancelled(): SfumatoError {
  return new SfumatoError('cancelled', 'Loading was stopped.');
}
