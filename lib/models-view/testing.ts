/** The cards that are served, for tests. */
import { readFileSync } from 'node:fs';

import { readCard, readIndex, type ShownCard } from './card';

/** With plain spaces, so that they can be told apart from none here. */
export const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

/** A JSON file below `public/models`. */
export const file = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../public/models/${name}`, import.meta.url), 'utf8'));

export const ids = readIndex(file('index.json'));
export const shownOf = (id: string): ShownCard => readCard(file(`${id}/card.json`))!;
const all = ids.map(shownOf);
/** The first of each kind. */
export const generator = all.find((shown) => shown.generator)!;
export const classifier = all.find((shown) => shown.classifier)!;
export const stylizer = all.find(({ card }) => card.kind === 'stylizer')!;
