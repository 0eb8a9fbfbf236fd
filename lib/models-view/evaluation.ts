/** `evaluation.json` beside a card: what was measured painter by painter, pair by pair. */
import { z } from 'zod';

const share = z.number().min(0).max(1);

/** Of a generator: what a classifier takes its pictures of this painter, style or genre for. */
const paintedSchema = z.object({
  id: z.string(),
  pictures: z.number(),
  accuracy: share,
  takenMostFor: z.string().optional(),
  realPictures: z.number().optional(),
  realAccuracy: share.optional(),
});

const evaluationSchema = z.object({
  /** SHA-256 of the weights that were measured; files of early evaluations do not say. */
  weights: z.string().optional(),
  artists: z
    .array(
      z.union([
        /** Of a classifier: how it does on real pictures of this painter. */
        z.object({
          id: z.string(),
          pictures: z.number(),
          precision: share,
          recall: share,
          f1: share,
          takenFor: z.array(z.object({ id: z.string(), times: z.number() })).default([]),
        }),
        paintedSchema,
      ]),
    )
    .default([]),
  styles: z.array(paintedSchema).default([]),
  genres: z.array(paintedSchema).default([]),
  blends: z
    .array(
      z.object({
        pair: z.tuple([z.string(), z.string()]),
        weights: z.array(share).min(2),
        shares: z.array(share).min(2),
        rankCorrelation: z.number(),
      }),
    )
    .default([]),
});

export type Evaluation = z.infer<typeof evaluationSchema>;
type ArtistRow = Evaluation['artists'][number];
export type ToldArtist = Extract<ArtistRow, { recall: number }>;
export type PaintedClass = z.infer<typeof paintedSchema>;
export type Blend = Evaluation['blends'][number];

/**
 * Undefined for what is none, and for one of other weights: it stays beside the card when new
 * weights are exported, until they are measured.
 * @param sha256 of the weights that are served.
 */
export function readEvaluation(json: unknown, sha256: string): Evaluation | undefined {
  const evaluation = evaluationSchema.safeParse(json).data;
  const isOfOthers = evaluation?.weights !== undefined && evaluation.weights !== sha256;
  return isOfOthers ? undefined : evaluation;
}

export const toldArtists = ({ artists }: Evaluation): ToldArtist[] =>
  artists.filter((row): row is ToldArtist => 'recall' in row);

/** Undefined where no classifier was asked about a generator's pictures. */
export function paintedClasses(evaluation: Evaluation | undefined): PaintedClass[] | undefined {
  if (!evaluation) return undefined;
  const { artists, styles, genres } = evaluation;
  const painted = artists.filter((row): row is PaintedClass => 'accuracy' in row);
  const all = [...painted, ...styles, ...genres];
  return all.length > 0 ? all : undefined;
}
