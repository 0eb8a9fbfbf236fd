/** Measured values by name: what each means, in words for somebody who paints. */
import type { Metric } from './card';

/** Which way is good. */
export type Better = 'higher' | 'lower' | 'nearer';

/** What the value is held against. */
export interface Reference {
  readonly value: number;
  readonly text: string;
  /** What reaches it, e.g. "two halves of the real paintings". */
  readonly of: string;
}

/** What is said about values of one name. */
export interface MetricWords {
  readonly match: RegExp;
  readonly plain: string;
  readonly better?: Better;
  /** A share of something, shown in percent. */
  readonly share?: boolean;
  /** What reaches the reference in the card. */
  readonly of?: string;
  /** What guessing, or nothing at all, would reach. */
  readonly floor?: (metric: Metric, counts: ClassCounts) => Omit<Reference, 'text'> | undefined;
  /** The most that it can be. */
  readonly most?: number;
}

/** Classes of a classifier, for what guessing would reach. */
export interface ClassCounts {
  readonly artists: number;
  readonly styles: number;
  readonly genres: number;
}

const HALVES = 'two halves of the real paintings';
const UNSEEN = 'real paintings that the classifier did not learn from';

const chance = (tries: number, classes: number): Omit<Reference, 'text'> | undefined =>
  classes > 0 ? { value: tries / classes, of: 'guessing' } : undefined;

/** Which of so many, within how many tries: "top-3, 55 artists". */
const chanceAmong: MetricWords['floor'] = ({ name }, { artists }) => {
  const [, tries, among] = /^top-(\d+)(?:, (\d+) artists)?/.exec(name) ?? [];
  return chance(Number(tries ?? 1), Number(among ?? artists));
};

const coin = { value: 0.5, of: 'tossing a coin' };

