/** What a network is built of, block by block, as an export saw it compute one picture. */
import { z } from 'zod';

const shapeSchema = z.array(z.number().int().positive()).min(1).max(3);

const blockSchema = z.object({
  /** First part of the names of its weights, e.g. `side64`; unique. */
  name: z.string().min(1),
  /** Of one picture: [height, width, channels] for maps, [length] for vectors. */
  output: shapeSchema,
  /** All numbers in it, tracked statistics included. */
  parameters: z.number().int().nonnegative(),
  /** Of its convolutions and dense layers, for one picture. */
  multiplyAdds: z.number().int().nonnegative(),
  /** What it does, in order, e.g. `upsampling`, `convolution 3 × 3`. */
  steps: z.array(z.object({ what: z.string(), times: z.number().int().positive() })),
  /** Blocks and inputs that it reads. */
  from: z.array(z.string()),
});

export const structureSchema = z.object({
  format: z.literal(1),
  /** What goes into the network. */
  inputs: z.array(z.object({ name: z.string().min(1), shape: shapeSchema })),
  /** In the order in which they compute. */
  blocks: z.array(blockSchema).min(1),
});

export type Structure = z.infer<typeof structureSchema>;
export type Block = z.infer<typeof blockSchema>;

/** Name of the file beside the card. */
export const STRUCTURE_FILE = 'structure.json';

/** The sums over all blocks. */
export function totalsOf({ blocks }: Structure): { parameters: number; multiplyAdds: number } {
  return {
    parameters: blocks.reduce((sum, block) => sum + block.parameters, 0),
    multiplyAdds: blocks.reduce((sum, block) => sum + block.multiplyAdds, 0),
  };
}
