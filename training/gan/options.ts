import { z } from 'zod';

import { selectionSchema } from '../data/select';
import { AUGMENTATIONS } from './diffaugment';

const adamSchema = z.object({
  learningRate: z.number().positive(),
  beta1: z.number().min(0).lt(1),
  beta2: z.number().min(0).lt(1),
});

/** Everything that determines a run of `train gan`; dumped into its folder. */
export const ganOptionsSchema = z.object({
  seed: z.number().int().min(0).default(1),
  resolution: z.number().int().positive().default(64),
  selection: selectionSchema,
  /**
   * Part of the side that is cut off real pictures all around: where reproductions show a
   * line of the frame, a generator learns to paint one around every picture.
   */
  trim: z.number().min(0).max(0.25).default(0),
  /** See `Framing.cutAbove`: heads are in the upper part of a portrait. */
  cutAbove: z.number().min(0).max(1).default(0.5),
  /** Mirror half of the real pictures. */
  flip: z.boolean().default(true),
  quarterTurns: z.boolean().default(false),
  /** See `SamplerOptions.classBalance`. */
  classBalance: z.number().min(0).max(1).default(0),

  generator: z.object({
    architecture: z.string(),
    options: z.record(z.string(), z.unknown()).default({}),
    adam: adamSchema,
  }),
  discriminator: z.object({
    architecture: z.string(),
    options: z.record(z.string(), z.unknown()).default({}),
    adam: adamSchema,
  }),
  /**
   * The frozen networks of a projected discriminator, each: folder and name of raw tensors,
   * e.g. `weights/resnet18-to-layer3` for `<name>.json` and `<name>.bin`, or the folder of a
   * classifier, exported or in training. Runs of before there could be several name one.
   */
  features: z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]).optional(),
  /** How many scales of each; small pictures are covered by the fields of the first two. */
  featureStages: z.number().int().min(1).max(3).default(2),
  loss: z.enum(['bce', 'hinge']),
  augment: z.array(z.enum(AUGMENTATIONS)).default([]),
  /**
   * Side of what the discriminator sees, if not the pictures' own: larger ones are reduced
   * to it or, with the augmentation `zoom`, looked at through windows, too. A multiple of 16,
   * so that the frozen network's scales are halves of each other.
   */
  view: z.number().int().positive().multipleOf(16).optional(),

  /**
   * Judge the very pictures of the generator's step instead of drawing new ones:
   * saves one pass through the generator.
   */
  shareFakes: z.boolean().default(false),
  /** Real pictures a step. */
  batchSize: z.number().int().min(2).default(64),
  /** Generated pictures a step, for both players; as many as real ones if not given. */
  fakeBatchSize: z.number().int().min(2).optional(),
  /** The run ends after this many real pictures … */
  images: z.number().int().positive().optional(),
  /** … or after this many times through the collection. */
  epochs: z.number().int().positive().optional(),

  /**
   * Images after which half of the exponential moving average of the generator's
   * weights is new; 0 for no average.
   */
  emaHalfLife: z.number().min(0).default(0),
  /**
   * The classes fade in between these two numbers of images, so that they do not
   * collapse to one composition each (Shahbazi et al. 2022).
   */
  classFade: z.tuple([z.number().min(0), z.number().min(0)]).default([0, 0]),
  /** Share of generated pictures that are asked for a random mix of two classes. */
  blendShare: z.number().min(0).max(1).default(0),

  /** A sheet and a snapshot every so many images, or … */
  snapshotImages: z.number().int().positive().optional(),
  /** … every so many epochs. */
  snapshotEpochs: z.number().int().positive().optional(),
  stopOnCollapse: z.boolean().default(false),
});

/** Side of what the discriminator sees. */
export const viewOf = ({ view, resolution }: GanOptions): number =>
  Math.min(view ?? resolution, resolution);

export type GanOptions = z.output<typeof ganOptionsSchema>;
export type GanOptionsInput = z.input<typeof ganOptionsSchema>;

/**
 * The recipe of the classic student projects: half batches, binary cross-entropy,
 * Adam 2e-4 with beta1 0.5, a sheet and a snapshot every 10 of 150 epochs.
 */
