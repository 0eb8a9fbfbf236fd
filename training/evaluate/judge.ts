/** Our own classifier, asked about generated pictures as the app would ask it. */
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
  /** The calibrated probability of every class in `classes`; those of a kind need not sum to 1. */
  ask(picture: Picture): Promise<number[]>;
}

export function createJudge(
  engine: Pick<Engine, 'identify'>,
  generator: Pick<GeneratorCard, 'classes'>,
  classifier: Pick<ClassifierCard, 'id' | 'version' | 'artists' | 'styles' | 'genres'>,
  unseen: ReadonlySet<string>,
): Judge {
  // A generator has no id twice, whatever the kinds.
  const known: Readonly<Record<string, ReadonlySet<string>>> = {
    artist: idsOf(classifier.artists),
    style: idsOf(classifier.styles),
    genre: idsOf(classifier.genres),
  };
  const classes = generator.classes.filter(({ kind, id }) => known[kind]?.has(id));
  return {
    ...{ name: `"${classifier.id}" (version ${classifier.version})`, classes, unseen },
    async ask(picture) {
      const { artists, styles, genres } = await engine.identify(classifier.id, picture);
      const of = (likely: typeof artists) =>
        new Map(likely.map((one) => [one.id, one.probability]));
      const said = { artist: of(artists), style: of(styles), genre: of(genres) };
      return classes.map(({ kind, id }) => (kind === 'others' ? 0 : (said[kind].get(id) ?? 0)));
    },
  };
}

const idsOf = (classes: readonly { readonly id: string }[]) => new Set(classes.map(({ id }) => id));
