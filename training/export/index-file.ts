import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { modelCardSchema, modelIndexSchema, type IndexEntry, type ModelCard } from '@/models/card';

import { writeWhole } from '../write-whole';

/** Every card in the folder, in the order of the index; models it does not know yet come last. */
export async function readCards(modelsDir: string): Promise<ModelCard[]> {
  const order = (await readIndex(modelsDir)).map((entry) => entry.id);
  const rank = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const cards: ModelCard[] = [];
  for (const entry of await readdir(modelsDir, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const file = path.join(modelsDir, entry.name, 'card.json');
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined) cards.push(modelCardSchema.parse(JSON.parse(text)));
  }
  return cards.sort((a, b) => rank(a.id) - rank(b.id) || a.id.localeCompare(b.id, 'en'));
}

async function readIndex(modelsDir: string): Promise<IndexEntry[]> {
  const text = await readFile(path.join(modelsDir, 'index.json'), 'utf8').catch(() => '[]');
  return modelIndexSchema.safeParse(JSON.parse(text)).data ?? [];
}

/**
 * Brings `index.json` in line with the cards.
 * @param front id of the model to put first: the app opens with the first of its kind.
 */
export async function writeIndex(modelsDir: string, front?: string): Promise<void> {
  const cards = await readCards(modelsDir);
  const inOrder = [
    ...cards.filter(({ id }) => id === front),
    ...cards.filter(({ id }) => id !== front),
  ];
  const index: IndexEntry[] = modelIndexSchema.parse(
    inOrder.map((card) => ({ ...card, bytes: card.weights.bytes })),
  );
  await writeWhole(path.join(modelsDir, 'index.json'), `${JSON.stringify(index, null, 2)}\n`);
}
