/** Where a run of `train classifier` stands, beside its tensors. */
import { z } from 'zod';

export const classifierProgressSchema = z.object({
  /** Steps and pictures of this run. */
  step: z.number().int().nonnegative(),
  imagesSeen: z.number().int().nonnegative(),
  /** Pictures shown by the runs that this one was started from. */
  imagesBefore: z.number().int().nonnegative(),
  /** Time spent, all runs added up. */
  seconds: z.number().nonnegative(),
  adamSteps: z.number().int().nonnegative(),
  /** The best measurement so far, and how many came after it. */
  best: z.object({ accuracy: z.number(), images: z.number().int(), since: z.number().int() }),
});
export type ClassifierProgress = z.output<typeof classifierProgressSchema>;
