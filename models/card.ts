import { z } from 'zod';

/** What a label of a picture says. */
export const labelKindSchema = z.enum(['artist', 'style', 'genre']);

/**
 * A class that a model knows: an artist, a style, a genre; or `others`, at most once and last,
 * for the pictures of a generator's training that are in none of these. Networks know it as
 * the absence of a class.
 */
export const classSchema = z.object({
  id: z.string().min(1).max(80),
  /** As shown to people, e.g. "Vincent van Gogh". */
  name: z.string().min(1).max(120),
  kind: z.enum([...labelKindSchema.options, 'others']),
  /**
   * Pictures of this class: of a generator those that it learned from, of a classifier all in
   * the collection, those that are kept for measuring among them.
   */
  count: z.number().int().positive(),
  /** Year of death, for artists. */
  died: z.number().int().optional(),
});

/** A seeded point of the model itself; `LatentPoint` without the model. */
export const seededPointSchema = z.object({
  seed: z.number().int().nonnegative(),
  mix: z.array(z.object({ classId: z.string(), weight: z.number() })),
  psi: z.number(),
});

/** A known point and what it must look like: every engine checks itself against it at start. */
export const selfCheckSchema = seededPointSchema.extend({
  /** Mean colour of each cell of a `grid` × `grid` raster, row by row, R G B in 0..255. */
  grid: z.number().int().positive(),
  cells: z.array(z.number()),
});

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** Name of a file beside the card that contains the first 16 hex digits of its hash. */
const contentFile = (stem: string, extension: string) =>
  z.string().regex(new RegExp(`^${stem}-[0-9a-f]{16}\\.${extension}$`));

export const weightsFileSchema = z.object({
  /** File name beside the card; contains the first 16 hex digits of the hash. */
  file: z.string().regex(/^[a-z0-9.-]+$/),
  bytes: z.number().int().positive(),
  sha256: sha256Schema,
  dtype: z.enum(['float32', 'float16', 'uint8']),
  /** tfjs weight entries (`tf.io.WeightsManifestEntry`): name, shape, dtype, quantization. */
  entries: z.array(
    z.object({
      name: z.string(),
      shape: z.array(z.number().int().nonnegative()),
      dtype: z.literal('float32'),
      quantization: z
        .object({
          dtype: z.enum(['float16', 'uint8', 'uint16']),
          min: z.number().optional(),
          scale: z.number().optional(),
          original_dtype: z.literal('float32').optional(),
        })
        .optional(),
    }),
  ),
});

const metricSchema = z.object({
  name: z.string(),
  value: z.number(),
  definition: z.string(),
  /** As it was typed; places on a machine are left out. */
  command: z.string(),
  /**
   * What real pictures reach by the same measure, two disjoint halves of them for distances, whose
   * floor it is; for a calibration error, what exact probabilities do.
   */
  reference: z.number().optional(),
});

/** A measured value of a generator; cards of before it was measured lack the rest. */
const generatorMetricSchema = metricSchema.extend({
  /** What `evaluate generator --only` calls it; values of one family are measured together. */
  family: z.string().optional(),
  /** Pictures (or steps, for a path) that the value is made of. */
  count: z.number().int().positive().optional(),
  /** What was compared with: a name and a selection, and how many. */
  data: z.string().optional(),
  seed: z.number().int().nonnegative().optional(),
  standardError: z.number().nonnegative().optional(),
});

const plotSchema = z.object({ file: z.string(), caption: z.string() });

/** What moving along a direction by one standard deviation does to one measured attribute. */
const directionEffectSchema = z.object({
  /** Attribute id (`training/evaluate/directions/attributes.ts`). */
  attribute: z.string(),
  /** Rank correlation of the shift with the change, over all pictures and shifts measured. */
  correlation: z.number().min(-1).max(1),
  /** Mean change a standard deviation of shift, in standard deviations of the attribute. */
  slope: z.number(),
});