const classic: GanOptionsInput = {
  selection: {},
  generator: {
    architecture: 'dcgan',
    adam: { learningRate: 2e-4, beta1: 0.5, beta2: 0.999 },
  },
  discriminator: {
    architecture: 'dcgan',
    adam: { learningRate: 2e-4, beta1: 0.5, beta2: 0.999 },
  },
  loss: 'bce',
  batchSize: 64,
  epochs: 150,
  snapshotEpochs: 10,
};

/** Landscapes and cityscapes with their painters as classes: the shipped 64-px model. */
const landscapes64: GanOptionsInput = {
  selection: {
    genres: ['landscape', 'cityscape'],
    wholeSources: ['monet256'],
    minColourfulness: 12,
    minCount: 33,
    others: 'unlabelled',
  },
  classBalance: 0.4,
  generator: {
    architecture: 'conditional-dcgan',
    adam: { learningRate: 3e-4, beta1: 0, beta2: 0.99 },
  },
  discriminator: {
    architecture: 'projected',
    adam: { learningRate: 4e-4, beta1: 0, beta2: 0.99 },
  },
  loss: 'hinge',
  // No cutout: a generator of few images learns to paint the grey squares.
  augment: ['color', 'translation'],
  shareFakes: true,
  batchSize: 32,
  fakeBatchSize: 16,
  images: 400_000,
  emaHalfLife: 8_000,
  classFade: [20_000, 60_000],
  blendShare: 0.25,
  snapshotImages: 20_000,
};

/** The same in 128 px, with a generator that a browser can still play: the flagship. */
const landscapes128: GanOptionsInput = {
  ...landscapes64,
  resolution: 128,
  trim: 0.025,
  generator: {
    architecture: 'fastgan',
    adam: { learningRate: 2.5e-4, beta1: 0, beta2: 0.99 },
  },
  discriminator: {
    architecture: 'projected',
    // At 2e-4 for both, the discriminator lost after 8,000 images and all pictures became one.
    adam: { learningRate: 6e-4, beta1: 0, beta2: 0.99 },
  },
  featureStages: 3,
  // Colours as they are: changed at random, they left the discriminator little to judge by.
  augment: ['zoom', 'translation'],
  // A quarter of the features' cost, and the discriminator of a 64-px run fits.
  view: 64,
  images: 600_000,
  emaHalfLife: 10_000,
  blendShare: 0.3,
};

/** Best begun from `landscapes-128` (`--init-from`), which knows light, colour and brushwork. */
const portraits128: GanOptionsInput = {
  ...landscapes128,
  selection: { genres: ['portrait'], minColourfulness: 12, minCount: 40, others: 'unlabelled' },
  cutAbove: 0.15,
};

/**
 * All that has colour; artists, styles and genres are classes of one mix. Best begun from
 * `portraits-128`, which was begun from `landscapes-128`.
 */
const paintings128: GanOptionsInput = {
  ...landscapes128,
  selection: {
    classKinds: ['artist', 'style', 'genre'],
    ...{ minColourfulness: 12, minCount: 60, others: 'unlabelled' },
  },
  // A genre is what is to be seen, so classes have a word in the composition, too.
  generator: { ...landscapes128.generator, options: { classesFrom: 8 } },
  // Of tall pictures most have a head in them.
  cutAbove: 0.25,
};

/**
 * The flagship in 256 px, begun from `landscapes-128` (`--init-from`). Few pictures of a
 * collection are that large: the others are enlarged, and not looked at from close by.
 */
const landscapes256: GanOptionsInput = {
  ...landscapes128,
  resolution: 256,
  selection: { ...landscapes128.selection, minSide: 128 },
  view: 96,
  emaHalfLife: 20_000,
};

export const PRESETS = {
  classic,
  'landscapes-64': landscapes64,
  'landscapes-128': landscapes128,
  'landscapes-256': landscapes256,
  'portraits-128': portraits128,
  'paintings-128': paintings128,
} as const;
export type PresetName = keyof typeof PRESETS;