/** Every value that is known by name, in the order in which a card tells them. */
export const GROUPS: readonly { readonly title: string; readonly words: readonly MetricWords[] }[] =
  [
    {
      title: 'How near to real paintings',
      words: [
        {
          match: /^FD-M$/,
          plain:
            'How far the generated pictures, taken together, lie from the real ones in what a network for photographs sees. Two halves of the real paintings are this far from each other by chance alone.',
          better: 'lower',
          of: HALVES,
        },
        {
          match: /^FD-M∞$/,
          plain:
            'The same as it would come out with any number of generated pictures: those at hand always lie a little further apart by chance. Two generators are best compared by this one.',
          better: 'lower',
        },
        {
          match: /^FD-M before quantisation$/,
          plain:
            'The same with the numbers as they were learned: the difference is what storing them in fewer bits has cost.',
          better: 'lower',
        },
        {
          match: /^KID-M$/,
          plain: 'The same question asked another way, fair also to small numbers of pictures.',
          better: 'lower',
          of: HALVES,
        },
      ],
    },
    {
      title: 'Plausible, and varied enough',
      words: [
        {
          match: /^precision$/,
          plain: 'How many of the generated pictures look like something a real one could be.',
          better: 'higher',
          share: true,
          of: HALVES,
        },
        {
          match: /^recall$/,
          plain: 'How much of what real paintings show it can reach at all: its variety.',
          better: 'higher',
          share: true,
          of: HALVES,
        },
      ],
    },
    {
      title: 'Does it paint as it is asked',
      words: [
        {
          match: /^class accuracy/,
          plain:
            'Asked for one painter: how often does a classifier take the picture for that painter’s?',
          better: 'higher',
          share: true,
          of: UNSEEN,
        },
        {
          match: /^style accuracy/,
          plain: 'Asked for one style alone: how often is that what a classifier sees?',
          better: 'higher',
          share: true,
          of: UNSEEN,
        },
        {
          match: /^genre accuracy/,
          plain:
            'Asked for one genre alone, a landscape or a still life: how often is that what a classifier sees?',
          better: 'higher',
          share: true,
          of: UNSEEN,
        },
      ],
    },
    {
      title: 'Do blends mean what they say',
      words: [
        {
          match: /^blend error$/,
          plain: 'How far the share that a classifier sees lies from the share that was asked for.',
          better: 'lower',
          share: true,
        },
        {
          match: /^blend rank correlation, walk by walk$/,
          plain: 'The same for every single motif; stricter, because nothing averages out.',
          better: 'higher',
          most: 1,
        },
        {
          match: /^blend rank correlation, worst pair$/,
          plain: 'The same for the pair of painters that blends worst.',
          better: 'higher',
          most: 1,
        },
        {
          match: /^blend/,
          plain:
            'Does more of a painter in the mix always look like more of that painter? 1 is always.',
          better: 'higher',
          most: 1,
        },
      ],
    },
    {
      title: 'Does it copy',
      words: [
        {
          match: /^memorisation: median distance$/,
          plain:
            'How far generated pictures lie from the nearest painting it learned from, against how far paintings lie from one another; a copy would be 0.',
          better: 'nearer',
          of: 'new paintings',
        },
        {
          match: /^memorisation: suspicious$/,
          plain:
            'Generated pictures that are nearer to a painting it learned from than all but 1 % of paintings are to each other.',
          better: 'lower',
          share: true,
          of: 'new paintings',
        },
        {
          match: /^memorisation: nearer than new$/,
          plain: 'How often a generated picture is nearer to what it learned than a new one is.',
          better: 'lower',
          share: true,
          of: 'new paintings',
        },
      ],
    },
    {
      title: 'How smoothly it moves',
      words: [
        {
          match: /^perceptual path length$/,
          plain: 'How much the picture jumps along a small step in latent space.',
          better: 'lower',
        },
      ],
    },
    {
      title: 'Naming the painter',
      words: [
        {
          match: /^top-1, \d+ artists$/,
          plain: 'Paintings it had never seen, whose painter it names at once.',
          better: 'higher',
          share: true,
          floor: chanceAmong,
        },
        {
          match: /^top-\d+, \d+ artists$/,
          plain: 'The same, when the painter may be among its first few answers.',
          better: 'higher',
          share: true,
          floor: chanceAmong,
        },
      ],
    },
    {
      title: 'Painter by painter',
      words: [
        {
          match: /^macro precision$/,
          plain: 'When it names a painter, how often that is right; every painter counts the same.',
          better: 'higher',
          share: true,
        },
        {
          match: /^macro recall$/,
          plain: 'How many of a painter’s pictures it finds; every painter counts the same.',
          better: 'higher',
          share: true,
        },
        {
          match: /^macro F1$/,
          plain: 'Both in one number.',
          better: 'higher',
          share: true,
        },
      ],
    },
    {
      title: 'Style and genre',
      words: [
        {
          match: /^style top-/,
          plain: 'How often it names the style at once.',
          better: 'higher',
          share: true,
          floor: (_, { styles }) => chance(1, styles),
        },
        {
          match: /^genre top-/,
          plain: 'How often it names the genre at once.',
          better: 'higher',
          share: true,
          floor: (_, { genres }) => chance(1, genres),
        },
      ],
    },
    {
      title: 'Can its percentages be trusted',
      words: [
        {
          match: /^calibration error before/,
          plain: 'How far its percentages were off as trained.',
          better: 'lower',
          share: true,
        },
        {
          match: /^calibration error/,
          plain: 'How far its percentages are off now: of “70 %”, about 70 in 100 should be right.',
          better: 'lower',
          share: true,
          of: 'percentages that are exact, by chance over so few pictures',
        },
      ],
    },
    {
      title: 'Knowing what it does not know',
      words: [
        {
          match: /^none of these/,
          plain:
            'Shown one of these and one painting by a painter it knows: how often it tells which is which.',
          better: 'higher',
          share: true,
          floor: () => coin,
        },
      ],
    },
    {
      title: 'Under other conditions',
      words: [
        {
          match: /^top-1, degraded$/,
          plain: 'Naming the painter at once from small, poorly compressed copies.',
          better: 'higher',
          share: true,
          floor: chanceAmong,
        },
        {
          match: /^top-1, source/,
          plain: 'Naming the painter at once, on the pictures of one source only.',
          better: 'higher',
          share: true,
          floor: chanceAmong,
        },
        {
          match: /^top-1 degraded, source/,
          plain: 'The same from small, poorly compressed copies of these pictures.',
          better: 'higher',
          share: true,
          floor: chanceAmong,
        },
        {
          match: /^top-1 before quantisation$/,
          plain: 'Naming the painter at once before the weights were made small for the browser.',
          better: 'higher',
          share: true,
          floor: chanceAmong,
        },
      ],
    },
    {
      title: 'How near to the style, and to the picture',
      words: [
        {
          match: /^style loss$/,
          plain:
            'How far the painted picture is from the texture and palette of the painting; 0 would be the same.',
          better: 'lower',
        },
        {
          match: /^style loss, unstyled$/,
          plain: 'How far it was before it was painted: what there is to gain.',
        },
        {
          match: /^content loss$/,
          plain: 'How much of what the picture shows is lost; 1 would be all of it.',
          better: 'lower',
        },
        {
          match: /^identity error$/,
          plain: 'How much a picture changes that is painted in its own style.',
          better: 'lower',
        },
        {
          match: /^style loss, optimised$/,
          plain: 'What minutes of optimisation reach on some of the same pairs: the bound.',
        },
        {
          match: /^content loss, optimised$/,
          plain: 'How much of the pictures that optimisation loses.',
        },
        {
          match: /^style loss over optimised$/,
          plain: 'How many times farther from the style it stays than optimisation does.',
          better: 'nearer',
        },
      ],
    },
    {
      title: 'Is the painter recognised',
      words: [
        {
          match: /^taken for the artist$/,
          plain:
            'A photograph painted in a painter’s mean style: how often does a classifier take it for that painter’s?',
          better: 'higher',
          share: true,
        },
        {
          match: /^taken for the artist, unpainted$/,
          plain: 'The same of the photographs as they were, which is chance.',
          share: true,
        },
      ],
    },
    {
      title: 'Older measures, to compare with early work',
      words: [
        {
          match: /score$/,
          plain: 'Rewards pictures that look like one certain thing each, and all like another.',
          better: 'higher',
          of: 'real paintings',
        },
        {
          match: /^Parzen/,
          plain: 'How likely real paintings are under a blur around the generated ones.',
          better: 'higher',
          of: 'as many real paintings',
        },
      ],
    },
  ];
