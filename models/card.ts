import { z } from 'zod';

/** A class that a generator can be asked for: an artist now, styles and genres later. */
export const classSchema = z.object({
  id: z.string().min(1).max(80),
  /** As shown to people, e.g. "Vincent van Gogh". */
  name: z.string().min(1).max(120),
  kind: z.enum(['artist', 'style', 'genre']),
  /** Pictures of this class in the training set. */
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

export const weightsFileSchema = z.object({
  /** File name beside the card; contains the first 16 hex digits of the hash. */
  file: z.string().regex(/^[a-z0-9.-]+$/),
  bytes: z.number().int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
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

/** The served description of a generator: everything the app, the engine and a curious reader need. */
export const modelCardSchema = z.object({
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
  kind: z.literal('generator'),
  title: z.string().min(1),
  /** Counts up whenever new weights change the pictures behind old links. */
  version: z.number().int().min(1).max(255),
  description: z.string(),
  /** Architecture name and options, as in `NetworkSpec`. */
  architecture: z.string(),
  options: z.record(z.string(), z.unknown()),
  parameters: z.number().int().positive(),
  /** Side of the square pictures, in pixels. */
  resolution: z.number().int().positive(),
  latentDim: z.number().int().positive(),
  classes: z.array(classSchema),
  weights: weightsFileSchema,
  selfCheck: selfCheckSchema,
  /** The point that the Studio opens at; `poster.png` beside the card is its picture. */
  opening: seededPointSchema,
  /** Sample sheets over training time, oldest first. */
  sheets: z.array(z.object({ file: z.string(), imagesSeen: z.number().int().nonnegative() })),
  training: z.object({
    /** Real pictures shown to the discriminator, all runs added up. */
    imagesSeen: z.number().int().nonnegative(),
    backend: z.string(),
    seconds: z.number().nonnegative(),
    /** The options of the run that produced the weights, as dumped by `train gan`. */
    options: z.record(z.string(), z.unknown()),
  }),
  data: z.object({
    pictures: z.number().int().positive(),
    selection: z.string(),
    source: z.string(),
    terms: z.string(),
  }),
  metrics: z.array(
    z.object({ name: z.string(), value: z.number(), definition: z.string(), command: z.string() }),
  ),
  limits: z.array(z.string()),
  licence: z.string(),
});

export type ModelClass = z.infer<typeof classSchema>;
export type SelfCheck = z.infer<typeof selfCheckSchema>;
export type WeightsFile = z.infer<typeof weightsFileSchema>;
export type ModelCard = z.infer<typeof modelCardSchema>;

/** One line of `public/models/index.json`: enough to list models and to read links before any card is loaded. */
export const modelIndexSchema = z.array(
  modelCardSchema
    .pick({
      id: true,
      kind: true,
      title: true,
      version: true,
      parameters: true,
      resolution: true,
      latentDim: true,
      classes: true,
    })
    .extend({ bytes: z.number().int().positive() }),
);

export type ModelIndex = z.infer<typeof modelIndexSchema>;
export type ModelIndexEntry = ModelIndex[number];
