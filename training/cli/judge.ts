import { createNodeEngine } from '@/lib/engine/node';
import { SfumatoError } from '@/lib/errors';
import type { ClassifierCard } from '@/models/card';

import { selectBackend } from '../backends/select';
import type { Judge } from '../curate/judgement';
import { readCards } from '../export/index-file';

export interface OpenJudge extends Judge {
  readonly card: ClassifierCard;
  close(): Promise<void>;
}

/**
 * A classifier of the app, ready to be asked about many pictures.
 * @param model the first there is, without it.
 * @throws SfumatoError `unknown-model`, `backend-unavailable`.
 */
export async function openJudge(modelsDir: string, model?: string): Promise<OpenJudge> {
  const cards = (await readCards(modelsDir)).filter((card) => card.kind === 'classifier');
  const card = model === undefined ? cards[0] : cards.find(({ id }) => id === model);
  if (!card) {
    throw new SfumatoError(
      'unknown-model',
      model === undefined
        ? `There is no classifier in ${modelsDir}. Train and export one, or add --without-model.`
        : `There is no classifier "${model}"; there are: ${cards.map(({ id }) => id).join(', ')}.`,
    );
  }
  await selectBackend();
  const engine = createNodeEngine({ modelsDir });
  await engine.load(card.id);
  return {
    card,
    name: `${card.id} ${card.version}`,
    artists: new Set(card.artists.map(({ id }) => id)),
    ask: (picture) => engine.identify(card.id, picture),
    close: () => engine.dispose(),
  };
}
