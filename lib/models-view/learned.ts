/** What a model learned from and what was left out, in sentences. */
import { z } from 'zod';

import { countsInWords, groupsOf, isLearned } from '@/lib/latent/classes';

import type { ShownCard } from './card';
import { list, whole } from './numbers';

const selectionSchema = z.object({
  artists: z.array(z.string()).default([]),
  styles: z.array(z.string()).default([]),
  genres: z.array(z.string()).default([]),
  wholeSources: z.array(z.string()).default([]),
  minColourfulness: z.number().default(0),
  classKinds: z.array(z.string()).default(['artist']),
  minCount: z.number().default(0),
  others: z.string().optional(),
});

const ganSchema = z.object({
  selection: selectionSchema.optional(),
  resolution: z.number().optional(),
  trim: z.number().default(0),
  cutAbove: z.number().default(0.5),
  flip: z.boolean().default(false),
  quarterTurns: z.boolean().default(false),
});

const classifierSchema = z.object({
  minimumCounts: z.object({ artist: z.number(), style: z.number(), genre: z.number() }),
  strangers: z.number().default(0),
});

const stylizerSchema = z.object({
  sizes: z.array(z.object({ size: z.number() })).default([]),
  minColourfulness: z.number().default(0),
  paintedContents: z.number().default(0),
});

export interface Learned {
  /** What it saw. */
  readonly saw: readonly string[];
  /** What it did not see, or not as it is. */
  readonly leftOut: readonly string[];
}

const plural = (word: string) => (word.endsWith('s') ? word : `${word.replaceAll('-', ' ')}s`);

/** As far as the card tells; a card that tells nothing gives nothing. */
export function learnedFrom(shown: ShownCard): Learned {
  const { options } = shown.card.training;
  if (shown.card.kind === 'generator') return learnedToPaint(shown, ganSchema.parse(options));
  if (shown.classifier) {
    const parsed = classifierSchema.safeParse(options).data;
    return parsed ? learnedToTell(shown, parsed) : { saw: [], leftOut: [] };
  }
  if (shown.card.kind === 'stylizer') {
    const parsed = stylizerSchema.safeParse(options).data;
    return parsed ? learnedToStylize(shown, parsed) : { saw: [], leftOut: [] };
  }
  return { saw: [], leftOut: [] };
}

function learnedToPaint({ card }: ShownCard, gan: z.infer<typeof ganSchema>): Learned {
  const { selection } = gan;
  const classes = (card.classes ?? []).filter(isLearned);
  const named = classes.reduce((sum, { count }) => sum + count, 0);
  const pictures = card.data.pictures ?? named;
  const saw: string[] = [];
  if (groupsOf(classes).length > 1) {
    saw.push(
      `${whole(pictures)} paintings, each with what is known of it: ${countsInWords(classes)}, shown one at a time and mixed, so that all go into one mix.`,
    );
  } else if (classes.length > 0) {
    const others = pictures - named;
    const hasOthers = classes.length < (card.classes ?? []).length;
    saw.push(
      others > 0
        ? `${whole(named)} paintings by ${classes.length} painters whom it knows by name, and ${whole(others)} by others, shown without a name so that they teach what a picture is${hasOthers ? ': mixed in as “Other painters”' : ''}.`
        : `${whole(named)} paintings by ${classes.length} painters.`,
    );
  }
  if (gan.flip) saw.push('Every one also as its mirror image.');
  if (gan.quarterTurns) saw.push('Turned by quarters, too: it knows no up and down.');

  const leftOut: string[] = [];
  if (selection) {
    const kinds = [...selection.genres, ...selection.styles];
    if (kinds.length > 0) {
      const besides =
        selection.wholeSources.length > 0
          ? ` (the collection ${list(selection.wholeSources)} was taken whole)`
          : '';
      leftOut.push(`Everything but ${list(kinds.map(plural))}${besides}.`);
    }
    if (selection.artists.length > 0) leftOut.push('All painters but those chosen.');
    if (selection.minColourfulness > 0) {
      leftOut.push(
        `Drawings, prints and greyish pictures: those with a colourfulness below ${selection.minColourfulness}.`,
      );
    }
    if (selection.minCount > 1) {
      leftOut.push(
        `The names of ${selection.classKinds.map((kind) => (kind === 'artist' ? 'painters' : `${kind}s`)).join(', ')} with fewer than ${selection.minCount} pictures: too few to know a hand by.`,
      );
    }
  }
  if (gan.resolution) {
    leftOut.push(
      `What lies outside a square ${gan.cutAbove < 0.5 ? 'in the upper part of an upright picture, in the middle of a wide one' : 'in the middle'}${gan.trim > 0 ? ', a narrow strip along its border where reproductions show their frames' : ''}, and all detail below ${gan.resolution} × ${gan.resolution} pixels.`,
    );
  }
  leftOut.push('Broken files, and all but one of several copies of the same picture.');
  return { saw, leftOut };
}

function learnedToTell(
  { card, classifier }: ShownCard,
  { minimumCounts, strangers }: z.infer<typeof classifierSchema>,
): Learned {
  const kept = /(\d+) more pictures are kept for measuring/.exec(card.data.selection ?? '')?.[1];
  const named = classifier?.artists.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const saw = [
    `${whole(card.data.pictures ?? named)} paintings by ${classifier?.artists.length ?? 0} painters, cropped, distorted and compressed at random, so that it learns the hand and not the photograph of it.`,
  ];
  if (strangers > 0) {
    saw.push(
      `One picture in ${Math.round(1 / strangers)} by somebody or something else, to learn what is “none of these”.`,
    );
  }
  return {
    saw,
    leftOut: [
      ...(kept === undefined
        ? []
        : [
            `${whole(Number(kept))} paintings, kept back for measuring; those of one series stay on one side.`,
          ]),
      `Painters with fewer than ${minimumCounts.artist} pictures, styles and genres with fewer than ${minimumCounts.style}: at best they are “none of these”.`,
    ],
  };
}

/** As `sfumato export` writes what a stylizer was made from. */
const STYLIZER_SELECTION =
  /^(\d+) paintings as styles and (\d+) photographs as contents; (\d+) and (\d+) more are kept/;

function learnedToStylize(
  { card }: ShownCard,
  { sizes, minColourfulness, paintedContents }: z.infer<typeof stylizerSchema>,
): Learned {
  const counts = STYLIZER_SELECTION.exec(card.data.selection ?? '')
    ?.slice(1)
    .map(Number);
  const largest = Math.max(0, ...sizes.map(({ size }) => size));
  const saw: string[] = [];
  const leftOut: string[] = [];
  if (counts) {
    const [paintings, photographs, keptPaintings, keptPhotographs] = counts.map(whole);
    saw.push(
      `${paintings!} paintings, to learn styles from, and ${photographs!} photographs, to learn painting on.`,
    );
    leftOut.push(
      `${keptPaintings!} paintings and ${keptPhotographs!} photographs, kept back for measuring; paintings of one series stay on one side.`,
    );
  }
  if (paintedContents > 0) {
    saw.push(`One picture in ${Math.round(1 / paintedContents)} to be painted was a painting.`);
  }
  if (minColourfulness > 0) {
    leftOut.push(
      `Drawings, prints and greyish pictures: those with a colourfulness below ${minColourfulness}.`,
    );
  }
  if (largest > 0) {
    leftOut.push(
      `What lies outside of squares that were cut out at random, and all detail below ${largest} × ${largest} pixels.`,
    );
  }
  return { saw, leftOut };
}
