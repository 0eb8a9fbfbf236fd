import { z } from 'zod';

import { layerSchema } from './measure';

const share = z.number().min(0).max(1);
const weight = z.number().min(0);

/** Everything that determines a run of `train stylizer`; dumped into its folder. */
export const stylizerTrainingSchema = z.object({
  seed: z.number().int().min(0).default(1),
  /** The architecture's own options. */
  options: z.record(z.string(), z.unknown()).default({}),
  /** Networks to compare pictures through: paths of raw tensors, without `.json`. */
  features: z.array(z.string()).min(1),
  /** Name of the run or model whose weights the run went on from. */
  startedFrom: z.string().optional(),

  batchSize: z.number().int().min(1).default(6),
  /** The run ends after this many painted pictures. */
  images: z.number().int().positive(),
  /**
   * Side of the training squares in pixels, with the share of the run up to which it holds:
   * small pictures first cost less and teach the coarse things as well.
   */
  sizes: z
    .array(z.object({ until: z.number().positive().max(1), size: z.number().int().multipleOf(16) }))
    .min(1),
  /** The shortest crop, as a share of a picture's shorter side. */
  minimumCrop: z.object({ content: share, style: share }).default({ content: 0.6, style: 0.6 }),
  /** Share of the contents that are paintings, so that those can be painted anew as well. */
  paintedContents: share.default(0.2),
  /** 0: every painting as often as any other; 1: every artist as often. */
  classBalance: share.default(0.4),
  /** Share of every artist's paintings that training never sees, unless a split is given. */
  validationShare: z.number().min(0.02).max(0.5).default(0.05),
  /** Paintings with less colour are left out as styles. */
  minColourfulness: z.number().min(0).default(0),

  /** Adam. */
  learningRate: z.number().positive().default(1e-3),
  /** Factor on the learning rate of the encoder's convolutions; 0 leaves them as they start. */
  encoderRate: share.default(0),
  /** Share of the run in which the learning rate rises, and up to which it stays; then it falls as half a cosine to 0. */
  warmUp: share.default(0.02),
  held: share.default(0.7),

  /** Which layers count for content and for style, and how much. */
  layers: z.array(layerSchema).min(1),
  contentWeight: weight.default(1),
  /** Of the covariances: the Gram matrices without the means. */
  gramWeight: weight.default(4),
  /** Of means and deviations. */
  momentWeight: weight.default(4),
  variationWeight: weight.default(0.05),
  /** Share of the pictures that are painted in their own style and must stay what they are. */
  identityShare: share.default(0.15),
  identityWeight: weight.default(5),

  /** Batches over which the encoder's features are brought onto one scale before the first step. */
  settlingBatches: z.number().int().positive().default(48),
  /** Images after which half of the exponential moving average of the weights is new. */
  averageHalfLife: z.number().min(0).default(2000),
  /** Images between two sheets, measurements on held-out pairs and snapshots. */
  snapshotImages: z.number().int().positive().default(4000),
  /** Held-out pairs to measure on, and the side that they are measured, and sheets drawn, at. */
  validationPairs: z.number().int().positive().default(32),
  validationSize: z.number().int().multipleOf(16).default(128),
});
export type StylizerTrainingOptions = z.output<typeof stylizerTrainingSchema>;
export type StylizerTrainingInput = z.input<typeof stylizerTrainingSchema>;

const NARROW = [
  { network: 'vgg19-16x', layer: 'relu11', style: 1 },
  { network: 'vgg19-16x', layer: 'relu21', style: 1 },
  { network: 'vgg19-16x', layer: 'relu31', style: 1, content: 0.3 },
  { network: 'vgg19-16x', layer: 'relu41', style: 1, content: 1 },
] as const;

/** What results are measured by, whatever they were trained with. */
export const JUDGED_LAYERS = z.array(layerSchema).parse([
  { network: 'vgg19', layer: 'relu11', style: 1 },
  { network: 'vgg19', layer: 'relu21', style: 1 },
  { network: 'vgg19', layer: 'relu31', style: 1, content: 0.3 },
  { network: 'vgg19-16x', layer: 'relu41', style: 1, content: 1 },
  { network: 'vgg19-16x', layer: 'relu51', style: 0.5 },
]);

/** Styles also from so near that strokes are seen, as finer brushes look at them. */
const CROPS = { content: 0.6, style: 0.3 };

/** Recipes; `--images` and the rest of the command line change them. */
export const STYLIZER_PRESETS = {
  /** Learns most for an hour of computing: the narrow network alone, small pictures. */
  start: {
    images: 60_000,
    sizes: [
      { until: 0.6, size: 96 },
      { until: 1, size: 128 },
    ],
    minimumCrop: CROPS,
    layers: [...NARROW],
  },
  /**
   * Goes on from `start`: the encoder learns as well, VGG-19 itself looks at the result, and
   * style counts for more. With the weights of `start` to the end, a picture takes on the
   * palette of a painting and little of its brushwork.
   */
  finish: {
    images: 60_000,
    sizes: [
      { until: 0.4, size: 96 },
      { until: 0.9, size: 128 },
      { until: 1, size: 160 },
    ],
    minimumCrop: CROPS,
    learningRate: 5e-4,
    encoderRate: 0.1,
    layers: JUDGED_LAYERS,
    gramWeight: 8,
    momentWeight: 8,
    variationWeight: 0,
    identityWeight: 3,
  },
} satisfies Record<string, Omit<StylizerTrainingInput, 'features'>>;
export type StylizerPreset = keyof typeof STYLIZER_PRESETS;