/** A way through the latent space along which one thing changes. */
export const directionSchema = z.object({
  /** Ends in a hash of the vector: one that was measured anew is another direction. */
  id: z.string().regex(/^[a-z0-9-]+-[0-9a-f]{4}$/),
  /** As shown to people, e.g. "Light". */
  name: z.string().min(1).max(40),
  /** What lies at either end, e.g. "darker" and "lighter". */
  less: z.string().min(1).max(40),
  more: z.string().min(1).max(40),
  /** Found from a measured attribute, or as a principal component of what the network draws from. */
  kind: z.enum(['attribute', 'component']),
  /** [latentDim], of length 1. */
  vector: z.array(z.number()),
  /** What it changes; for a direction of kind `attribute` its own attribute first. */
  effects: z.array(directionEffectSchema),
  /** Share of the variance that a component stands for, in (0, 1). */
  variance: z.number().positive().max(1).optional(),
});

const sheetSchema = z.object({ file: z.string(), imagesSeen: z.number().int().nonnegative() });

/** What every card says, whatever the network does. */
const commonSchema = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  title: z.string().min(1),
  /** Counts up whenever new weights change the answers behind old links. */
  version: z.number().int().min(1).max(255),
  description: z.string(),
  /** Architecture name and options, as in `NetworkSpec`. */
  architecture: z.string(),
  options: z.record(z.string(), z.unknown()),
  parameters: z.number().int().positive(),
  weights: weightsFileSchema,
  training: z.object({
    /** Real pictures shown in training, all runs added up. */
    imagesSeen: z.number().int().nonnegative(),
    backend: z.string(),
    seconds: z.number().nonnegative(),
    /** The options of the run that produced the weights, as dumped by `train`. */
    options: z.record(z.string(), z.unknown()),
  }),
  data: z.object({
    pictures: z.number().int().positive(),
    selection: z.string(),
    source: z.string(),
    terms: z.string(),
  }),
  metrics: z.array(metricSchema),
  limits: z.array(z.string()),
  licence: z.string(),
});

/** The served description of a generator: everything the app, the engine and a curious reader need. */
export const generatorCardSchema = commonSchema.extend({
  kind: z.literal('generator'),
  /** Side of the square pictures, in pixels. */
  resolution: z.number().int().positive(),
  latentDim: z.number().int().positive(),
  /** Slugs of the genres that it was made for; absent if it was made for any. */
  genres: z.array(z.string().min(1)).optional(),
  classes: z.array(classSchema),
  selfCheck: selfCheckSchema,
  /** The point that the Studio opens at; `poster.png` beside the card is its picture. */
  opening: seededPointSchema,
  /** Measured by `sfumato directions`; absent until then. */
  directions: z.array(directionSchema).optional(),
  /** Sample sheets over training time, oldest first. */
  sheets: z.array(sheetSchema),
  metrics: z.array(generatorMetricSchema),
  /** Plots of the evaluation (SVG), with a sentence each. */
  plots: z.array(plotSchema).optional(),
});

/** Known works in the classifier's embedding space; the pictures themselves are not shipped. */
export const worksSchema = z.object({
  /** JSON beside the card: what the works are, in the order of the vectors (`lib/identify/works.ts`). */
  file: contentFile('works', 'json'),
  /** Signed bytes [count, dim]: unit vectors times 127. */
  vectors: contentFile('works', 'bin'),
  count: z.number().int().positive(),
  dim: z.number().int().positive(),
  /** Size and SHA-256 of the two files. */
  fileSha256: sha256Schema,
  vectorsSha256: sha256Schema,
  fileBytes: z.number().int().positive(),
});

/** The served description of a classifier of paintings. */
export const classifierCardSchema = commonSchema.extend({
  kind: z.literal('classifier'),
  /**
   * How a picture is put before the network: reduced so that its shorter side is
   * `shortSide` pixels; what is longer than `maxAspect` to 1 is cut equally at both ends.
   */
  input: z.object({
    shortSide: z.number().int().positive(),
    maxAspect: z.number().min(1),
  }),
  /** In the order of the network's logits. */
  artists: z.array(classSchema).min(1),
  styles: z.array(classSchema),
  genres: z.array(classSchema),
  /** Logits are divided by these before the softmax (Guo et al. 2017, section 4.2). */
  temperatures: z.object({
    artist: z.number().positive(),
    style: z.number().positive(),
    genre: z.number().positive(),
  }),
  /**
   * Logistic model of "none of these": 1/(1 + exp(−(bias + known·k + confidence·c + energy·e)))
   * with the network's own logit for known painters k, the calibrated probability c of
   * the nearest artist, and e = log Σ exp of the artists' logits.
   */
  noneOfThese: z.object({
    bias: z.number(),
    known: z.number(),
    confidence: z.number(),
    energy: z.number(),
  }),
  /**
   * A pattern that everyone can draw (`lib/engine/test-pattern.ts`) and the artists'
   * logits it must give: every engine checks itself against it.
   */
  selfCheck: z.object({ seed: z.number().int().nonnegative(), logits: z.array(z.number()) }),
  works: worksSchema.optional(),
  /** Plots of the evaluation (SVG), with a sentence each. */
  plots: z.array(plotSchema),
});

