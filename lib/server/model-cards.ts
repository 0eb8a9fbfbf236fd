import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseCard, unknownModel } from '@/lib/engine/source';
import type { ModelCard } from '@/models/card';

const cards = new Map<string, ModelCard>();

/**
 * The card of a model that this server serves; read when it is first asked for.
 * @throws SfumatoError `unknown-model` for a model without a card, or of another kind.
 */
export function readCard<Kind extends ModelCard['kind']>(
  kind: Kind,
  id: string,
): Extract<ModelCard, { kind: Kind }> {
  const card = cards.get(id) ?? read(id);
  cards.set(id, card);
  if (card.kind !== kind) throw unknownModel(id);
  return card as Extract<ModelCard, { kind: Kind }>;
}

function read(id: string): ModelCard {
  const file = join(/* turbopackIgnore: true */ process.cwd(), 'public', 'models', id, 'card.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw unknownModel(id);
  }
  return parseCard(JSON.parse(text), id);
}
