/** Our own classifier of artists, asked about generated pictures as the app would ask it. */
import type { Engine } from '@/lib/engine/engine';
import type { Picture } from '@/lib/image/picture';
import type { ClassifierCard, GeneratorCard, ModelClass } from '@/models/card';

export interface Judge {
  /** The classifier, e.g. `"painters" (version 3)`. */
  readonly name: string;
  /** The classes that both know, in the generator's order. */
  readonly classes: readonly ModelClass[];
  /** Collection ids of pictures that the classifier was not trained on; empty if not known. */
  readonly unseen: ReadonlySet<string>;
  /** The calibrated probability of every class in `classes`; they need not sum to 1. */
  ask(picture: Picture): Promise<number[]>;
}

export function createJudge(
  engine: Pick<Engine, 'identify'>,
  generator: Pick<GeneratorCard, 'classes'>,
  classifier: Pick<ClassifierCard, 'id' | 'version' | 'artists'>,
  unseen: ReadonlySet<string>,
): Judge {
  const known = new Set(classifier.artists.map(({ id }) => id));
  const classes = generator.classes.filter(({ id }) => known.has(id));
  return {
    ...{ name: `"${classifier.id}" (version ${classifier.version})`, classes, unseen },
    async ask(picture) {
      const { artists } = await engine.identify(classifier.id, picture);
      const said = new Map(artists.map(({ id, probability }) => [id, probability]));
      return classes.map(({ id }) => said.get(id) ?? 0);
    },
  };
}