/** A style without a picture: what it is called, and its vector. */
export const houseStyleSchema = z.object({
  id: z.string().min(1).max(80),
  /** As shown to people: an artist, or a work and its artist. */
  name: z.string().min(1).max(160),
  /** The artist's slug, as in the classifier. */
  artist: z.string().min(1).max(80),
  /** `artist`: the mean over the artist's paintings; `work`: of a single one that is typical. */
  kind: z.enum(['artist', 'work']),
  /** Paintings that it is the mean of. */
  count: z.number().int().positive(),
  /** Numbers of half precision, in base64; see `models/style-vectors.ts`. */
  vector: z.base64(),
});

/** The served description of a stylizer, which paints any picture in any style. */
export const stylizerCardSchema = commonSchema.extend({
  kind: z.literal('stylizer'),
  styleDim: z.number().int().positive(),
  /** Shorter side, in pixels, at which the style of a picture is looked at unless somebody wants otherwise. */
  styleSide: z.number().int().positive(),
  /** Those by whom there are enough paintings; artists first. */
  styles: z.array(houseStyleSchema).min(1),
  /**
   * The test pattern (`lib/engine/test-pattern.ts`) in the style of another one, and the mean
   * colours of its cells, R G B in 0..255: every engine checks itself against them.
   */
  selfCheck: z.object({
    content: z.number().int().nonnegative(),
    style: z.number().int().nonnegative(),
    grid: z.number().int().positive(),
    cells: z.array(z.number()),
  }),
  sheets: z.array(sheetSchema),
});

export const modelCardSchema = z.discriminatedUnion('kind', [
  generatorCardSchema,
  classifierCardSchema,
  stylizerCardSchema,
]);

export type LabelKind = z.infer<typeof labelKindSchema>;
export type Direction = z.infer<typeof directionSchema>;
export type ModelClass = z.infer<typeof classSchema>;
export type SelfCheck = z.infer<typeof selfCheckSchema>;
export type WeightsFile = z.infer<typeof weightsFileSchema>;
export type GeneratorCard = z.infer<typeof generatorCardSchema>;
export type GeneratorMetric = z.infer<typeof generatorMetricSchema>;
export type ClassifierCard = z.infer<typeof classifierCardSchema>;
export type HouseStyle = z.infer<typeof houseStyleSchema>;
export type StylizerCard = z.infer<typeof stylizerCardSchema>;
export type ModelCard = GeneratorCard | ClassifierCard | StylizerCard;

const bytes = { bytes: z.number().int().positive() };
const inEveryEntry = {
  id: true,
  kind: true,
  title: true,
  version: true,
  parameters: true,
} as const;

/** One line of `public/models/index.json`: enough to list models and to read links before any card is loaded. */
export const modelIndexSchema = z.array(
  z.discriminatedUnion('kind', [
    generatorCardSchema
      .pick({ ...inEveryEntry, resolution: true, latentDim: true, genres: true, classes: true })
      .extend(bytes)
      .extend({
        directions: z
          .array(directionSchema.pick({ id: true, name: true, less: true, more: true }))
          .optional(),
      }),
    classifierCardSchema
      .pick({ ...inEveryEntry, input: true, artists: true, styles: true, genres: true })
      .extend(bytes),
    stylizerCardSchema.pick({ ...inEveryEntry, styleDim: true, styleSide: true }).extend(bytes),
  ]),
);

export type IndexEntry = z.infer<typeof modelIndexSchema>[number];
export type GeneratorEntry = Extract<IndexEntry, { kind: 'generator' }>;
export type ClassifierEntry = Extract<IndexEntry, { kind: 'classifier' }>;
export type StylizerEntry = Extract<IndexEntry, { kind: 'stylizer' }>;
