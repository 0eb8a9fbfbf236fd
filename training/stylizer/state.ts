/** Where a run of `train stylizer` stands, beside its tensors. */
import { z } from 'zod';

export const stylizerProgressSchema = z.object({
  /** Steps and painted pictures of this run. */
  step: z.number().int().nonnegative(),
  imagesSeen: z.number().int().nonnegative(),
  /** Pictures painted by the runs that this one was started from. */
  imagesBefore: z.number().int().nonnegative(),
  /** Time spent, all runs added up. */
  seconds: z.number().nonnegative(),
  adamSteps: z.number().int().nonnegative(),
});
export type StylizerProgress = z.output<typeof stylizerProgressSchema>;
