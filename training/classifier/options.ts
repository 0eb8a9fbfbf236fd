import { z } from 'zod';

/** Everything that determines a run of `train classifier`; dumped into its folder. */
export const classifierTrainingSchema = z.object({
  seed: z.number().int().min(0).default(1),
  /** Pictures that a class needs; artists with fewer are told apart from the others only. */
  minimumCounts: z
    .object({
      artist: z.number().int().min(1),
      style: z.number().int().min(1),
      genre: z.number().int().min(1),
    })
    .default({ artist: 47, style: 40, genre: 40 }),
  /** Share of every artist's pictures that is not learned from, and that chooses the snapshot. */
  validationShare: z.number().min(0.02).max(0.5).default(0.1),

  architecture: z.string(),
  /** The architecture's own options; the numbers of classes are filled in. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** Path of the network to start from: `<path>.json` and `<path>.bin`. */
  pretrained: z.string().optional(),
  /** Name of the run or model whose weights the run went on from. */
  startedFrom: z.string().optional(),
  /** Stages that keep the numbers they start with, counted from the input. */
  frozenStages: z.number().int().min(0).default(0),

  batchSize: z.number().int().min(2).default(32),
  /** The run ends after this many pictures. */
  images: z.number().int().positive(),
  /**
   * Side of the training squares in pixels, with the share of the run up to which it
   * holds: small pictures first cost less and teach the coarse things as well.
   */
  sizes: z
    .array(z.object({ until: z.number().positive().max(1), size: z.number().int().min(32) }))
    .min(1),
  /** Shorter side of the pictures when the trained network is asked. */
  shortSide: z.number().int().min(32),
  maxAspect: z.number().min(1).default(2),

  /** AdamW (Loshchilov and Hutter 2019). */
  learningRate: z.number().positive().default(1e-3),
  weightDecay: z.number().min(0).default(0.02),
  /** Factor on the learning rate of weights that were learned before, … */
  pretrainedRate: z.number().positive().max(1).default(0.3),
  /** … and again for every stage further down towards the input. */
  stageRate: z.number().positive().max(1).default(0.7),
  /** Share of the run in which the learning rate rises; then it falls as half a cosine to 0. */
  warmUp: z.number().min(0).max(1).default(0.05),

  labelSmoothing: z.number().min(0).lt(1).default(0.1),
  styleWeight: z.number().min(0).default(0.3),
  genreWeight: z.number().min(0).default(0.2),
  knownWeight: z.number().min(0).default(0.3),
  /** 0: every picture as often as any other; 1: every artist as often. */
  classBalance: z.number().min(0).max(1).default(0.4),
  /** Share of the pictures of a batch that are by no artist of the classes. */
  strangers: z.number().min(0).lt(1).default(0.12),
  /** Weight of telling no artist for certain on those (Hendrycks et al. 2019). */
  outliers: z.number().min(0).default(0),
  /** Share of the pictures that get a part of another one pasted in (Yun et al. 2019). */
  cutMix: z.number().min(0).max(1).default(0),

  /**
   * Weight decay of the logistic regressions that take the place of the last layers at the
   * end, if they tell more of the validation pictures; see `refitHeads`. 0 for none.
   */
  refit: z.number().min(0).default(0),

  distort: z
    .object({
      minimumCrop: z.number().positive().max(1),
      aspectJitter: z.number().min(1),
      degrade: z.number().min(0).max(1),
      colour: z.number().min(0).max(0.5),
    })
    .default({ minimumCrop: 0.6, aspectJitter: 1.25, degrade: 0.5, colour: 0.15 }),

  /** Images after which half of the exponential moving average of the weights is new. */
  averageHalfLife: z.number().min(0).default(8000),
  /** Images between two measurements on the validation pictures. */
  validateImages: z.number().int().positive().default(16_000),
  /** Measurements without a gain after which the run ends. */
  patience: z.number().int().min(1).default(6),
});
export type ClassifierTrainingOptions = z.output<typeof classifierTrainingSchema>;

const sizes = [
  { until: 0.4, size: 112 },
  { until: 0.8, size: 144 },
  { until: 1, size: 160 },
];

/** Recipes; `--images` and the rest of the command line change them. */
export const CLASSIFIER_PRESETS = {
  'resnet-18': {
    architecture: 'resnet',
    options: { depth: 18, embeddingDim: 128, dropout: 0.2 },
    // The stem and the first stage know edges and colours already.
    frozenStages: 2,
    images: 160_000,
    sizes,
    shortSide: 192,
  },
  'resnet-34': {
    architecture: 'resnet',
    options: { depth: 34, embeddingDim: 128, dropout: 0.2 },
    frozenStages: 2,
    images: 160_000,
    sizes,
    shortSide: 192,
  },
  'mobilenet-v2': {
    architecture: 'mobilenet-v2',
    options: { embeddingDim: 128, dropout: 0.2 },
    // The stem and the first block know edges and colours already.
    frozenStages: 2,
    // Its convolutions are so small that a step of fewer pictures is mostly overhead.
    batchSize: 64,
    learningRate: 2e-3,
    weightDecay: 0.05,
    pretrainedRate: 0.4,
    stageRate: 0.8,
    cutMix: 0.4,
    refit: 2e-3,
    strangers: 0.15,
    outliers: 0.5,
    images: 150_000,
    sizes: [
      { until: 0.5, size: 128 },
      { until: 0.8, size: 160 },
      { until: 1, size: 192 },
    ],
    shortSide: 192,
  },
} satisfies Record<string, z.input<typeof classifierTrainingSchema>>;
export type ClassifierPreset = keyof typeof CLASSIFIER_PRESETS;
