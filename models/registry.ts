import type { ModelFacts } from '@/lib/latent/point';
import index from '@/public/models/index.json';

import type { ClassifierEntry, GeneratorEntry, IndexEntry, StylizerEntry } from './card';
import { factsOf } from './facts';

/**
 * Every model the app serves, the default of each kind first. Written, and checked
 * against the schema, by `sfumato export`; a test holds it, so that browsers need not.
 */
const entries = index as unknown as readonly IndexEntry[];
export const generators = entries.filter(
  (entry): entry is GeneratorEntry => entry.kind === 'generator',
);
export const classifiers = entries.filter(
  (entry): entry is ClassifierEntry => entry.kind === 'classifier',
);
export const stylizers = entries.filter(
  (entry): entry is StylizerEntry => entry.kind === 'stylizer',
);

/** Of every model, by its id: what links, pictures and answers of this page are meant for. */
export const versions: Readonly<Record<string, number>> = Object.fromEntries(
  entries.map(({ id, version }) => [id, version]),
);

/** What links are read and written with. */
export const catalogue: readonly ModelFacts[] = generators.map(factsOf);
