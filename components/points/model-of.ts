import { SfumatoError } from '@/lib/errors';
import type { LatentPoint, ModelFacts } from '@/lib/latent/point';
import { describeMix } from '@/lib/studio/describe';
import type { GeneratorEntry } from '@/models/card';
import { catalogue, generators } from '@/models/registry';

/** A model's entry. @throws SfumatoError `unknown-model` */
export function modelOf(id: string): GeneratorEntry {
  return generators.find((entry) => entry.id === id) ?? unknown(id);
}

/** What the latent vocabulary needs to know about a model. @throws SfumatoError `unknown-model` */
export function factsOfModel(id: string): ModelFacts {
  return catalogue.find((facts) => facts.id === id) ?? unknown(id);
}

/** "70 % Vincent van Gogh, 30 % Claude Monet". */
export function nameOfPoint(point: LatentPoint): string {
  return describeMix(
    point.mix,
    generators.find((entry) => entry.id === point.model),
  );
}

function unknown(id: string): never {
  throw new SfumatoError('unknown-model', `The model "${id}" is not on this site.`);
}
